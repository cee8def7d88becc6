"""Legal holds: tickets and enterprises of which nothing is erased, for a reason, until a day or until a hold is lifted."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.instant import from_ms, to_ms
from bot.storage import codec
from bot.storage.engine import vault
from bot.storage.engine.database import Row, Transaction

NEVER = 2**63 - 1
"""The end of a hold that only somebody lifts, as its row has it."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold on a ticket or on an enterprise, one of both; `until` is None where it does not end by itself."""

    id: int
    ticket: int | None
    enterprise: int | None
    reason: str
    by: int
    since: dt.datetime
    until: dt.datetime | None


async def put(
    tx: Transaction,
    *,
    ticket: int | None,
    enterprise: int | None,
    reason: str,
    by: int,
    now: dt.datetime,
    until: dt.datetime | None,
) -> int:
    """Hold a ticket or an enterprise; the number of the hold. Either must exist, or StorageError is raised."""
    row = await tx.one(
        "holds.set",
        ticket=ticket,
        enterprise=enterprise,
        reason=codec.write_text(reason, codec.place(vault.HOUSE, "holds.reason")),
        by=by,
        now=to_ms(now),
        ends_at=NEVER if until is None else to_ms(until),
    )
    assert row is not None
    return int(row["id"])


async def lift(tx: Transaction, hold: int, by: int, now: dt.datetime) -> Hold | None:
    """End a hold; None if it is none, or over."""
    row = await tx.one("holds.lift", hold=hold, by=by, now=to_ms(now))
    return _hold(row) if row else None


async def in_force(tx: Transaction, now: dt.datetime) -> list[Hold]:
    """Every hold that is in force, the latest first."""
    return [_hold(row) for row in await tx.all("holds.in_force", now=to_ms(now))]


async def is_on_enterprise(tx: Transaction, enterprise: int, now: dt.datetime) -> bool:
    """Whether nothing of this enterprise may be erased now."""
    return await tx.one("holds.on_enterprise", enterprise=enterprise, now=to_ms(now)) is not None


def _hold(row: Row) -> Hold:
    until = None if row["ends_at"] == NEVER else from_ms(row["ends_at"])
    reason, since = codec.read_text(row["reason"]), from_ms(row["set_at"])
    return Hold(row["id"], row["ticket"], row["enterprise"], reason, row["set_by"], since, until)
