"""Whose turn it is, among the replicas of one bot, to do what only one of them may do, such as fetching updates.

A row names the replica whose turn it is, and a number that it raises every few seconds. The others watch the row: when it
stays the same for long enough by their own clock, its holder is gone, and one of them takes over. No two clocks are
compared, no session of the database is held, so that it works through a pooler as well. Whoever was asleep finds another
in the row before doing anything.
"""

import asyncio
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from bot.errors import StorageError
from bot.runtime.supervision import rest, unless_stopped
from bot.storage import shared_state
from bot.storage.engine.database import Database

logger = logging.getLogger(__name__)

BEAT_S = 1.0
"""How often the number is raised, and how often others look at it."""
GONE_S = 5.0
"""A row that stays the same for so long belongs to a replica that is gone."""
FREE = ""
"""Stands in the row when its holder has ended in order."""

Work = Callable[[asyncio.Event], Awaitable[None]]
"""Goes on until the event is set."""


class Turn(Protocol):
    """The right of one replica to do something."""

    async def hold(self, work: Work, stop: asyncio.Event) -> None:
        """Do the work whenever it is this replica's turn, until `stop` is set; raises what the work raises."""

    async def is_mine(self) -> bool:
        """Ask once more, right before something that two may not do at once; StorageError if that cannot be told."""


class Always:
    """Where there is one process only, it is always its turn."""

    async def hold(self, work: Work, stop: asyncio.Event) -> None:
        """Do the work until `stop` is set."""
        await work(stop)

    async def is_mine(self) -> bool:
        """It is."""
        return True


class InTurn:
    """One replica at a time, by a row that all of them look at."""

    def __init__(
        self, database: Database, name: str, *, beat_s: float = BEAT_S, gone_s: float = GONE_S
    ) -> None:
        self._database = database
        self._name = f"turn:{name}"
        self._beat_s = beat_s
        self._gone_s = gone_s
        self._me = secrets.token_hex(8)
        self._beats = 0
        self._seen: str | None = None
        self._seen_since = time.monotonic()

    async def hold(self, work: Work, stop: asyncio.Event) -> None:
        """Do the work whenever it is this replica's turn, until `stop` is set; raises what the work raises."""
        while not stop.is_set():
            if await self._or_not(self._claim):
                logger.info("It is this process's turn: %s.", self._name)
                await self._while_mine(work, stop)
            else:
                await rest(stop, self._beat_s)

    async def is_mine(self) -> bool:
        """Raise the number; whether the row was still this replica's. StorageError if that cannot be told."""
        async with self._database.transaction() as tx:
            seen = await shared_state.fetch(tx, self._name)
            return self._is_me(seen) and await shared_state.replace(tx, self._name, seen, self._next())

    async def _claim(self) -> bool:
        """Take the row if it is free, or if its holder is gone."""
        async with self._database.transaction() as tx:
            seen = await shared_state.fetch(tx, self._name)
            return self._may_claim(seen) and await shared_state.replace(tx, self._name, seen, self._next())

    def _may_claim(self, seen: str | None) -> bool:
        now = time.monotonic()
        if seen != self._seen:
            self._seen, self._seen_since = seen, now
        return seen in (None, FREE) or self._is_me(seen) or now - self._seen_since >= self._gone_s

    async def _while_mine(self, work: Work, stop: asyncio.Event) -> None:
        over = asyncio.Event()
        beating = asyncio.create_task(self._beat(over, stop))
        try:
            await work(over)
        finally:
            over.set()
            await beating
            await self._or_not(self._release)

    async def _beat(self, over: asyncio.Event, stop: asyncio.Event) -> None:
        """Keep the turn; set `over` when it is lost, or when nobody can tell for too long."""
        sure = time.monotonic()
        while not over.is_set() and not stop.is_set():
            await unless_stopped(stop, rest(over, self._beat_s))
            began = time.monotonic()
            try:
                if not await self.is_mine():
                    logger.warning("Another process has taken over: %s.", self._name)
                    break
                sure = began
            except StorageError:
                if time.monotonic() - sure >= self._gone_s:
                    break
        over.set()

    async def _release(self) -> bool:
        async with self._database.transaction() as tx:
            seen = await shared_state.fetch(tx, self._name)
            return self._is_me(seen) and await shared_state.replace(tx, self._name, seen, FREE)

    def _next(self) -> str:
        self._beats += 1
        return f"{self._me}:{self._beats}"

    def _is_me(self, seen: str | None) -> bool:
        return seen is not None and seen.startswith(self._me)

    async def _or_not(self, act: Callable[[], Awaitable[bool]]) -> bool:
        try:
            return await act()
        except StorageError as trouble:
            logger.warning("Whose turn it is cannot be told now: %s", trouble)
            return False
