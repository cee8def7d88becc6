"""Who is not heard: until when, why, and by whose decision. `people.caller` tells whether somebody who writes is one of them."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.bans import BanReason
from bot.domain.instant import from_ms, to_ms
from bot.storage import codec
from bot.storage.engine.database import Row, Transaction

NEVER = 2**63 - 1
"""The end of a ban that only somebody lifts, as its row has it."""


@dataclass(frozen=True, slots=True)
class Banned:
    """A ban in force; `until` is None where it does not end by itself, `by` where it is a quarantine."""

    id: int
    person: int
    reason: BanReason
    by: int | None
    until: dt.datetime | None
    name: str | None = None


async def put(
    tx: Transaction,
    person: int,
    reason: BanReason,
    *,
    by: int | None,
    now: dt.datetime,
    until: dt.datetime | None,
) -> int:
    """Ban somebody; the number of the ban. Somebody must exist, or StorageError is raised."""
    ends_at = NEVER if until is None else to_ms(until)
    values = {"person": person, "reason": reason.value, "by": by, "now": to_ms(now), "ends_at": ends_at}
    row = await tx.one("bans.set", **values)
    assert row is not None
    return int(row["id"])


async def is_banned(tx: Transaction, person: int, now: dt.datetime) -> bool:
    """Whether somebody is not heard now."""
    return await tx.one("bans.of_person", person=person, now=to_ms(now)) is not None


async def lift(tx: Transaction, ban: int, by: int, now: dt.datetime) -> Banned | None:
    """End a ban; None if it is none, or over."""
    row = await tx.one("bans.lift", ban=ban, by=by, now=to_ms(now))
    return _banned(row, None) if row else None


async def in_force(tx: Transaction, now: dt.datetime) -> list[Banned]:
    """Every ban that is in force, the latest first, with the names of those who gave one."""
    rows = await tx.all("bans.in_force", now=to_ms(now))
    return [_banned(row, codec.read_text(row["name"]) if row["name"] else None) for row in rows]


def _banned(row: Row, name: str | None) -> Banned:
    until = None if row["ends_at"] == NEVER else from_ms(row["ends_at"])
    return Banned(row["id"], row["person"], BanReason(row["reason"]), row["set_by"], until, name)
