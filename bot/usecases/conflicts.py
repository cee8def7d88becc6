"""Which lawyers may act for the other side of a ticket: its parties are held against all clients and opponents."""

from bot.domain.conflict import Hit, Reason
from bot.domain.ticket import Ticket
from bot.matching.parties.likeness import are_alike
from bot.storage import conflicts, tickets
from bot.usecases.unit_of_work import UnitOfWork

NOTED = "conflict"
"""The event of a ticket when a lawyer is kept from it; its reason is a word of `bot.domain.conflict.Reason`."""


async def screen(uow: UnitOfWork, ticket: Ticket) -> Ticket:
    """The ticket with everybody kept from it whose clients or opponents may be its parties.

    Its lawyer is left to judge themselves, see `hit_of`; whoever an admin has cleared stays cleared.
    """
    for hit in await _hits(uow, ticket):
        if hit.lawyer not in {ticket.lawyer, *ticket.conflicted}:
            ticket = await keep_from(uow, ticket, hit)
    return ticket


async def keep_from(uow: UnitOfWork, ticket: Ticket, hit: Hit) -> Ticket:
    """Keep a lawyer from a ticket for good, or until an admin clears them; the ticket as it is then."""
    kept = await conflicts.add(uow.tx, ticket, hit, uow.now)
    if hit.lawyer in kept.conflicted and hit.lawyer not in ticket.conflicted:
        await tickets.note_event(uow.tx, kept, NOTED, uow.now, by=hit.lawyer, reason=hit.reason.value)
    return kept


async def hit_of(uow: UnitOfWork, ticket: Ticket) -> Hit | None:
    """Why the lawyer of a ticket may have a conflict of interest; None where no names are alike."""
    return next((hit for hit in await _hits(uow, ticket) if hit.lawyer == ticket.lawyer), None)


async def _hits(uow: UnitOfWork, ticket: Ticket) -> list[Hit]:
    """One for each lawyer with a party that may be the other side, or that may stand against the enterprise."""
    other = await conflicts.other_side(uow.tx, ticket.id)
    own = await conflicts.names_of(uow.tx, ticket.enterprise)
    found: dict[int, Hit] = {}
    for party in await conflicts.clients(uow.tx) if other else ():
        if party.lawyer not in found and are_alike(other, party.name):
            found[party.lawyer] = Hit(party.lawyer, Reason.CLIENT, other, party.name)
    for party in await conflicts.opponents(uow.tx) if own else ():
        alike = next((name for name in own if are_alike(name, party.name)), None)
        if party.lawyer not in found and alike is not None:
            found[party.lawyer] = Hit(party.lawyer, Reason.OPPONENT, alike, party.name)
    return list(found.values())
