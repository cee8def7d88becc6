"""The audit log: the one room that writes and reads the chain of what people with power did.

`note` belongs into the transaction of the act itself: both are kept, or neither. The end of the chain stands in a row of
its own and in the program's log, so that entries that are cut off there are missed.
"""

import datetime as dt
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import replace

from bot.domain.audit import BEGINNING, AuditAct, AuditEntry, ChainBreak
from bot.domain.instant import from_ms, to_ms
from bot.storage.engine.database import Row, Transaction

logger = logging.getLogger(__name__)

_AT_ONCE = 1000
"""Entries that are read at a time."""


def note(
    tx: Transaction,
    act: AuditAct,
    now: dt.datetime,
    *,
    by: int | None = None,
    person: int | None = None,
    ticket: int | None = None,
    enterprise: int | None = None,
    **detail: str | int,
) -> None:
    """Have an entry added to the chain at the end of the transaction of the act. ValueError for a detail that could be somebody's words."""
    drawn = AuditEntry(0, from_ms(to_ms(now)), act.value, by, person, ticket, enterprise, detail, BEGINNING)

    async def added() -> None:
        await _add(tx, drawn)

    tx.at_last(added, locks=True)


async def numbered(
    tx: Transaction, act: AuditAct, now: dt.datetime, *, by: int, person: int, **detail: str | int
) -> AuditEntry:
    """Add an entry at once, for whoever is told its number. On PostgreSQL others who add one wait: do nothing else after it."""
    drawn = AuditEntry(0, from_ms(to_ms(now)), act.value, by, person, None, None, detail, BEGINNING)
    return await _add(tx, drawn)


async def _add(tx: Transaction, drawn: AuditEntry) -> AuditEntry:
    """Add an entry at the end of the chain; its time is as it comes out again: a fingerprint knows no fractions of a millisecond."""
    await tx.one("audit.lock")
    number, previous = await _head(tx)
    entry = replace(drawn, number=number + 1, previous=previous)
    values = {**entry.fields(), "detail": _written(entry), "hash": entry.fingerprint}
    await tx.change("audit.append", **values)
    await tx.change("audit.move_head", number=entry.number, hash=entry.fingerprint)
    logger.info("Audit %d: %s, fingerprint %s.", entry.number, entry.act, entry.fingerprint)
    return entry


async def last(tx: Transaction, act: AuditAct, by: int) -> dt.datetime | None:
    """When this person did that last; None if they never did."""
    row = await tx.one("audit.last", act=act.value, by=by)
    return None if row is None or row["at"] is None else from_ms(row["at"])


async def first_break(tx: Transaction) -> ChainBreak | None:
    """The first place where the chain does not hold: a changed, missing or added entry; None for a whole chain."""
    number, previous = 0, BEGINNING
    async for row in _rows(tx, 0):
        why = _fault(row, number + 1, previous)
        if why:
            return ChainBreak(number + 1, why)
        number, previous = row["number"], row["hash"]
    head, known = await _head(tx)
    if head > number:
        return ChainBreak(number + 1, "it is missing, and all after it")
    if (head, known) != (number, previous):
        return ChainBreak(number, "it is not the one that was noted last")
    return None


async def since(tx: Transaction, start: dt.datetime) -> list[AuditEntry]:
    """Every entry since then, the earliest first."""
    row = await tx.one("audit.first_since", since=to_ms(start))
    if row is None or row["number"] is None:
        return []
    return [_entry(each) async for each in _rows(tx, row["number"] - 1)]


async def _head(tx: Transaction) -> tuple[int, str]:
    row = await tx.one("audit.head")
    return (row["number"], row["hash"]) if row else (0, BEGINNING)


async def _rows(tx: Transaction, after: int) -> AsyncIterator[Row]:
    while rows := await tx.all("audit.after", number=after, most=_AT_ONCE):
        for row in rows:
            yield row
        after = rows[-1]["number"]


def _fault(row: Row, number: int, previous: str) -> str:
    """What is wrong with the entry that should have this number and follow this fingerprint; empty: nothing."""
    if row["number"] != number:
        return "it is missing"
    if row["previous"] != previous:
        return "it does not follow the one before"
    try:
        genuine = _entry(row).fingerprint == row["hash"]
    except (ValueError, TypeError, AttributeError):  # a detail that this program would not have written
        genuine = False
    return "" if genuine else "it was changed"


def _written(entry: AuditEntry) -> str:
    return json.dumps(dict(entry.detail), sort_keys=True, separators=(",", ":"))


def _entry(row: Row) -> AuditEntry:
    return AuditEntry(
        number=row["number"],
        at=from_ms(row["at"]),
        act=row["act"],
        by=row["actor"],
        person=row["person"],
        ticket=row["ticket"],
        enterprise=row["enterprise"],
        detail=json.loads(row["detail"]),
        previous=row["previous"],
    )
