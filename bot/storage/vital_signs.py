"""What the rows tell of how the bot is doing: numbers and instants, no ids and no words of anybody."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.instant import from_ms, to_ms
from bot.storage.engine.database import Row, Transaction

LATELY = dt.timedelta(days=1)
"""What is counted as lately: questions, and emergencies that were taken."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits in line, and since when its oldest does; and what was set aside."""

    waiting: int
    oldest_at: dt.datetime | None
    set_aside: int


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Notices of one kind in one state that are not delivered, and when the oldest was written."""

    kind: str
    state: str
    number: int
    oldest_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Emergencies:
    """Emergencies that nobody has taken, since when; those taken lately, and how long all of these waited."""

    waiting: int
    oldest_at: dt.datetime | None
    taken: int
    waited: dt.timedelta


@dataclass(frozen=True, slots=True)
class Signs:
    """One look at the rows."""

    inbox: Queue
    outbox: tuple[Undelivered, ...]
    tickets: dict[str, int]
    """By state."""
    emergencies: Emergencies
    alarms_overdue: int
    alarms_set_aside: int
    verdicts: dict[str, int]
    """Questions of the last day by verdict."""
    revision_since: dt.datetime | None
    """When the revision of the knowledge was first in force; None when that is not known."""
    backup_at: dt.datetime | None
    """When the last good backup was made."""
    database_bytes: int
    """0 for SQLite, whose size is that of its file."""


async def read(tx: Transaction, revision: str, now: dt.datetime) -> Signs:
    """Look at the rows."""
    since, at = to_ms(now - LATELY), to_ms(now)
    found = await tx.batch(
        [
            ("vital_signs.inbox", {}),
            ("vital_signs.outbox", {}),
            ("vital_signs.tickets", {}),
            ("vital_signs.emergencies", {"since": since}),
            ("vital_signs.alarms", {"now": at}),
            ("vital_signs.verdicts", {"since": since}),
            ("vital_signs.revision", {"revision": revision}),
            ("vital_signs.size", {}),
            ("backups.standing", {}),
        ]
    )
    inbox, outbox, tickets, emergencies, alarms, verdicts, revisions, size, backups = found
    return Signs(
        inbox=Queue(inbox[0]["waiting"], _instant(inbox[0]["oldest_at"]), inbox[0]["set_aside"]),
        outbox=tuple(map(_undelivered, outbox)),
        tickets=_counted(tickets),
        emergencies=_emergencies(emergencies[0]),
        alarms_overdue=alarms[0]["overdue"],
        alarms_set_aside=alarms[0]["set_aside"],
        verdicts=_counted(verdicts),
        revision_since=_instant(revisions[0]["first_seen_at"]) if revisions else None,
        backup_at=_instant(backups[0]["good_at"]),
        database_bytes=size[0]["bytes"],
    )


def _undelivered(row: Row) -> Undelivered:
    return Undelivered(row["kind"], row["state"], row["number"], from_ms(row["oldest_at"]))


def _emergencies(row: Row) -> Emergencies:
    waited = dt.timedelta(milliseconds=int(row["waited"]))
    return Emergencies(row["waiting"], _instant(row["oldest_at"]), row["taken"], waited)


def _counted(rows: list[Row]) -> dict[str, int]:
    return {row["word"]: row["number"] for row in rows}


def _instant(ms: int | None) -> dt.datetime | None:
    return None if ms is None else from_ms(ms)
