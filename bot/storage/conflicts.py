"""The other side of tickets, the lawyers that a conflict of interest keeps from them, and whom lawyers act for or against."""

import datetime as dt
import json
from dataclasses import dataclass

from bot.domain.conflict import Clearing, Hit, Party, PartySide, Reason, Side
from bot.domain.instant import to_ms
from bot.domain.ticket import Ticket
from bot.storage import codec, tickets
from bot.storage.engine import vault
from bot.storage.engine.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a lawyer is kept from a ticket, with both names; `is_cleared` once an admin lets them see it after all."""

    lawyer: int
    lawyer_name: str
    reason: Reason
    ours: str
    theirs: str
    is_cleared: bool

    @property
    def may_be_cleared(self) -> bool:
        """Whether an admin may let the lawyer see it after all: names alike are often a coincidence."""
        return not self.is_cleared and self.reason is not Reason.SAYS_SO


@dataclass(frozen=True, slots=True)
class Declared:
    """A party that a lawyer told us of."""

    id: int
    side: PartySide
    name: str


async def is_excluded(tx: Transaction, ticket: int, lawyer: int) -> bool:
    """Whether a conflict of interest keeps this lawyer from this ticket."""
    return await tx.one("conflicts.is_excluded", ticket=ticket, lawyer=lawyer) is not None


async def of_ticket(tx: Transaction, ticket: int) -> list[Conflict]:
    """Every conflict found for a ticket, also those that were cleared, in order."""
    return [
        Conflict(
            row["lawyer"],
            codec.read_text(row["name"] or ""),
            Reason(row["reason"]),
            codec.read_text(row["ours"]),
            codec.read_text(row["theirs"]),
            row["cleared_at"] is not None,
        )
        for row in await tx.all("conflicts.of_ticket", ticket=ticket)
    ]


async def add(tx: Transaction, ticket: Ticket, hit: Hit, now: dt.datetime) -> Ticket:
    """Keep a lawyer from a ticket; one whom an admin has cleared only if they say so themselves. The ticket as it is then."""
    ours, theirs = (
        codec.write_text(
            name, codec.place(vault.ticket(ticket.id), f"conflicts.{side}", ticket.id, hit.lawyer)
        )
        for side, name in (("ours", hit.ours), ("theirs", hit.theirs))
    )
    values = {"ticket": ticket.id, "lawyer": hit.lawyer, "reason": hit.reason.value, "now": to_ms(now)}
    await tx.change("conflicts.add", ours=ours, theirs=theirs, **values)
    return await _noted(tx, ticket)


async def clear(
    tx: Transaction, ticket: Ticket, lawyer: int, *, by: int, because: Clearing, now: dt.datetime
) -> Ticket | None:
    """Let a lawyer see a ticket after all; None where nothing but names kept them from it, or nothing does."""
    values = {"ticket": ticket.id, "lawyer": lawyer, "by": by, "because": because.value, "now": to_ms(now)}
    if await tx.change("conflicts.clear", **values) == 0:
        return None
    return await _noted(tx, ticket)


async def set_side(tx: Transaction, ticket: Ticket, side: Side, name: str = "") -> Ticket:
    """Note how the question for the other side stands; the ticket as it is then."""
    where = codec.place(vault.ticket(ticket.id), "tickets.other_side", ticket.id)
    kept = codec.write_text(name, where) if name else None
    row = await tx.one("conflicts.set_side", ticket=ticket.id, side=side.value, other_side=kept)
    assert row is not None
    return tickets.of_row(row)


async def other_side(tx: Transaction, ticket: int) -> str:
    """The name of the other side of a ticket; empty where it is not known."""
    row = await tx.one("tickets.find", ticket=ticket)
    return codec.read_text(row["other_side"] or "") if row else ""


async def declare(tx: Transaction, lawyer: int, side: PartySide, name: str, now: dt.datetime) -> None:
    """Note a client or opponent that a lawyer has outside of the butler."""
    kept = codec.write_text(name, codec.place(vault.person(lawyer), "lawyer_parties.name", lawyer))
    values = {"lawyer": lawyer, "side": side.value, "name": kept}
    await tx.one("conflicts.declare", now=to_ms(now), **values)


async def retract(tx: Transaction, lawyer: int, party: int) -> bool:
    """Forget a party that this lawyer told us of; False if there is none of theirs with this number."""
    return await tx.change("conflicts.retract", lawyer=lawyer, id=party) == 1


async def declared(tx: Transaction, lawyer: int) -> list[Declared]:
    """The parties that a lawyer told us of, in order."""
    return [
        Declared(row["id"], PartySide(row["side"]), codec.read_text(row["name"]))
        for row in await tx.all("conflicts.declared", lawyer=lawyer)
    ]


async def names_of(tx: Transaction, enterprise: int | None) -> list[str]:
    """Every name of one enterprise: its own, former and other ones, and as people with a seat typed it; none for None."""
    if enterprise is None:
        return []
    typed = await tx.all("conflicts.typed_names_of", enterprise=enterprise)
    rows = [*await tx.all("conflicts.names_of", enterprise=enterprise), *typed]
    return list(dict.fromkeys(name for row in rows for name in _called(row)))


async def clients(tx: Transaction, lawyer: int | None = None) -> list[Party]:
    """Whom this lawyer acts for, or everyone for None, by every name that is known."""
    return await _parties(tx, PartySide.CLIENT, lawyer, await tx.all("conflicts.clients", lawyer=lawyer))


async def opponents(tx: Transaction, lawyer: int | None = None) -> list[Party]:
    """Whom this lawyer acts against, or everyone for None, as each was named."""
    return await _parties(tx, PartySide.OPPONENT, lawyer, await tx.all("conflicts.opponents", lawyer=lawyer))


async def _parties(tx: Transaction, side: PartySide, lawyer: int | None, known: list[Row]) -> list[Party]:
    """What the butler knows of, and what lawyers told it."""
    rows = [*known, *await tx.all("conflicts.declared_as", side=side.value, lawyer=lawyer)]
    found = dict.fromkeys((row["lawyer"], name) for row in rows for name in _called(row))
    return [Party(number, side, name) for number, name in found]


def _called(row: Row) -> list[str]:
    """The names in a row that are not forgotten."""
    names = [codec.read_text(row["name"]), *codec.read(row.get("aliases", ""))]
    return [name for name in names if name]


async def _noted(tx: Transaction, ticket: Ticket) -> Ticket:
    """Let the ticket say whom its conflicts keep from it: `bot.domain.ticket.denial` goes by that."""
    kept = [each.lawyer for each in await of_ticket(tx, ticket.id) if not each.is_cleared]
    if frozenset(kept) == ticket.conflicted:
        return ticket
    row = await tx.one("conflicts.set_conflicted", ticket=ticket.id, conflicted=json.dumps(kept))
    assert row is not None
    return tickets.of_row(row)
