"""Timers as rows: each rings once, in a transaction of its own, or is set aside after a few tries."""

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.instant import from_ms, to_ms
from bot.storage.engine.database import Row, Transaction
from bot.storage.inbox import PAUSES, TRIES


class AlarmKind(enum.StrEnum):
    """What an alarm is about."""

    TAKE = "take"
    """Nobody has taken a ticket."""
    ANSWER = "answer"
    """A lawyer owes the next word."""
    EMERGENCY = "emergency"
    """Nobody has taken a ticket that speaks of an emergency."""
    SNOOZE = "snooze"
    """The instant has come until which a lawyer has put a ticket off."""
    SILENCE = "silence"
    """An owner has said nothing since the lawyer's last words."""
    RESOLVE = "resolve"
    """A ticket is not closed in time."""


class TicketAlarm(enum.StrEnum):
    """What an alarm is about that is wound by itself, whatever the state of its ticket."""

    SECOND = "second"
    """Nobody has read an answer that waits for a second pair of eyes."""


class DeskAlarm(enum.StrEnum):
    """What an alarm is about that belongs to no ticket alone."""

    DEAL = "deal"
    """Tickets wait, and somebody comes on duty."""
    NOTICE = "notice"
    """Owners are being told of a holiday."""


DEADLINE = "deadline"
"""The kind of an alarm that reminds of a last day (`bot.storage.deadlines`)."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm; `attempts` counts the tries that failed."""

    id: int
    kind: str
    """An AlarmKind, a TicketAlarm, a DeskAlarm, DEADLINE, or a word of a newer program: then ringing it fails, and it is set aside."""
    ticket: int | None
    """None for one that is about no ticket."""
    set_at: dt.datetime
    due_at: dt.datetime
    attempts: int = 0
    deadline: int | None = None
    """The kept last day that it is about; its kind is `DEADLINE`."""
    step: int = 0
    """The step of its ladder for which it rings (`bot.usecases.ladder`)."""


async def wind(
    tx: Transaction,
    kind: AlarmKind | TicketAlarm | DeskAlarm,
    ticket: int | None,
    due_at: dt.datetime,
    now: dt.datetime,
    *,
    step: int = 0,
) -> None:
    """Let an alarm ring at an instant; one that runs already goes on, see `settle`."""
    await tx.change(
        "alarms.wind", kind=kind.value, ticket=ticket, due_at=to_ms(due_at), now=to_ms(now), step=step
    )


async def running(tx: Transaction, ticket: int) -> list[Alarm]:
    """The alarms of a ticket that are still to ring."""
    return [_alarm(row) for row in await tx.all("alarms.running", ticket=ticket)]


async def all_running(tx: Transaction) -> list[Alarm]:
    """All alarms that are still to ring."""
    return [_alarm(row) for row in await tx.all("alarms.all_running")]


async def move(tx: Transaction, alarm: int, set_at: dt.datetime, due_at: dt.datetime) -> None:
    """Let an alarm count from another instant, and ring at another."""
    await tx.change("alarms.move", id=alarm, set_at=to_ms(set_at), due_at=to_ms(due_at))


async def settle(tx: Transaction, kind: AlarmKind | TicketAlarm, ticket: int, now: dt.datetime) -> None:
    """Alarms of this kind are no longer needed."""
    await tx.change("alarms.settle", kind=kind.value, ticket=ticket, now=to_ms(now))


async def desk_due(tx: Transaction, kind: DeskAlarm, now: dt.datetime) -> dt.datetime | None:
    """When the alarm of this kind is to ring that is not due yet; None if none runs."""
    row = await tx.one("alarms.desk_due", kind=kind.value, now=to_ms(now))
    return None if row is None or row["due_at"] is None else from_ms(row["due_at"])


async def settle_desk(tx: Transaction, kind: DeskAlarm, now: dt.datetime) -> None:
    """The alarm of this kind is no longer needed."""
    await tx.change("alarms.settle_desk", kind=kind.value, now=to_ms(now))


async def settle_all(tx: Transaction, ticket: int, now: dt.datetime) -> None:
    """No alarm of the ticket is needed any more."""
    await tx.change("alarms.settle_all", ticket=ticket, now=to_ms(now))


async def take_next(tx: Transaction, now: dt.datetime) -> Alarm | None:
    """Take the longest due alarm in hand; nobody else rings it meanwhile. None when none is due."""
    row = await tx.one("alarms.take_next", now=to_ms(now))
    return _alarm(row) if row else None


async def done(tx: Transaction, alarm: Alarm, now: dt.datetime) -> None:
    """Mark an alarm as rung."""
    await tx.change("alarms.done", id=alarm.id, now=to_ms(now))


async def failed(
    tx: Transaction, alarm: Alarm, error: str, now: dt.datetime, pauses: Sequence[dt.timedelta] = PAUSES
) -> bool:
    """Count one failed try, with the name of the error's class; return whether it is now set aside."""
    attempts = alarm.attempts + 1
    aside = attempts >= TRIES
    pause = dt.timedelta() if aside else pauses[attempts - 1]
    counted = await tx.change(
        "alarms.failed",
        id=alarm.id,
        attempts=alarm.attempts,
        error=error,
        not_before=to_ms(now + pause),
        state="set_aside" if aside else "waiting",
    )
    return aside and counted == 1


async def set_aside_count(tx: Transaction) -> int:
    """How many alarms could not be rung."""
    row = await tx.one("alarms.set_aside_count")
    return int(row["number"]) if row else 0


async def try_again(tx: Transaction, alarm: int) -> bool:
    """Let an alarm that was set aside ring again; return whether there was one."""
    return await tx.change("alarms.try_again", id=alarm) == 1


async def shorten_waits(tx: Transaction, longest: dt.datetime) -> int:
    """Let nothing that failed wait beyond an instant, as after a clock that was wrong; return how many did."""
    return await tx.change("alarms.shorten_waits", longest=to_ms(longest))


def _alarm(row: Row) -> Alarm:
    return Alarm(
        row["id"],
        row["kind"],
        row["ticket"],
        from_ms(row["set_at"]),
        from_ms(row["due_at"]),
        row["attempts"],
        row["deadline"],
        row["step"],
    )
