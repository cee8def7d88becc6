"""Which lawyers may act for the other side of a ticket: its parties are held against all clients and opponents."""

from collections.abc import Iterable

from bot.domain.conflict import Hit, Party, Reason
from bot.domain.ticket import Ticket
from bot.matching.parties.likeness import are_alike
from bot.storage import conflicts, tickets
from bot.usecases.unit_of_work import UnitOfWork

NOTED = "conflict"
"""The event of a ticket when a lawyer is kept from it; its reason is a word of `bot.domain.conflict.Reason`."""


class Screening:
    """Holds tickets against all clients and opponents; these are read once for all tickets of one turn, as there may be thousands."""

    def __init__(self, uow: UnitOfWork, only: int | None = None) -> None:
        """Nothing is read before the first ticket needs it; `only` is the one lawyer who comes into question, None for all of them."""
        self._uow, self._only = uow, only
        self._clients: list[Party] | None = None
        self._opponents: list[Party] | None = None

    async def screen(self, ticket: Ticket) -> Ticket:
        """The ticket with everybody kept from it whose clients or opponents may be its parties.

        Its lawyer is left to judge themselves, see `hit_of`; whoever an admin has cleared stays cleared.
        """
        for hit in await self.hits(ticket):
            if hit.lawyer not in {ticket.lawyer, *ticket.conflicted}:
                ticket = await keep_from(self._uow, ticket, hit)
        return ticket

    async def hits(self, ticket: Ticket) -> list[Hit]:
        """One for each lawyer with a party that may be the other side, or that may stand against the enterprise."""
        tx = self._uow.tx
        other = await conflicts.other_side(tx, ticket.id)
        own = await conflicts.names_of(tx, ticket.enterprise)
        if other and self._clients is None:
            self._clients = await conflicts.clients(tx, self._only)
        if own and self._opponents is None:
            self._opponents = await conflicts.opponents(tx, self._only)
        against = _hits(Reason.CLIENT, (other,), self._clients or ()) if other else {}
        return list((_hits(Reason.OPPONENT, own, self._opponents or ()) | against).values())


async def screen(uow: UnitOfWork, ticket: Ticket, only: int | None = None) -> Ticket:
    """One ticket as `Screening` screens it."""
    return await Screening(uow, only).screen(ticket)


async def keep_from(uow: UnitOfWork, ticket: Ticket, hit: Hit) -> Ticket:
    """Keep a lawyer from a ticket for good, or until an admin clears them; the ticket as it is then."""
    kept = await conflicts.add(uow.tx, ticket, hit, uow.now)
    if hit.lawyer in kept.conflicted and hit.lawyer not in ticket.conflicted:
        await tickets.note_event(uow.tx, kept, NOTED, uow.now, by=hit.lawyer, reason=hit.reason.value)
    return kept


async def hit_of(uow: UnitOfWork, ticket: Ticket) -> Hit | None:
    """Why the lawyer of a ticket may have a conflict of interest; None where no names are alike."""
    found = await Screening(uow, ticket.lawyer).hits(ticket) if ticket.lawyer is not None else []
    return found[0] if found else None


def _hits(reason: Reason, names: Iterable[str], parties: Iterable[Party]) -> dict[int, Hit]:
    """For each lawyer with a party like one of these names the first of them."""
    found: dict[int, Hit] = {}
    for party in parties:
        alike = next((name for name in names if are_alike(name, party.name)), None)
        if alike is not None:
            found.setdefault(party.lawyer, Hit(party.lawyer, reason, alike, party.name))
    return found
