"""Who takes part in a ticket on the asking side, what reaches whom, and under whose name.

Its owner always does. A colleague with whom it is shared does once they follow it or have written in it; whether they still
may is asked each time (`bot.domain.ticket.asks_in`), so that a revoked seat gets nothing from that moment on.
"""

import datetime as dt
from typing import Any, Literal

from bot.domain.answer import Lang
from bot.domain.outgoing import Header, Rows
from bot.domain.people import Person
from bot.domain.sides import asks_in
from bot.domain.ticket import Act, Ticket, may
from bot.storage import people, seats
from bot.storage.thread import Message
from bot.usecases import views
from bot.usecases.firm_names import called
from bot.usecases.messages import about
from bot.usecases.unit_of_work import UnitOfWork

LATE = dt.timedelta(minutes=10)
"""Words that come later than that say when they were written."""


async def askers(uow: UnitOfWork, ticket: Ticket) -> list[Person]:
    """Everybody who takes part on the asking side, the owner first."""
    ids = [ticket.owner]
    if ticket.shared_at is not None:
        ids += [each for each in await seats.followers(uow.tx, ticket.id) if each != ticket.owner]
    found = [await people.find(uow.tx, each) for each in ids]
    return [each for each in found if each is not None and asks_in(each, ticket)]


async def joins(uow: UnitOfWork, ticket: Ticket, person: Person) -> None:
    """A colleague who writes in a ticket takes part in it."""
    if person.id != ticket.owner and asks_in(person, ticket):
        await seats.follow(uow.tx, ticket.id, person.id, uow.now)


async def readers(uow: UnitOfWork, ticket: Ticket, message: Message) -> list[int]:
    """To whom something said in a ticket goes: to whoever takes part, but not to its writer."""
    others = [each.id for each in await askers(uow, ticket) if each.id != message.person]
    if message.author == "lawyer" or ticket.lawyer is None or not ticket.is_held:
        return others
    return [ticket.lawyer, *others]


async def still_hears(uow: UnitOfWork, ticket: Ticket, written: Message) -> bool:
    """Whether the writer of something may still be brought a reaction to it: seat, role or ticket may be theirs no longer."""
    writer = await people.find(uow.tx, written.person)
    return writer is not None and may(writer, ticket, Act.READ)


async def header(uow: UnitOfWork, ticket: Ticket, message: Message, reader: int) -> Header:
    """The line above somebody's words: whose they are, and when they were written if they come late: "today" was that day."""
    who: Literal["owner", "lawyer"] = "owner" if message.author == "owner" else "lawyer"
    is_late = uow.now - message.said_at > LATE
    said_at = views.local_time(uow, message.said_at) if is_late else ""
    return Header(who, await _known_as(uow, ticket, message, reader), ticket.id, said_at=said_at)


async def _known_as(uow: UnitOfWork, ticket: Ticket, message: Message, reader: int) -> str:
    """Lawyers are known by name; owners by their enterprise, among colleagues by name."""
    if message.author != "owner" or reader != ticket.lawyer:
        return await name_of(uow, message.person)
    lawyer = await people.find(uow.tx, reader)
    return await asker_name(uow, ticket, message.person, lawyer.lang if lawyer is not None else None)


async def asker_name(uow: UnitOfWork, ticket: Ticket, person: int, staff: Lang | None) -> str:
    """Who asks: the enterprise, and of a shared ticket who in it; for `staff`, in their language, whether it is verified."""
    enterprise = await views.enterprise_of(uow, ticket)
    firm = enterprise.name if enterprise is not None else ""
    name = await name_of(uow, person) if ticket.shared_at is not None else ""
    return " · ".join(filter(None, (firm if staff is None else called(enterprise, staff), name)))


async def name_of(uow: UnitOfWork, person: int) -> str:
    """The name by which somebody is known; empty without one."""
    found = await people.find(uow.tx, person)
    return (found.name or "") if found else ""


async def tell_askers(uow: UnitOfWork, ticket: Ticket, key: str, rows: Rows = (), **more: Any) -> None:
    """Say one sentence about a ticket to everybody who takes part on the asking side."""
    for each in await askers(uow, ticket):
        await uow.tell(about(ticket, each, key, rows, **more))
