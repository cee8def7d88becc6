"""The lawyer of a ticket has looked at a licence, or telephoned: its enterprise is what it says, until somebody takes that back.

What is confirmed is the enterprise for which the ticket's owner sits, and only where somebody let them in: who merely typed
its code is confirmed by no lawyer, for the name beside that code was somebody else's.
"""

from bot.domain.outgoing import Rows, button
from bot.domain.people import Enterprise, Person
from bot.domain.seat_actions import AskIdentity, ConfirmIdentity, WithdrawIdentity
from bot.domain.ticket import Act, Ticket
from bot.storage import enterprises, people
from bot.usecases import verification
from bot.usecases.at_hand import ticket_for
from bot.usecases.messages import about
from bot.usecases.unit_of_work import UnitOfWork


async def rows_for(uow: UnitOfWork, ticket: Ticket) -> Rows:
    """The button that confirms the enterprise of a ticket, or takes that back; none where neither can be."""
    firm = await _its_own(uow, ticket)
    if firm is None or (firm.is_verified and firm.verified_at is None):
        return ()
    if firm.is_verified:
        return ((button("button.unverify", WithdrawIdentity(ticket.id)),),)
    return ((button("button.identity", AskIdentity(ticket.id)),),)


async def ask(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Ask a lawyer whether they have looked, and show what they confirm."""
    ticket = await ticket_for(uow, lawyer, ticket_id, Act.ANSWER)
    firm = await _its_own(uow, ticket) if ticket is not None else None
    if ticket is None:
        return
    if firm is None or firm.is_verified:
        await uow.tell(about(ticket, lawyer, "identity.cannot"))
        return
    rows: Rows = ((button("button.identified", ConfirmIdentity(ticket.id)),),)
    fills = {} if firm.credit_code else {"code": "enterprises.no_code"}
    told = {"name": firm.name, "code": firm.credit_code or ""}
    await uow.tell(about(ticket, lawyer, "identity.sure", rows, fills=fills, **told))


async def confirm(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """A lawyer has looked at the enterprise of their ticket."""
    ticket = await ticket_for(uow, lawyer, ticket_id, Act.ANSWER)
    firm = await _its_own(uow, ticket) if ticket is not None else None
    if ticket is None:
        return
    done = firm is not None and not firm.is_verified
    if firm is None or not done or not await _verify(uow, lawyer, ticket, firm):
        await uow.tell(about(ticket, lawyer, "identity.cannot"))


async def withdraw(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """A lawyer takes back that the enterprise of their ticket was confirmed."""
    ticket = await ticket_for(uow, lawyer, ticket_id, Act.ANSWER)
    firm = await _its_own(uow, ticket) if ticket is not None else None
    if ticket is not None and (firm is None or not await verification.unverify(uow, lawyer, firm.id)):
        await uow.tell(about(ticket, lawyer, "identity.cannot"))


async def _verify(uow: UnitOfWork, lawyer: Person, ticket: Ticket, firm: Enterprise) -> bool:
    return await verification.verify(uow, lawyer, firm.id, WithdrawIdentity(ticket.id))


async def _its_own(uow: UnitOfWork, ticket: Ticket) -> Enterprise | None:
    """The enterprise of a ticket by its registered name, if its owner sits there and was let in."""
    owner = await people.find(uow.tx, ticket.owner)
    seat = owner.seat if owner is not None else None
    if seat is None or not seat.is_shared or seat.enterprise != ticket.enterprise:
        return None
    return await enterprises.find(uow.tx, seat.enterprise)
