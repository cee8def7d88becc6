"""Who looks after the running bot: pages for whoever watches it, the watch for trouble, the nightly backup."""

import asyncio
import contextlib
import datetime as dt
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.config import Config
from bot.knowledge.live import LiveKnowledge
from bot.knowledge.live_calendar import LiveCalendar
from bot.operations.nightly import Plan, back_up_nightly
from bot.operations.server import serve_operations
from bot.operations.subject import Subject
from bot.operations.watch import Watch
from bot.runtime.vitals import Vitals
from bot.storage.engine.database import Database, Transaction
from bot.storage.engine.proof import back_up_before_upgrade
from bot.usecases.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Lookout:
    """What is looked after, and by which settings."""

    config: Config
    database: Database
    knowledge: LiveKnowledge
    calendar: LiveCalendar
    bot: Bot
    clock: Callable[[], dt.datetime]
    vitals: Vitals
    unit_of_work: Callable[[Transaction], Awaitable[UnitOfWork]]

    def loops(self, stop: asyncio.Event) -> dict[str, Callable[[], Coroutine[Any, Any, None]]]:
        """What runs beside the bot until `stop` is set, by name."""
        settings, subject = self.config.operations, self.subject()
        return {
            "operations": lambda: serve_operations(subject, settings.host, settings.port, stop),
            "watch": lambda: self.watch().run(stop),
            "backup": lambda: back_up_nightly(subject, plan_of(self.config), stop),
            "lag": lambda: self.vitals.feel_lag(stop),
        }

    def watch(self) -> Watch:
        """Who looks around for trouble, and has admins told."""

        async def ask() -> None:
            with contextlib.suppress(TelegramError):  # what became of it is noted in `vitals`
                await self.bot.get_me()

        return Watch(self.subject(), self.unit_of_work, ask)

    def subject(self) -> Subject:
        """What operations look at."""
        return Subject(
            database=self.database,
            vitals=self.vitals,
            clock=self.clock,
            revision=lambda: self.knowledge.revision,
            faults=lambda: len(self.knowledge.faults) + len(self.calendar.faults),
            file=self.config.database.file,
            backs_up=self.config.backup.keep > 0,
            way_in="polling" if self.config.telegram.webhook_url is None else "webhook",
        )


def plan_of(config: Config) -> Plan:
    """When and where backups are made."""
    url, settings = config.database.url.get_secret_value(), config.backup
    return Plan(
        url, config.secrets.key, config.backup_folder(), settings.hour, settings.keep, config.office.zone
    )


async def upgradable(config: Config, now: dt.datetime) -> str:
    """Give the address of the database, with a proven backup made first if an upgrade awaits it. Raises StorageError."""
    url = config.database.url.get_secret_value()
    if config.backup.keep:
        making = back_up_before_upgrade(url, config.backup_folder(), now, config.secrets.key)
        file = await asyncio.to_thread(asyncio.run, making)
        if file is not None:
            logger.info("The database is upgraded; as it was before it stands in %s.", file)
    return url
