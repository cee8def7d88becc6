"""Last days that owners want to be reminded of, and the timers that ring for them."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.deadlines import Limit, Roll, Unit
from bot.domain.instant import from_ms, to_ms
from bot.storage.engine.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Kept:
    """A last day that somebody wants to be reminded of; `told` is the smallest number of days before that was reminded of."""

    id: int
    person: int
    ticket: int | None
    question: int | None
    entry: str
    number: int
    limit: Limit
    trigger: dt.date
    last: dt.date
    is_open: bool
    told: int | None
    kept_at: dt.datetime


async def keep(
    tx: Transaction,
    *,
    person: int,
    ticket: int | None,
    question: int | None,
    entry: str,
    number: int,
    limit: Limit,
    trigger: dt.date,
    last: dt.date,
    told: int | None,
    now: dt.datetime,
) -> Kept:
    """Keep a last day; one that is kept already is open again, and its reminders begin anew."""
    row = await tx.one(
        "deadlines.keep",
        person=person,
        ticket=ticket,
        question=question,
        entry=entry,
        number=number,
        length=limit.length,
        unit=limit.unit.value,
        roll=limit.roll.value,
        trigger_day=trigger.isoformat(),
        last_day=last.isoformat(),
        told=told,
        now=to_ms(now),
    )
    assert row is not None
    return _kept(row)


async def find(tx: Transaction, deadline: int) -> Kept | None:
    """The kept last day with this number."""
    row = await tx.one("deadlines.find", id=deadline)
    return _kept(row) if row else None


async def all_open(tx: Transaction) -> list[Kept]:
    """Everybody's that are not filed."""
    return [_kept(row) for row in await tx.all("deadlines.all_open")]


async def of_person(tx: Transaction, person: int) -> list[Kept]:
    """Somebody's own that are not filed, the nearest first."""
    return [_kept(row) for row in await tx.all("deadlines.of_person", person=person)]


async def of_ticket(tx: Transaction, ticket: int) -> list[Kept]:
    """Those of a ticket that are not filed, the nearest first."""
    return [_kept(row) for row in await tx.all("deadlines.of_ticket", ticket=ticket)]


async def of_question(tx: Transaction, person: int, question: int) -> list[Kept]:
    """Those that somebody worked out under the answer to a question and has not filed, the nearest first."""
    rows = await tx.all("deadlines.of_question", person=person, question=question)
    return [_kept(row) for row in rows]


async def attach(tx: Transaction, person: int, question: int, ticket: int) -> None:
    """Let what was worked out under the answer to a question belong to the ticket that the question became."""
    await tx.change("deadlines.attach", person=person, question=question, ticket=ticket)


async def note_told(tx: Transaction, deadline: int, days: int) -> bool:
    """Note the reminder of so many days before; False when this one, or a nearer one, has been given."""
    return await tx.change("deadlines.note_told", id=deadline, told=days) == 1


async def move(tx: Transaction, deadline: int, last: dt.date) -> None:
    """The last day is another one: the calendar says so."""
    await tx.change("deadlines.move", id=deadline, last_day=last.isoformat())


async def file(tx: Transaction, deadline: int, now: dt.datetime) -> None:
    """What was to be done in time is done; nothing rings any more."""
    await tx.change("deadlines.file", id=deadline, now=to_ms(now))
    await settle(tx, deadline, now)


async def drop(tx: Transaction, deadline: int) -> None:
    """Forget a last day, with its timers."""
    await tx.change("deadlines.drop_alarms", id=deadline)
    await tx.change("deadlines.drop", id=deadline)


async def wind(tx: Transaction, deadline: int, due_at: dt.datetime, now: dt.datetime) -> None:
    """Let the timer of a last day ring at an instant, and at no other."""
    await settle(tx, deadline, now)
    await tx.change("deadlines.wind", id=deadline, due_at=to_ms(due_at), now=to_ms(now))


async def settle(tx: Transaction, deadline: int, now: dt.datetime) -> None:
    """Let nothing ring for a last day."""
    await tx.change("deadlines.settle", id=deadline, now=to_ms(now))


async def due(tx: Transaction, deadline: int) -> dt.datetime | None:
    """When the timer of a last day rings next; None for never."""
    row = await tx.one("deadlines.due", id=deadline)
    return None if row is None or row["due_at"] is None else from_ms(row["due_at"])


def _kept(row: Row) -> Kept:
    return Kept(
        id=row["id"],
        person=row["person"],
        ticket=row["ticket"],
        question=row["question"],
        entry=row["entry"],
        number=row["number"],
        limit=Limit(row["length"], Unit(row["unit"]), Roll(row["roll"])),
        trigger=dt.date.fromisoformat(row["trigger_day"]),
        last=dt.date.fromisoformat(row["last_day"]),
        is_open=row["state"] == "open",
        told=row["told"],
        kept_at=from_ms(row["kept_at"]),
    )
