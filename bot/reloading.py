"""What people edit comes into force while the bot runs: whenever files change, and when an admin asks for it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from bot.errors import StorageError
from bot.knowledge.live import Change, LiveKnowledge
from bot.knowledge.live_calendar import CalendarChange, LiveCalendar
from bot.runtime.memory import give_back
from bot.runtime.supervision import rest, unless_stopped
from bot.storage.engine.database import Database, Transaction
from bot.usecases import followed_files, knowledge_admin
from bot.usecases.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)

LOOK_AGAIN_S = 5.0
"""How often to look whether another replica was asked to have files read again."""


@dataclass(frozen=True, slots=True)
class Reloading:
    """Follows knowledge and calendar, and tells the admins what became of an edit."""

    database: Database
    knowledge: LiveKnowledge
    calendar: LiveCalendar
    unit_of_work: Callable[[Transaction], Awaitable[UnitOfWork]]

    def loops(self, stop: asyncio.Event) -> dict[str, Callable[[], Coroutine[Any, Any, None]]]:
        """What runs beside the bot until `stop` is set, by name."""
        return {
            "reload": lambda: self.reload_when_asked(stop),
            "knowledge": lambda: _until(stop, self.knowledge.watch(self.knowledge_changed, stop)),
            "calendar": lambda: _until(stop, self.calendar.watch(self.calendar_changed, stop)),
        }

    async def knowledge_changed(self, change: Change) -> None:
        """Tell the admins what became of an edited folder."""
        give_back()
        async with self.database.transaction() as tx:
            await followed_files.tell_knowledge(await self.unit_of_work(tx), change)

    async def calendar_changed(self, change: CalendarChange) -> None:
        """Tell the admins what became of an edited calendar."""
        async with self.database.transaction() as tx:
            await followed_files.tell_calendar(await self.unit_of_work(tx), change)

    async def reload_when_asked(self, stop: asyncio.Event) -> None:
        """Read knowledge and calendar again whenever an admin asks for it, of this replica or of another."""
        bell = self.database.bell(knowledge_admin.RELOAD)
        done = None
        while not stop.is_set():
            try:
                async with self.database.reading() as tx:
                    asked = await knowledge_admin.reloads_asked(tx)
                if done is not None and asked != done:
                    await self.reload(asked)
                done = asked
            except StorageError as trouble:
                logger.warning("Whether to read again is asked later: %s", trouble)
            await unless_stopped(stop, rest(bell, LOOK_AGAIN_S))
            bell.clear()

    async def reload(self, asked: str) -> None:
        """Read knowledge and calendar again, and tell the admins what came of it, if only that nothing did."""
        calendar, knowledge = await self.calendar.reload(), await self.knowledge.reload()
        give_back()
        async with self.database.transaction() as tx:
            await followed_files.tell_reloaded(await self.unit_of_work(tx), asked, knowledge, calendar)


async def _until(stop: asyncio.Event, watching: Coroutine[Any, Any, None]) -> None:
    await unless_stopped(stop, watching)
