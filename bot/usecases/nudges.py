"""An admin reminds whoever owes the next word in a ticket: once an hour, however many admins tap."""

import datetime as dt

from bot.domain.desk_actions import AskAssign
from bot.domain.outgoing import Rows, button
from bot.domain.people import Person
from bot.domain.ticket import Act, Ticket
from bot.domain.ticket_work_actions import ShowDetails
from bot.storage import offers, people, tickets
from bot.usecases import views
from bot.usecases.desk_rights import ticket_for
from bot.usecases.messages import about, say
from bot.usecases.unit_of_work import UnitOfWork

PAUSE = dt.timedelta(hours=1)
"""Between two reminders for one ticket."""


async def nudge(uow: UnitOfWork, admin: Person, ticket_id: int) -> None:
    """Remind the lawyer who has a ticket, or those to whom it is offered; the admin is told whom."""
    ticket = await ticket_for(uow, admin, ticket_id, Act.NUDGE)
    if ticket is None:
        return
    last = await tickets.last_event(uow.tx, ticket.id, Act.NUDGE)
    if last is not None and uow.now - last < PAUSE:
        again = views.local_time(uow, last + PAUSE)
        await uow.tell(
            say(admin, "nudge.already", number=ticket.id, at=views.local_time(uow, last), again=again)
        )
        return
    reminded = [each for each in await _owing(uow, ticket) if await _remind(uow, ticket, each)]
    if not reminded:
        rows = ((button("button.assign", AskAssign(ticket.id)),),)
        await uow.tell(say(admin, "nudge.nobody", rows, number=ticket.id))
        return
    await tickets.note_event(uow.tx, ticket, Act.NUDGE, uow.now, by=admin.id)
    names = "、".join(each.name or str(each.id) for each in reminded)
    await uow.tell(say(admin, "nudge.done", number=ticket.id, names=names))


async def _owing(uow: UnitOfWork, ticket: Ticket) -> list[Person]:
    """The lawyer of a ticket; of one that waits, those to whom it is offered."""
    if ticket.lawyer is not None:
        numbers = [ticket.lawyer]
    else:
        numbers = [each.lawyer for each in await offers.of_ticket(uow.tx, ticket.id) if not each.passed]
    found = [await people.find(uow.tx, number) for number in numbers]
    return [each for each in found if each is not None and each.is_lawyer]


async def _remind(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> bool:
    """Whether the lawyer is reminded now: of two admins who tap at the same moment one does it."""
    details = ((button("button.details", ShowDetails(ticket.id)),),)
    rows: Rows = details if ticket.is_held else views.offered_rows(ticket)
    key = "nudge.holder" if ticket.is_held else "nudge.offered"
    since = views.local_time(uow, ticket.opened_at)
    once = f"nudge:{ticket.id}:{lawyer.id}:{uow.now:%Y%m%d%H}"
    return await uow.tell(about(ticket, lawyer, key, rows, once=once, since=since)) is not None
