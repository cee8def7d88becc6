"""What happened at the bureau between two instants, counted: no words, and nobody's name."""

import datetime as dt

from bot.domain.instant import from_ms, to_ms
from bot.domain.work_figures import Counted
from bot.storage.engine.database import Row, Transaction

Waited = tuple[dt.datetime, dt.datetime]
"""(when a ticket was opened, when a lawyer said the first word)."""


async def asked(tx: Transaction, since: dt.datetime, until: dt.datetime) -> tuple[int, int]:
    """How many questions were asked, and how many of them the butler answered without a lawyer."""
    row = await _row(tx, "period_figures.asked", since, until)
    return int(row["asked"]), int(row["answered"])


async def waits(tx: Transaction, since: dt.datetime, until: dt.datetime) -> list[Waited]:
    """From when to when the owners waited whose tickets were opened then, and answered."""
    rows = await tx.all("period_figures.waits", since=to_ms(since), until=to_ms(until))
    return [(from_ms(row["opened_at"]), from_ms(row["answered_at"])) for row in rows]


async def rated(tx: Transaction, since: dt.datetime, until: dt.datetime) -> tuple[int, int]:
    """How many owners said then that it helped, and how many that it did not."""
    row = await _row(tx, "period_figures.rated", since, until)
    return int(row["helped"]), int(row["not_helped"])


async def why(tx: Transaction, since: dt.datetime, until: dt.datetime) -> Counted:
    """Why: the last reason of each ticket, the most frequent first."""
    rows = await tx.all("period_figures.why", since=to_ms(since), until=to_ms(until))
    return tuple((row["word"], int(row["number"])) for row in rows)


async def questions_at(tx: Transaction, since: dt.datetime, until: dt.datetime) -> list[dt.datetime]:
    """When questions were asked."""
    rows = await tx.all("period_figures.questions_at", since=to_ms(since), until=to_ms(until))
    return [from_ms(row["at"]) for row in rows]


async def tickets_at(tx: Transaction, since: dt.datetime, until: dt.datetime) -> list[dt.datetime]:
    """When tickets were opened."""
    rows = await tx.all("period_figures.tickets_at", since=to_ms(since), until=to_ms(until))
    return [from_ms(row["at"]) for row in rows]


async def _row(tx: Transaction, query: str, since: dt.datetime, until: dt.datetime) -> Row:
    row = await tx.one(query, since=to_ms(since), until=to_ms(until))
    assert row is not None
    return row
