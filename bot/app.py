"""The composition root: everything is built, wired, run and closed here, and nowhere else.

Telegram ─▶ polling or webhook ─▶ inbox ─▶ worker ─▶ handlers ─▶ use cases ─▶ rows and notices
                                            ▲                                          │
                                          alarms                                       │
Telegram ◀── gateway ◀── courier ◀────── outbox ◀───────────────────────────────────────┘
"""

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from bot.config import Config
from bot.config.opening import open_both, open_foresight
from bot.domain.delivery import Outcome, Refused, Retry, Sent, Unknown
from bot.domain.identity import Account, Here
from bot.domain.instant import from_ms
from bot.domain.outgoing import LOOK_AGAIN, WORDS, Call, Notice
from bot.domain.people import Role
from bot.domain.policy import Policy
from bot.domain.topic import KINDS_OF_TOPICS
from bot.knowledge.in_force import Daily
from bot.knowledge.live import LiveKnowledge
from bot.knowledge.live_calendar import LiveCalendar
from bot.lookout import Lookout, upgradable
from bot.reloading import Reloading
from bot.runtime.courier import Courier, Places
from bot.runtime.foresight import Foresight
from bot.runtime.memory import give_back, holding_still
from bot.runtime.rate_limit import Pace
from bot.runtime.retention import every_hour, forgetting
from bot.runtime.second_tries import SecondTries
from bot.runtime.supervision import supervise, tended, unless_stopped
from bot.runtime.turns import Always, InTurn
from bot.runtime.vitals import Vitals
from bot.runtime.worker import Worker, receiver
from bot.storage import epochs, people, suspensions
from bot.storage.alarms import Alarm
from bot.storage.engine.database import Database, Transaction, open_database
from bot.storage.engine.lock import alone
from bot.storage.inbox import InboxItem
from bot.storage.outbox import OutboxItem
from bot.usecases import (
    alarms,
    consents,
    deliveries,
    delivery_rights,
    followed_files,
    knowledge_admin,
    marks,
    restores,
    ringing,
    staff,
    topics,
)
from bot.usecases.unit_of_work import UnitOfWork
from handlers import reading
from handlers.application import TelegramApplication, connected, process_update, show_menus
from handlers.gateway import TelegramGateway
from handlers.keyboards import of_epoch
from handlers.polling import Poller
from handlers.render.notices import render
from handlers.topic_mode import TopicMode
from handlers.webhook import WebhookListener

logger = logging.getLogger(__name__)

Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """The time, aware."""
    return dt.datetime.now(dt.UTC)


@dataclass
class Butler:
    """The running product. `serving` builds it."""

    config: Config
    database: Database
    knowledge: LiveKnowledge
    calendar: LiveCalendar
    application: TelegramApplication
    account: Account
    epoch: str
    """That of the database: a process serves one only, since nothing is restored into a database that holds rows."""
    clock: Clock
    pace: Pace
    topic_mode: TopicMode
    vitals: Vitals
    policy: Policy
    foresight: Foresight
    second_tries: SecondTries = field(default_factory=SecondTries)
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    daily: Daily = field(default_factory=Daily)

    async def unit_of_work(self, tx: Transaction) -> UnitOfWork:
        """What a use case is handed in one transaction, with what is in force now.

        Which entries are out of answering is asked of the database each time: another replica may have been told.
        """
        suspended = [each.entry for each in await suspensions.in_force(tx)]
        now = self.clock()
        today = now.astimezone(self.config.office.zone).date()
        return UnitOfWork(
            tx=tx,
            knowledge=self.daily.answering(self.knowledge.current, today, suspended),
            policy=self.policy,
            calendar=self.calendar.current,
            now=now,
            account=self.account,
            lay_out=render,
            faults=self.knowledge.faults + self.calendar.faults,
            epoch=self.epoch,
            topics=self.topic_mode.is_on,
        )

    def worker(self) -> Worker:
        """The worker on this bot's updates and on alarms."""
        return Worker(
            self.database,
            self.account,
            self.clock,
            update=self._process,
            update_set_aside=self._set_aside,
            alarm=self._ring,
            alarm_set_aside=self._alarm_set_aside,
        )

    def courier(self, gateway: TelegramGateway) -> Courier:
        """The courier of this bot's notices."""
        places = Places(self._placed, self._topic_lost)
        about = (self.database, self.account.id, gateway, self._lay_out, self.clock, self._consequences)
        return Courier(*about, pace=self.pace, places=places, second_tries=self.second_tries)

    def _lay_out(self, notice: Notice, chat: int) -> list[Call]:
        """The calls that show a notice, the buttons stamped with the database's epoch as they leave the house."""
        return [of_epoch(each, self.epoch) for each in render(notice, chat)]

    async def _placed(self, tx: Transaction, item: OutboxItem) -> OutboxItem | None:
        """A notice that may be brought as things stand, with where in its chat it is to stand; None if it does not go now."""
        notice = delivery_rights.claimed(item)
        why = await delivery_rights.kept_back(tx, notice)
        if why is not None:
            await delivery_rights.withhold(await self.unit_of_work(tx), notice, why)
            return None
        return await topics.placed(await self.unit_of_work(tx), item) if self.topic_mode.is_on else item

    async def _topic_lost(self, tx: Transaction, item: OutboxItem) -> None:
        """The topic is gone in which a notice was to stand."""
        await topics.lost(await self.unit_of_work(tx), item)

    async def _process(self, tx: Transaction, item: InboxItem) -> None:
        """Hand one update to its handler; what that raises is raised again, to roll back."""
        topic = reading.topic_of(item.update)
        here = None if topic is None else Here(item.address.id, topic)
        sent_at, thoughts = from_ms(item.sent_at), item.thoughts
        uow = replace(await self.unit_of_work(tx), here=here, sent_at=sent_at, thoughts=thoughts)
        self.second_tries.wrote(item.address.id)
        self.foresight.recall(item, uow.knowledge)
        with self.vitals.handling():
            await process_update(self.application, item.update, uow)

    async def _set_aside(self, tx: Transaction, item: InboxItem) -> None:
        """Tell the person and the admins of an update that could not be dealt with."""
        self.vitals.updates["set_aside"] += 1
        person = await people.person_at(tx, item.address.id)
        await knowledge_admin.tell_set_aside(await self.unit_of_work(tx), item.id, person)

    async def _ring(self, tx: Transaction, alarm: Alarm) -> None:
        """An alarm that fell due."""
        await ringing.ring(await self.unit_of_work(tx), alarm)

    async def _alarm_set_aside(self, tx: Transaction, alarm: Alarm) -> None:
        """Tell the admins of an alarm that could not be rung."""
        await alarms.tell_set_aside(await self.unit_of_work(tx), alarm)

    async def _reckon_anew(self, tx: Transaction) -> int:
        """Reckon running alarms anew; how many were moved."""
        return await ringing.reckon_anew(await self.unit_of_work(tx))

    async def _consequences(self, tx: Transaction, item: OutboxItem, fate: Outcome) -> None:
        """What follows for people from a notice that was refused, may not have arrived, or brought something back."""
        uow = await self.unit_of_work(tx)
        if item.kind in WORDS:
            await marks.settle(uow, item, fate)
        if isinstance(fate, Retry):
            return
        if isinstance(fate, Refused):
            await deliveries.refused(uow, item, fate)
        elif isinstance(fate, Unknown):
            await deliveries.uncertain(uow, item)
        if item.kind in KINDS_OF_TOPICS:
            await topics.settled(uow, item, fate)
            if isinstance(fate, Refused) and not fate.unreachable:
                self.topic_mode.doubt()
        if item.kind == LOOK_AGAIN:
            await consents.looked(uow, item, fate.replied if isinstance(fate, Sent) else None)

    async def begin(self) -> None:
        """Note what is in force, give the people named in config.yaml their roles, and tell of a backup that was restored."""
        async with self.database.transaction() as tx:
            faults = self.knowledge.faults, self.calendar.faults
            await followed_files.started(await self.unit_of_work(tx), *faults)
        await self.appoint()
        async with self.database.transaction() as tx:
            await restores.tell(await self.unit_of_work(tx))

    async def appoint(self) -> None:
        """Give the people named in config.yaml their roles, unless these were taken from them."""
        seeds = [(each, Role.ADMIN) for each in self.config.admins]
        seeds += [(each, Role.LAWYER) for each in self.config.lawyers]
        async with self.database.transaction() as tx:
            uow = await self.unit_of_work(tx)
            for number, role in seeds:
                appointed = await staff.appoint(uow, str(number), role)
                if not appointed and await staff.was_removed(uow, str(number), role):
                    logger.warning("%s is named as %s in the configuration but was removed.", number, role)

    async def run(self) -> None:
        """Serve until `stop` is set. Should the way in, the worker or the courier die, the whole stops, and why is raised.

        What else goes on beside them is begun again whatever happens to it.
        """
        chores = [*forgetting(self.clock, self.policy.retention), self._reckon_anew]
        side_work: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
            "chores": lambda: every_hour(self.database, chores, self.stop),
            "foresight": lambda: self.foresight.run(self.stop),
            "menus": lambda: show_menus(self.application.bot, self.stop),
            "topics": lambda: self.topic_mode.watch(self.stop),
            **self.reloading().loops(self.stop),
            **self.lookout().loops(self.stop),
        }
        loops = [
            self._way_in(),
            self.worker().run(self.stop),
            self.courier(TelegramGateway(self.application.bot)).run(self.stop),
            *(tended(name, work, self.stop, self._tell_failure) for name, work in side_work.items()),
        ]
        await supervise(loops, self.stop)

    async def _tell_failure(self, name: str, error: Exception) -> None:
        """Tell the admins that side work failed."""
        async with self.database.transaction() as tx:
            await knowledge_admin.tell_failed_work(await self.unit_of_work(tx), name, type(error).__name__)

    def reloading(self) -> Reloading:
        """Who brings what people edit into force."""
        return Reloading(self.database, self.knowledge, self.calendar, self.unit_of_work)

    def lookout(self) -> Lookout:
        """Who looks after this bot."""
        parts = (self.config, self.database, self.knowledge, self.calendar, self.application.bot)
        return Lookout(*parts, self.clock, self.vitals, self.unit_of_work)

    def _way_in(self) -> Coroutine[Any, Any, None]:
        bot, telegram = self.application.bot, self.config.telegram
        # A SQLite file is served from by one process, see engine/lock.
        name = f"way in:{self.account.id}"
        turn = Always() if self.database.engine == "sqlite" else InTurn(self.database, name)
        if telegram.webhook_url is None:
            return Poller(bot, self._receive, turn, is_behind=lambda: self.foresight.is_behind).run(self.stop)
        return WebhookListener(bot, self._receive, telegram, turn, vitals=self.vitals).run(self.stop)

    async def _receive(self, updates: Sequence[Mapping[str, Any]]) -> int:
        self.foresight.expect(updates)
        new = await receiver(self.database, self.account, self.clock)(updates)
        self.vitals.updates["received"] += new
        return new


@asynccontextmanager
async def serving(
    config: Config,
    *,
    clock: Clock = utc_now,
    knowledge: LiveKnowledge | None = None,
    pace: Pace | None = None,
) -> AsyncIterator[Butler]:
    """Build the product, and close it again whatever happens.

    `knowledge` may have been read already; `pace` is Telegram's unless another server bears more.

    Raises ConfigError, KnowledgeError, EncoderError or StorageError, each readable, when something to build on is missing.
    Waits for Telegram if it does not answer.
    """
    live, calendar = await asyncio.to_thread(open_both, config, clock, knowledge)
    vitals = Vitals()
    give_back()
    async with AsyncExitStack() as stack:
        database = await open_database(await upgradable(config, clock()), key=config.secrets.key)
        stack.push_async_callback(database.close)
        application = await stack.enter_async_context(connected(config.telegram, vitals))
        bot = application.bot
        async with database.transaction() as tx:
            account = await people.account(tx, str(bot.id), bot.username, clock())
            epoch = await epochs.current(tx, clock())
        about = (application, account, epoch, clock, pace or Pace(), TopicMode(bot), vitals)
        ahead = open_foresight(live, database.engine)
        butler = Butler(config, database, live, calendar, *about, config.policy(), ahead)
        await butler.begin()
        yield butler


async def serve(config: Config, stop: asyncio.Event | None = None, *, pace: Pace | None = None) -> None:
    """Build the product and serve until `stop` is set; StorageError when another process serves from the same SQLite file."""
    stop = stop or asyncio.Event()
    async with AsyncExitStack() as stack:
        stack.enter_context(alone(config.database.url.get_secret_value()))
        butler = await unless_stopped(stop, stack.enter_async_context(serving(config, pace=pace)))
        if butler is not None:
            butler.stop = stop
            stack.enter_context(holding_still())
            logger.info("serving as @%s", butler.application.bot.username)
            await butler.run()
