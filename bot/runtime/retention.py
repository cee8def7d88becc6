"""Chores of every hour: what is long done is forgotten, what time has made wrong is put right."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from bot.errors import StorageError
from bot.runtime.supervision import rest
from bot.storage import inbox, outbox
from bot.storage.engine.database import Database, Transaction

logger = logging.getLogger(__name__)

Chore = Callable[[Transaction], Awaitable[object]]
EVERY_S = 3600.0


def forgetting(clock: Callable[[], datetime]) -> Sequence[Chore]:
    """The chores that forget old updates, and the words of notices delivered long ago."""
    return (lambda tx: inbox.prune(tx, clock()), lambda tx: outbox.forget_words(tx, clock()))


async def every_hour(database: Database, chores: Sequence[Chore], stop: asyncio.Event) -> None:
    """Do each chore in a transaction of its own, now and every hour, until `stop` is set; one that fails waits."""
    while not stop.is_set():
        for chore in chores:
            try:
                async with database.transaction() as tx:
                    await chore(tx)
            except StorageError as trouble:
                logger.warning("A chore waits for the database: %s", trouble)
            except Exception as error:  # noqa: BLE001 -- one chore may not stop the others
                logger.error("A chore failed: %s", type(error).__name__)  # noqa: TRY400 -- a traceback could show words
        await rest(stop, EVERY_S)
