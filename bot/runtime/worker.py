"""Works off the inbox: one update, one transaction, in order per chat.

The effects of an update and the mark that it is done are committed together. A handler that fails leaves
nothing behind; after a few tries the update is set aside, somebody is told, and the chat goes on.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any

from bot.errors import StorageError
from bot.runtime.supervision import rest, supervise
from bot.storage import inbox, outbox
from bot.storage.engine.database import Database, Transaction
from bot.storage.inbox import InboxItem

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Process = Callable[[dict[str, Any], Transaction], Awaitable[None]]
OnSetAside = Callable[[InboxItem, Transaction], Awaitable[None]]

WORKERS = {"sqlite": 4, "postgres": 8}
"""Updates in hand at once. SQLite has one writer: there the others wait in line and share its commits."""
POLL_S = 1.0
"""How often to look without being woken: failed updates come up again, other replicas receive as well."""
PROCESS_S = 60.0
"""A handler that takes longer counts as failed; on SQLite everybody waits for it."""
PRUNE_EVERY_S = 3600.0


def receiver(database: Database, clock: Clock) -> Callable[[Sequence[Mapping[str, Any]]], Awaitable[int]]:
    """What polling and webhook hand updates to: it commits them to the inbox and returns how many were new."""

    async def receive(updates: Sequence[Mapping[str, Any]]) -> int:
        async with database.transaction() as tx:
            return await inbox.receive(tx, updates, clock())

    return receive


class Workers:
    """Works until told to stop.

    `process(update, tx)` handles one update within the transaction. When it has failed `inbox.TRIES` times,
    `on_set_aside(item, tx)` writes what the person and the admins are told.
    """

    def __init__(
        self,
        database: Database,
        process: Process,
        on_set_aside: OnSetAside,
        clock: Clock,
        *,
        number: int | None = None,
        pauses: Sequence[timedelta] = inbox.PAUSES,
    ) -> None:
        self._database = database
        self._process = process
        self._on_set_aside = on_set_aside
        self._clock = clock
        self._number = number or WORKERS[database.engine]
        self._pauses = pauses
        self._bell = database.bell(inbox.BELL)
        self._listening = asyncio.Lock()

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, then finish the updates in hand; raises what should never happen."""
        loops = [self._work(stop) for _ in range(self._number)]
        await supervise([*loops, self._prune(stop), self._ring_when(stop)], stop)

    async def handle_waiting(self) -> int:
        """Handle what is due now, one after another; return how many updates were taken in hand."""
        taken = 0
        while await self.handle_next():
            taken += 1
        return taken

    async def handle_next(self) -> bool:
        """Take one due update in hand; False when there is none. A handler's failure is counted, not raised.

        Raises StorageError when the database cannot be used; the update waits.
        """
        async with self._database.transaction() as tx:
            item = await inbox.take_next(tx, self._clock())
            if item is None:
                return False
            self._bell.set()  # there may be more: wakes the next worker
            try:
                async with tx.attempt(), asyncio.timeout(PROCESS_S):
                    await self._process(item.update, tx)
            except Exception as error:  # noqa: BLE001 -- whatever a handler does, the next update is handled
                await self._failed(tx, item, error)
            else:
                await inbox.done(tx, item)
        return True

    async def _failed(self, tx: Transaction, item: InboxItem, error: Exception) -> None:
        # In the same transaction: it holds the chat, so that nobody else takes the update in between.
        name = type(error).__name__
        logger.warning(
            "Update %s failed, try %s: %s at %s", item.update_id, item.attempts + 1, name, _place(error)
        )
        if await inbox.failed(tx, item, name, self._clock(), self._pauses):
            try:
                async with tx.attempt():
                    await self._on_set_aside(item, tx)
            except Exception as trouble:  # noqa: BLE001 -- it stays set aside, whether somebody is told or not
                logger.warning("Update %s: telling failed: %s", item.update_id, type(trouble).__name__)

    async def _work(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                while not stop.is_set() and await self.handle_next():
                    pass
            except StorageError as trouble:
                logger.warning("The inbox waits for the database: %s", trouble)
                await rest(stop, POLL_S)
            await self._until_work_arrives(stop)

    async def _until_work_arrives(self, stop: asyncio.Event) -> None:
        # One idle worker listens for all; whoever takes an update in hand wakes the next one.
        async with self._listening:
            await rest(self._bell, POLL_S)
            if not stop.is_set():
                self._bell.clear()

    async def _ring_when(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._bell.set()

    async def _prune(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                async with self._database.transaction() as tx:
                    await inbox.prune(tx, self._clock())
                    await outbox.forget_words(tx, self._clock())
            except StorageError as trouble:
                logger.warning("Old updates and notices stay for now: %s", trouble)
            await rest(stop, PRUNE_EVERY_S)


def _place(error: BaseException) -> str:
    """Return where it was raised: that is no secret, as its text might be."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
