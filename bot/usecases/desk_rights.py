"""Whether an admin may do something with a ticket, and what they are told if not."""

from collections.abc import Mapping

from bot.domain.people import Person
from bot.domain.ticket import Act, Denial, Ticket, denial
from bot.storage import tickets
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

TOLD: Mapping[Denial, str] = {
    Denial.NOT_YOURS: "desk.own",
    Denial.CLOSED: "ticket.is_closed",
    Denial.OWNERS_TURN: "desk.owners_turn",
    Denial.NOT_CLEARED: "desk.asking",
    Denial.CONFLICTED: "desk.conflicted",
}
"""Why an admin may not: the key of what they are told."""


async def ticket_for(uow: UnitOfWork, admin: Person, ticket_id: int, act: Act) -> Ticket | None:
    """The ticket if this admin may do this with it now; otherwise they are told why not."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None:
        await uow.tell(say(admin, "desk.no_ticket", number=ticket_id))
        return None
    denied = denial(admin, ticket, act)
    if denied is None:
        return ticket
    await uow.tell(say(admin, TOLD[denied], number=ticket.id))
    return None
