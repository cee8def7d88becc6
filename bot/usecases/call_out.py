"""An emergency is called out: to every lawyer on duty, the enterprise's own lawyer, and every admin, at once."""

from dataclasses import dataclass

from bot.domain.desk_actions import SeenEmergency
from bot.domain.outgoing import button
from bot.domain.people import Lawyer, Role
from bot.domain.ticket import Act, Ticket
from bot.domain.ticket_work_actions import ShowDetails
from bot.knowledge import answers
from bot.storage import not_delivered, offers, people, roster, seats, tickets
from bot.usecases import assignment, butlers, views
from bot.usecases.conflicts import screen
from bot.usecases.first_aid import first_aid
from bot.usecases.messages import about, say
from bot.usecases.unit_of_work import UnitOfWork

SEEN = "seen"
"""The event that an admin sees to an emergency."""


@dataclass(frozen=True, slots=True)
class Called:
    """How many people were told."""

    lawyers: int
    admins: int


async def call_out(uow: UnitOfWork, ticket: Ticket, *, again: bool = False) -> Called:
    """Tell everybody who could help; whoever has the card already is reminded of it.

    Once a lawyer holds the ticket, that one and the admins are told.
    """
    lawyers = await _call_holder(uow, ticket) if ticket.is_held else await _call_lawyers(uow, ticket)
    return Called(lawyers, await _call_admins(uow, ticket, lawyers, again=again))


async def tell_if_unheard(uow: UnitOfWork, ticket: Ticket) -> None:
    """Tell the owner, once, that no call for help is known to have reached anybody, and what to do meanwhile."""
    since = ticket.emergency_at or ticket.opened_at
    if await not_delivered.calls_heard(uow.tx, ticket.id, since):
        return
    first, more = first_aid(uow.knowledge, ticket.emergency, ticket.lang)
    once = f"unheard:{ticket.id}:{since:%Y%m%d%H%M}"
    await uow.tell(about(ticket, ticket.owner, "emergency.unheard", once=once, first=first, more=more))


async def is_seen(uow: UnitOfWork, ticket: Ticket) -> bool:
    """Whether an admin has said, since its owner last spoke of the emergency in a ticket, that they see to it."""
    at = await tickets.times_of(uow.tx, ticket.id, SEEN)
    return bool(at) and ticket.emergency_at is not None and at[-1] >= ticket.emergency_at


async def is_dealt_with(uow: UnitOfWork, ticket: Ticket) -> bool:
    """Whether an admin sees to the emergency in a ticket that a lawyer holds, or the lawyer has answered it."""
    answered = await tickets.last_event(uow.tx, ticket.id, Act.ANSWER)
    since = ticket.emergency_at or ticket.opened_at
    return (answered is not None and answered >= since) or await is_seen(uow, ticket)


async def _call_holder(uow: UnitOfWork, ticket: Ticket) -> int:
    holder = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer is not None else None
    if holder is None:
        return 0
    kind = answers.talk_title(uow.knowledge, ticket.emergency, holder.lang)
    rows = ((button("button.details", ShowDetails(ticket.id)),),)
    await uow.tell(
        about(ticket, holder, "emergency.holder", rows, once=_once(uow, ticket, holder.id), kind=kind)
    )
    return 1


async def _call_lawyers(uow: UnitOfWork, ticket: Ticket) -> int:
    ticket = await screen(uow, ticket)
    known = await views.background(uow, ticket)
    lawyers = await roster.lawyers(uow.tx, uow.now, uow.calendar)
    butler = await butlers.appointed(uow, ticket, known.enterprise, lawyers)
    offered = {offer.lawyer: offer for offer in await offers.of_ticket(uow.tx, ticket.id)}
    kept_from = {*ticket.conflicted, *await seats.beside(uow.tx, ticket)}
    called = 0
    for lawyer in lawyers:
        before = offered.get(lawyer.id)
        if lawyer.id in kept_from or not (lawyer.on_call or lawyer.id == butler):
            continue
        if before is None:
            await assignment.show_card(uow, ticket, lawyer.id, lawyer.lang, "emergency", known)
        elif before.passed:
            continue
        else:
            await _remind(uow, ticket, lawyer)
        called += 1
    if not called and ticket.conflicted:
        await assignment.tell_nobody(uow, ticket)
    return called


async def _remind(uow: UnitOfWork, ticket: Ticket, lawyer: Lawyer) -> None:
    kind = answers.talk_title(uow.knowledge, ticket.emergency, lawyer.lang)
    rows = views.offered_rows(ticket)
    notice = say(
        lawyer.id,
        "emergency.again",
        rows,
        lang=lawyer.lang,
        ticket=ticket.id,
        once=_once(uow, ticket, lawyer.id),
        number=ticket.id,
        kind=kind,
        since=_since(uow, ticket),
    )
    await uow.tell(notice)


async def _call_admins(uow: UnitOfWork, ticket: Ticket, lawyers: int, *, again: bool) -> int:
    key = (
        "emergency.admin_held" if ticket.is_held else "emergency.admin_again" if again else "emergency.admin"
    )
    if again and await is_seen(uow, ticket):
        return 0
    admins = await roster.with_role(uow.tx, Role.ADMIN)
    rows = ((button("button.seen", SeenEmergency(ticket.id)),),)
    for admin in admins:
        kind = answers.talk_title(uow.knowledge, ticket.emergency, admin.lang)
        once = _once(uow, ticket, admin.id)
        notice = say(
            admin,
            key,
            rows,
            once=f"{once}:admin",
            number=ticket.id,
            kind=kind,
            since=_since(uow, ticket),
            count=lawyers,
        )
        await uow.tell(notice)
    return len(admins)


def _since(uow: UnitOfWork, ticket: Ticket) -> str:
    return views.local_time(uow, ticket.emergency_at or ticket.opened_at)


def _once(uow: UnitOfWork, ticket: Ticket, person: int) -> str:
    """One call a minute is enough, however fast somebody in distress writes."""
    return f"emergency:{ticket.id}:{uow.now:%Y%m%d%H%M}:{person}"
