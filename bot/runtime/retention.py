"""Chores of every hour: what was kept long enough is erased, what time has made wrong is put right."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from bot.domain.audit import AuditAct
from bot.domain.policy import Retention
from bot.errors import StorageError
from bot.runtime.supervision import rest
from bot.storage import audit, erasure, inbox, outbox
from bot.storage.engine.database import Database, Transaction

logger = logging.getLogger(__name__)

Chore = Callable[[Transaction], Awaitable[object]]
"""Does a part of something in one transaction; `MORE` says that there may be more of it to do at once."""
MORE = "more"
EVERY_S = 3600.0
MOST_AT_ONCE = 500
"""Parts of one chore in one hour; what is left then comes in the next, and others are not kept waiting."""
PAUSE_S = 0.05
"""Between two parts of a chore: those who serve people come first."""


def forgetting(clock: Callable[[], datetime], keep: Retention) -> Sequence[Chore]:
    """The chores that erase what was kept long enough, a batch at a time."""

    def before(days: int) -> datetime:
        return clock() - timedelta(days=days)

    async def tickets(tx: Transaction) -> object:
        done = await erasure.old_tickets(tx, before(keep.closed_tickets_days), clock())
        return await _noted(tx, clock(), "tickets", done)

    async def questions(tx: Transaction) -> object:
        done = await erasure.old_questions(tx, before(keep.questions_days))
        return await _noted(tx, clock(), "questions", done)

    async def notices(tx: Transaction) -> object:
        done = await erasure.old_notices(tx, before(keep.undelivered_words_days))
        return await _noted(tx, clock(), "notices", done)

    async def deadlines(tx: Transaction) -> object:
        done = await erasure.old_deadlines(tx, before(keep.deadlines_days), clock())
        return await _noted(tx, clock(), "deadlines", done)

    return (
        lambda tx: inbox.prune(tx, clock(), timedelta(days=keep.set_aside_days)),
        lambda tx: outbox.forget_words(tx, clock(), timedelta(days=keep.delivered_words_days)),
        lambda tx: erasure.old_dialogues(tx, before(keep.dialogues_days)),
        deadlines,
        notices,
        questions,
        tickets,
    )


async def every_hour(database: Database, chores: Sequence[Chore], stop: asyncio.Event) -> None:
    """Do each chore in transactions of its own, now and every hour, until `stop` is set; one that fails waits."""
    while not stop.is_set():
        for chore in chores:
            try:
                await _do(database, chore, stop)
            except StorageError as trouble:
                logger.warning("A chore waits for the database: %s", trouble)
            except Exception as error:  # noqa: BLE001 -- one chore may not stop the others
                logger.error("A chore failed: %s", type(error).__name__)  # noqa: TRY400 -- a traceback could show words
        await rest(stop, EVERY_S)


async def _do(database: Database, chore: Chore, stop: asyncio.Event) -> None:
    for _ in range(MOST_AT_ONCE):
        async with database.transaction() as tx:
            done = await chore(tx)
        if done != MORE or stop.is_set():
            return
        await rest(stop, PAUSE_S)


async def _noted(tx: Transaction, now: datetime, what: str, count: int) -> object:
    """Keep for good how many of what were erased, without a word of them; `MORE` while there are any."""
    if not count:
        return None
    audit.note(tx, AuditAct.RETENTION, now, what=what, count=count)
    return MORE
