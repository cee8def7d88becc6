"""A new ticket goes its way: it is offered to a lawyer, and its owner is told so."""

from bot.domain.dialogue import TalkingIn
from bot.domain.people import Person
from bot.domain.ticket import Ticket
from bot.storage import dialogues, facts, journal, roster
from bot.usecases import assignment, butlers, capacity, hints, owner_views, sharing, views
from bot.usecases.conflicts import Screening
from bot.usecases.messages import about
from bot.usecases.unit_of_work import UnitOfWork


async def send(uow: UnitOfWork, owner: Person, ticket: Ticket, screening: Screening | None = None) -> None:
    """Offer a ticket for the first time, and tell its owner; what they write next belongs to it."""
    await dialogues.begin(uow.tx, uow.account.id, owner.id, TalkingIn(ticket.id), uow.now)
    offered = await assignment.offer_next(uow, ticket, screening=screening)
    await _tell_sent(uow, owner, ticket, offered=offered)


async def _tell_sent(uow: UnitOfWork, owner: Person, ticket: Ticket, *, offered: bool) -> None:
    lawyers = await roster.lawyers(uow.tx, uow.now, uow.calendar)
    on_duty, opens = any(each.on_duty for each in lawyers), capacity.next_on_duty(uow, lawyers)
    later = "ticket.sent_later" if capacity.is_closed(uow, opens) else "ticket.sent_nobody"
    key = "ticket.sent" if offered or on_duty else later
    if on_duty and not offered and ticket.conflicted:
        key = "side.sent_conflict"
    due = await owner_views.answer_due(uow, ticket)
    hinted = await _hints(uow, owner, ticket)
    more = {"postscript": "ticket.hints" if hinted else "", "due": due, "hints": hinted}
    more["butler"] = await butlers.line(uow, ticket.enterprise, owner.lang)
    more["opens"] = views.local_time(uow, opens or uow.now)
    await uow.tell(about(ticket, owner, key, owner_views.rows_of(ticket), **more))
    await sharing.offer(uow, owner, ticket)


async def _hints(uow: UnitOfWork, owner: Person, ticket: Ticket) -> str:
    """What would help a lawyer, as one line; nothing where its owner was asked for it one by one."""
    if ticket.question is None or await facts.of_ticket(uow.tx, ticket.id):
        return ""
    return hints.facts_to_add(uow, await journal.find(uow.tx, ticket.question), owner.lang)
