"""Entries that admins took out of answering: which, since when, by whom, and when they answered again."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.instant import from_ms, to_ms
from bot.domain.suspension import SuspensionReason
from bot.storage import codec
from bot.storage.engine import vault
from bot.storage.engine.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Suspension:
    """An entry that is out of answering now; the entry need not be in the knowledge any more."""

    entry: str
    since: dt.datetime
    by: int
    """The admin who did it: our own number of a person."""
    reason: SuspensionReason | None = None
    words: str = ""
    """The reason in the admin's own words."""


async def suspend(tx: Transaction, entry: str, by: int, now: dt.datetime, words: str = "") -> bool:
    """Take an entry out of answering, for a reason in somebody's own words or for none yet; False if it was out already."""
    said = _written(SuspensionReason.WORDS if words else None, words)
    return await tx.change("suspensions.suspend", entry=entry, person=by, now=to_ms(now), **said) == 1


async def explain(tx: Transaction, entry: str, reason: SuspensionReason, words: str = "") -> bool:
    """Keep why an entry is out of answering; False if it is not, by an admin."""
    return await tx.change("suspensions.explain", entry=entry, **_written(reason, words)) == 1


async def resume(tx: Transaction, entry: str, by: int, now: dt.datetime) -> bool:
    """Let an entry answer again; False if nobody had taken it out."""
    return await tx.change("suspensions.resume", entry=entry, person=by, now=to_ms(now)) == 1


async def in_force(tx: Transaction) -> list[Suspension]:
    """Every entry that is out of answering now, the latest first."""
    rows = await tx.all("suspensions.in_force")
    return [_suspension(row) for row in rows]


def _suspension(row: Row) -> Suspension:
    reason = SuspensionReason(row["reason"]) if row["reason"] else None
    words = codec.read_text(row["reason_words"] or "")
    return Suspension(row["entry"], from_ms(row["suspended_at"]), row["suspended_by"], reason, words)


def _written(reason: SuspensionReason | None, words: str) -> dict[str, str | None]:
    return {
        "reason": reason.value if reason else None,
        "words": codec.write_text(words, codec.place(vault.HOUSE, "suspensions.reason_words"))
        if words
        else None,
    }
