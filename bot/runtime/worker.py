"""The worker: one piece of work, one transaction. Work is an update from the inbox, in order per chat, or a due alarm.

The effects of a piece of work and the mark that it is done are committed together. Work that fails leaves nothing
behind; after a few tries it is set aside, somebody is told, and what stands behind it goes on.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any, Generic, TypeVar

from bot.domain.identity import Account
from bot.domain.instant import from_ms
from bot.errors import NotYet, StillToThink, StorageError, StorageUnavailable
from bot.runtime.one_by_one import OneByOne
from bot.runtime.supervision import rest, supervise
from bot.storage import alarms, inbox
from bot.storage.alarms import Alarm
from bot.storage.engine.database import Database, Transaction
from bot.storage.inbox import InboxItem

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Work = TypeVar("Work", InboxItem, Alarm)
Handle = Callable[[Transaction, Work], Awaitable[None]]

WORKERS = 4
"""Updates in hand at once, at most."""
IN_HAND = {"sqlite": WORKERS, "postgres": 1}
"""Of these, as long as none takes long. SQLite has one writer: there the others wait in line and share its commits. On PostgreSQL they
would share the processor, with those of other processes too, and whoever comes in a flood waits for all of them."""
PATIENCE_S = 0.05
"""An update that takes longer waits for something, be it a row or the answers of a database far away: others need not wait with it."""
AT_ONCE = timedelta(milliseconds=15)
"""Whose update waited less meets no queue, and is answered without waiting for others to share the commit."""
POLL_S = 1.0
"""How often to look without being woken: failed updates come up again, other replicas receive as well."""
TICK_S = 5.0
"""How often alarms are looked at; they are promised to the minute."""
NOT_YET = timedelta(milliseconds=200)
"""When to look again for what is under way."""
THINKING = timedelta(seconds=5)
"""So long a thought may take; then others take up its update, as when the process has ended over it."""
PROCESS_S = 60.0
"""A handler that takes longer counts as failed; on SQLite everybody waits for it."""


@dataclass(frozen=True, slots=True)
class Door(Generic[Work]):
    """Where one kind of work comes from, and what is done with it."""

    name: str
    take_next: Callable[[Transaction, datetime], Awaitable[Work | None]]
    handle: Handle[Work]
    done: Callable[[Transaction, Work, datetime], Awaitable[None]]
    failed: Callable[[Transaction, Work, str, datetime, Sequence[timedelta]], Awaitable[bool]]
    """Counts a failed try; whether the work is now set aside."""
    set_aside: Handle[Work]
    """Writes what people are told of work that was set aside."""


def receiver(
    database: Database, account: Account, clock: Clock
) -> Callable[[Sequence[Mapping[str, Any]]], Awaitable[int]]:
    """What polling and webhook hand updates to: it commits them to the inbox and returns how many were new."""

    async def receive(updates: Sequence[Mapping[str, Any]]) -> int:
        async with database.transaction(ahead=True) as tx:
            return await inbox.receive(tx, account.id, updates, clock())

    return receive


class Worker:
    """Works until told to stop, on the updates of one bot account and on alarms."""

    def __init__(
        self,
        database: Database,
        account: Account,
        clock: Clock,
        *,
        update: Handle[InboxItem],
        update_set_aside: Handle[InboxItem],
        alarm: Handle[Alarm],
        alarm_set_aside: Handle[Alarm],
        pauses: Sequence[timedelta] = inbox.PAUSES,
    ) -> None:
        self._database = database
        self._account = account
        self._clock = clock
        self._one_by_one = OneByOne(IN_HAND[database.engine], PATIENCE_S)
        self._pauses = pauses
        self._bell = database.bell(inbox.BELL)
        self._listening = asyncio.Lock()
        self._updates = Door(
            "Update", self._take_update, update, _update_done, inbox.failed, update_set_aside
        )
        self._alarms = Door("Alarm", alarms.take_next, alarm, alarms.done, alarms.failed, alarm_set_aside)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set, then finish what is in hand; raises what should never happen."""
        loops = [self._work(stop) for _ in range(WORKERS)]
        await supervise([*loops, self._tick(stop), self._ring_when(stop)], stop)

    async def handle_waiting(self) -> int:
        """Handle the updates that are due now, one after another; return how many were taken in hand."""
        taken = 0
        while await self.handle_next():
            taken += 1
        return taken

    async def handle_next(self) -> bool:
        """Take one due update in hand; False when there is none. A handler's failure is counted, not raised.

        Raises StorageError when the database cannot be used; the update waits.
        """
        return await self._handle_next(self._updates)

    async def ring_due(self) -> int:
        """Ring the alarms that are due now, each in a transaction of its own; return how many were taken in hand.

        Raises StorageError when the database cannot be used; the alarms wait.
        """
        rung = 0
        while await self._handle_next(self._alarms):
            rung += 1
        return rung

    async def _take_update(self, tx: Transaction, now: datetime) -> InboxItem | None:
        item = await inbox.take_next(tx, self._account.id, now)
        if item is not None:
            self._bell.set()  # there may be more: wakes the next worker
            if now < from_ms(item.received_at) + AT_ONCE:
                tx.hurry()
        return item

    async def _handle_next(self, door: Door[Work]) -> bool:
        async with self._database.transaction() as tx:
            work = await door.take_next(tx, self._clock())
            if work is None:
                return False
            still = await self._handle(door, tx, work)
        is_hurried = tx.is_hurried
        while still is not None:
            assert isinstance(work, InboxItem)
            await asyncio.to_thread(still.think)
            async with self._database.transaction() as tx:
                if is_hurried:
                    tx.hurry()
                is_ours = await inbox.take_again(tx, work)
                still = await self._handle(door, tx, work) if is_ours else None
        return True

    async def _handle(self, door: Door[Work], tx: Transaction, work: Work) -> StillToThink | None:
        """Handle a piece of work, or count a failed try; what is to be thought beside the transaction first."""
        try:
            async with tx.attempt(), asyncio.timeout(PROCESS_S):
                await door.handle(tx, work)
        except StorageUnavailable:  # the database's trouble, not the work's: it uses up none of its tries
            raise
        except Exception as error:  # noqa: BLE001 -- whatever a handler does, the next piece of work is handled
            if isinstance(error, StillToThink) and isinstance(work, InboxItem):
                await inbox.put_off(tx, work, self._clock() + THINKING)
                return error
            await self._failed(door, tx, work, error)
        else:
            await door.done(tx, work, self._clock())
        return None

    async def _failed(self, door: Door[Work], tx: Transaction, work: Work, error: Exception) -> None:
        # In the same transaction: it holds the lane, so that nobody else takes the work in between.
        if isinstance(error, NotYet) and isinstance(work, InboxItem):
            await inbox.put_off(tx, work, self._clock() + NOT_YET)
            return
        name = type(error).__name__
        logger.warning(
            "%s %s failed, try %s: %s at %s", door.name, work.id, work.attempts + 1, name, _place(error)
        )
        if await door.failed(tx, work, name, self._clock(), self._pauses):
            try:
                async with tx.attempt():
                    await door.set_aside(tx, work)
            except Exception as trouble:  # noqa: BLE001 -- it stays set aside, whether somebody is told or not
                logger.warning("%s %s: telling failed: %s", door.name, work.id, type(trouble).__name__)

    async def _work(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                while await self._handle_in_turn(stop):
                    pass
            except StorageError as trouble:
                logger.warning("The inbox waits for the database: %s", trouble)
                await rest(stop, POLL_S)
            await self._until_work_arrives(stop)

    async def _handle_in_turn(self, stop: asyncio.Event) -> bool:
        async with self._one_by_one.turn():
            return not stop.is_set() and await self.handle_next()

    async def _tick(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self._shorten_waits()
                await self.ring_due()
            except StorageError as trouble:
                logger.warning("The alarms wait for the database: %s", trouble)
            await rest(stop, TICK_S)

    async def _shorten_waits(self) -> None:
        """A clock that was set back must not hold up what failed before: no pause is longer than the longest."""
        longest = self._clock() + max(self._pauses)
        async with self._database.transaction() as tx:
            await inbox.shorten_waits(tx, longest)
            await alarms.shorten_waits(tx, longest)

    async def _until_work_arrives(self, stop: asyncio.Event) -> None:
        # One idle worker listens for all; whoever takes an update in hand wakes the next one.
        async with self._listening:
            await rest(self._bell, POLL_S)
            if not stop.is_set():
                self._bell.clear()

    async def _ring_when(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._bell.set()


async def _update_done(tx: Transaction, item: InboxItem, _: datetime) -> None:
    await inbox.done(tx, item)


def _place(error: BaseException) -> str:
    """Return where it was raised: that is no secret, as its text might be."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
