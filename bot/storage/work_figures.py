"""What one lawyer did, counted: nobody's words, and no other lawyer's work."""

import datetime as dt

from bot.domain.instant import to_ms
from bot.storage.engine.database import Transaction

Counted = tuple[tuple[str, int], ...]
"""(word, how often), the most frequent first."""


async def taken_and_answered(tx: Transaction, lawyer: int, since: dt.datetime) -> tuple[int, int]:
    """How many tickets this lawyer took, and in how many they spoke."""
    row = await tx.one("work_figures.taken_and_answered", lawyer=lawyer, since=to_ms(since))
    assert row is not None
    return int(row["taken"]), int(row["answered"])


async def median_first_word(tx: Transaction, lawyer: int, since: dt.datetime) -> dt.timedelta | None:
    """The median time from taking a ticket to the first words in it; None where there is none."""
    rows = await tx.all("work_figures.first_words", lawyer=lawyer, since=to_ms(since))
    return dt.timedelta(milliseconds=int(rows[len(rows) // 2]["waited"])) if rows else None


async def closed(tx: Transaction, lawyer: int, since: dt.datetime) -> Counted:
    """This lawyer's tickets that were closed, by outcome."""
    return await _counted(tx, "work_figures.closed", lawyer, since)


async def rated(tx: Transaction, lawyer: int, since: dt.datetime) -> tuple[int, int]:
    """How many owners said that it helped, and how many that it did not."""
    row = await tx.one("work_figures.rated", lawyer=lawyer, since=to_ms(since))
    assert row is not None
    return int(row["helped"]), int(row["not_helped"])


async def why(tx: Transaction, lawyer: int, since: dt.datetime) -> Counted:
    """Why: the last reason of each ticket."""
    return await _counted(tx, "work_figures.why", lawyer, since)


async def _counted(tx: Transaction, query: str, lawyer: int, since: dt.datetime) -> Counted:
    rows = await tx.all(query, lawyer=lawyer, since=to_ms(since))
    return tuple((row["word"], int(row["number"])) for row in rows)
