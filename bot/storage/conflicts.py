"""The other side of tickets, the lawyers that a conflict of interest keeps from them, and whom lawyers act for or against."""

import datetime as dt
import json
from dataclasses import dataclass

from bot.domain.conflict import Clearing, Hit, Party, PartySide, Reason, Side
from bot.domain.instant import to_ms
from bot.domain.ticket import Ticket
from bot.storage import codec, tickets
from bot.storage.engine import vault
from bot.storage.engine.database import Transaction


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
    """Every name of one enterprise; none for None."""
    return (await _names(tx)).get(enterprise, []) if enterprise is not None else []


async def parties(tx: Transaction) -> list[Party]:
    """Whom every lawyer acts for or against, by every name that is known."""
    names = await _names(tx)
    clients = [
        Party(row["lawyer"], PartySide.CLIENT, name)
        for row in await tx.all("conflicts.clients")
        for name in names.get(row["enterprise"], [])
    ]
    opponents = [
        Party(row["lawyer"], PartySide.OPPONENT, codec.read_text(row["other_side"]))
        for row in await tx.all("conflicts.opponents")
    ]
    told = [
        Party(row["lawyer"], PartySide(row["side"]), codec.read_text(row["name"]))
        for row in await tx.all("conflicts.all_declared")
    ]
    return list(dict.fromkeys([*clients, *opponents, *told]))


async def _names(tx: Transaction) -> dict[int, list[str]]:
    """The names of each enterprise: its own, former and other ones, and as people with a seat typed it."""
    found: dict[int, list[str]] = {}
    for row in await tx.all("conflicts.enterprises"):
        found[row["id"]] = [codec.read_text(row["name"]), *codec.read(row["aliases"])]
    for row in await tx.all("conflicts.seats"):
        found[row["enterprise"]].append(codec.read_text(row["name"]))
    return {enterprise: list(dict.fromkeys(filter(None, names))) for enterprise, names in found.items()}


async def _noted(tx: Transaction, ticket: Ticket) -> Ticket:
    """Let the ticket say whom its conflicts keep from it: `bot.domain.ticket.denial` goes by that."""
    kept = [each.lawyer for each in await of_ticket(tx, ticket.id) if not each.is_cleared]
    if frozenset(kept) == ticket.conflicted:
        return ticket
    row = await tx.one("conflicts.set_conflicted", ticket=ticket.id, conflicted=json.dumps(kept))
    assert row is not None
    return tickets.of_row(row)
