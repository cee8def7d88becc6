"""The nightly backups: who makes that of a night, and whether it is good."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.instant import from_ms, to_ms
from bot.storage.engine.database import Transaction

TRY_AGAIN = dt.timedelta(hours=1)
"""After a failure."""
GONE = dt.timedelta(hours=6)
"""Whoever began one so long ago is gone."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the backups stand: whether the latest failed, when the last good one and the very first were made."""

    has_failed: bool
    good_at: dt.datetime | None
    first_at: dt.datetime | None


async def claim(tx: Transaction, day: dt.date, now: dt.datetime) -> bool:
    """Take the night's backup in hand; False when it is made, or somebody else makes it."""
    before = {"failed_before": to_ms(now - TRY_AGAIN), "gone_before": to_ms(now - GONE)}
    return await tx.change("backups.claim", day=day.isoformat(), now=to_ms(now), **before) == 1


async def settle(
    tx: Transaction, day: dt.date, begun_at: dt.datetime, now: dt.datetime, size: int | None
) -> None:
    """Note the size of a good backup, or None for one that failed."""
    state = "failed" if size is None else "good"
    values = {"day": day.isoformat(), "begun_at": to_ms(begun_at), "now": to_ms(now), "bytes": size}
    await tx.change("backups.settle", state=state, **values)


async def standing(tx: Transaction) -> Standing:
    """How the backups stand."""
    row = await tx.one("backups.standing")
    assert row is not None
    good_at, first_at = (
        None if row[name] is None else from_ms(row[name]) for name in ("good_at", "first_at")
    )
    return Standing(row["latest"] == "failed", good_at, first_at)
