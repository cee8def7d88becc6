"""The ticket that a lawyer taps at: whether they may do this with it now, and if not, how it stands."""

from collections.abc import Mapping

from bot.domain.people import Person
from bot.domain.sides import is_on_its_side
from bot.domain.ticket import Act, Denial, Ticket, denial
from bot.storage import offers, people, tickets
from bot.usecases.messages import about, say
from bot.usecases.unit_of_work import UnitOfWork

APART: Mapping[Denial | None, str] = {
    Denial.CONFLICTED: "conflict.kept",
    Denial.NOT_CLEARED: "conflict.asking",
}
"""What a lawyer is told who is kept from a ticket, whatever its state."""


async def ticket_for(uow: UnitOfWork, lawyer: Person, ticket_id: int, act: Act) -> Ticket | None:
    """The ticket if this lawyer may do this with it now; otherwise the lawyer is told how it stands."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not lawyer.is_lawyer or is_on_its_side(lawyer, ticket):
        await uow.tell(say(lawyer, "ticket.unknown"))
        return None
    offered = act is Act.PASS_ON and await offers.is_open(uow.tx, ticket.id, lawyer.id)
    if denial(lawyer, ticket, act, offered=offered) is None:
        return ticket
    await tell_denied(uow, lawyer, ticket_id, act)
    return None


async def tell_denied(uow: UnitOfWork, lawyer: Person, ticket_id: int, act: Act = Act.TAKE) -> None:
    """Tell a lawyer how a ticket stands that a lawyer may not do something with."""
    ticket = await tickets.find(uow.tx, ticket_id)
    assert ticket is not None
    denied = denial(lawyer, ticket, act)
    if denied in APART:
        await uow.tell(say(lawyer, APART[denied], number=ticket.id))
    elif not ticket.is_open:
        await uow.tell(say(lawyer, "ticket.is_closed", number=ticket.id))
    elif act in (Act.ACCEPT, Act.DECLINE):
        await uow.tell(say(lawyer, "colleague.no_longer", number=ticket.id))
    elif ticket.lawyer == lawyer.id:
        key = "ticket.open_already" if denied is Denial.OPEN and act is Act.REOPEN else "ticket.is_yours"
        await uow.tell(about(ticket, lawyer, key))
    elif ticket.lawyer is not None:
        holder = await people.find(uow.tx, ticket.lawyer)
        name = (holder.name or "") if holder else ""
        await uow.tell(say(lawyer, "ticket.is_taken", number=ticket.id, name=name))
    else:
        await uow.tell(say(lawyer, "ticket.not_offered", number=ticket.id))
