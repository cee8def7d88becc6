"""Entries that admins took out of answering: which, since when, by whom, and when they answered again."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.instant import from_ms, to_ms
from bot.storage.engine.database import Transaction


@dataclass(frozen=True, slots=True)
class Suspension:
    """An entry that is out of answering now; the entry need not be in the knowledge any more."""

    entry: str
    since: dt.datetime
    by: int
    """The admin who did it: our own number of a person."""


async def suspend(tx: Transaction, entry: str, by: int, now: dt.datetime) -> bool:
    """Take an entry out of answering; False if it was out already."""
    return await tx.change("suspensions.suspend", entry=entry, person=by, now=to_ms(now)) == 1


async def resume(tx: Transaction, entry: str, by: int, now: dt.datetime) -> bool:
    """Let an entry answer again; False if nobody had taken it out."""
    return await tx.change("suspensions.resume", entry=entry, person=by, now=to_ms(now)) == 1


async def in_force(tx: Transaction) -> list[Suspension]:
    """Every entry that is out of answering now, the latest first."""
    rows = await tx.all("suspensions.in_force")
    return [Suspension(row["entry"], from_ms(row["suspended_at"]), row["suspended_by"]) for row in rows]
