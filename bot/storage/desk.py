"""What admins may know of tickets: how they stand, who has them, what runs for them, and who has read them."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.desk import Why
from bot.domain.instant import from_ms
from bot.domain.ticket import Act, Ticket
from bot.storage import codec, tickets
from bot.storage.engine import vault
from bot.storage.engine.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Standing:
    """A ticket, and how it stands. Names are empty where there is nobody."""

    ticket: Ticket
    holder: str
    offered: str
    """Of the lawyer to whom it was offered last, and is offered still."""
    due_at: dt.datetime | None
    """When the next alarm rings."""
    owed_since: dt.datetime | None
    """Since when its owner waits for a word."""
    is_overdue: bool = False
    """Whether the time is over within which it is to be closed."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """That an admin has read a ticket, and why."""

    at: dt.datetime
    name: str
    why: Why
    words: str


async def still_open(tx: Transaction) -> list[Standing]:
    """Every ticket that is not closed, the urgent and old ones first."""
    return [_standing(row) for row in await tx.all("desk.still_open", ticket=None)]


async def standing(tx: Transaction, ticket: int) -> Standing | None:
    """How one ticket stands, also a closed one."""
    rows = await tx.all("desk.still_open", ticket=ticket)
    return _standing(rows[0]) if rows else None


async def note_inspection(
    tx: Transaction, ticket: Ticket, by: int, why: Why, words: str, now: dt.datetime
) -> None:
    """Keep that an admin reads a ticket, and why: an event of the ticket, which is never changed."""
    reason = why.value
    if words:
        where = codec.place(vault.ticket(ticket.id), "ticket_events.reason", ticket.id)
        reason = where.sealing(f"{why.value} {codec.write_plain(words)}")
    await tickets.note_event(tx, ticket, Act.INSPECT, now, by=by, reason=reason)


async def inspections(tx: Transaction, ticket: int) -> list[Inspected]:
    """Which admins have read a ticket, and why, the latest first."""
    rows = await tx.all("desk.inspections", ticket=ticket, act=Act.INSPECT.value)
    return [_inspected(row) for row in rows]


def _inspected(row: Row) -> Inspected:
    why, _, words = str(row["reason"]).partition(" ")
    return Inspected(from_ms(row["at"]), _name(row["name"]), Why(why or Why.WORDS), codec.read_text(words))


def _standing(row: Row) -> Standing:
    ticket = tickets.of_row(row)
    owed = row["owed_since"] if ticket.is_open else None
    return Standing(
        ticket,
        _name(row["holder_name"]),
        _name(row["offered_name"]) if ticket.lawyer is None else "",
        None if row["due_at"] is None else from_ms(row["due_at"]),
        None if owed is None else from_ms(owed),
        bool(row["is_overdue"]) and ticket.is_open,
    )


def _name(kept: str | None) -> str:
    return codec.read_text(kept or "")
