"""The courier: brings every notice out of the outbox, in order per chat, and knows what became of each.

A notice is claimed, and the claim committed, before each call; what the call led to is committed after it.
So a crash leaves at most a claim behind, and a claim without an end means: it may or may not have arrived.
Nothing of that kind is repeated blindly. It is shown to whoever spoke, who can have it sent again.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.delivery import Outcome, Refused, Retry, Sent, State, Unknown, backoff
from bot.domain.outgoing import Call, Notice
from bot.errors import StorageError
from bot.runtime.rate_limit import Pace
from bot.storage import outbox
from bot.storage.engine.database import Database, Transaction
from bot.storage.outbox import OutboxItem

logger = logging.getLogger(__name__)

Deliver = Callable[[Call], Awaitable[Outcome]]
Render = Callable[[Notice], list[Call]]
Clock = Callable[[], datetime]
Language = Callable[[Transaction, int], Awaitable[str]]

HANDS = 32
"""Calls under way at the same time, at most."""
POLL_S = 1.0
"""How often to look without being woken: other replicas write notices too."""
CALL_S = 45.0
"""A call that takes longer is given up as uncertain."""
LEASE = timedelta(seconds=60)
"""On PostgreSQL, a claim older than this belongs to a replica that is gone. Longer than any call takes."""
FOLLOW_UPS = frozenset({"uncertain", "unreachable"})
"""Notices about the fate of notices; nobody is told about theirs, or it would never end."""


class Courier:
    """Delivers until it is told to stop.

    `deliver` makes one call and never raises for what the network or Telegram does; `render` is pure;
    `language` tells in which language to speak to a person, for notices about the fate of notices.
    """

    def __init__(
        self,
        database: Database,
        deliver: Deliver,
        render: Render,
        clock: Clock,
        *,
        pace: Pace | None = None,
        language: Language | None = None,
        lease: timedelta = LEASE,
    ) -> None:
        self._database = database
        self._deliver = deliver
        self._render = render
        self._clock = clock
        self._pace = pace or Pace()
        self._language = language
        self._lease = lease
        self._bell = database.bell(outbox.BELL)
        self._under_way: set[asyncio.Task[None]] = set()
        self._failure: BaseException | None = None
        self._stopping = False

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop` is set, then finish the calls under way; raises what should never happen."""
        wake = asyncio.create_task(self._ring_when(stop))
        recovered = self._clock()
        try:
            await self._patiently(self.recover())
            while not stop.is_set() and self._failure is None:
                if self._clock() - recovered > self._lease / 4:
                    recovered = self._clock()
                    await self._patiently(self.recover(only_old=True))
                self._bell.clear()
                await self._rest(await self._begin())
        finally:
            self._stopping = True
            wake.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)
        if self._failure is not None:
            logger.error("The courier stops: %s", type(self._failure).__name__)
            raise self._failure

    async def deliver_due(self) -> int:
        """Deliver what is due now, not what falls due later; return how many calls that took."""
        calls = 0
        while claimed := await self._claim(HANDS):
            await asyncio.gather(*(self._carry(item) for item in claimed))
            calls += len(claimed)
        return calls

    async def recover(self, *, only_old: bool = False) -> int:
        """Settle claims that nobody holds any more, and return how many.

        At the start of a process on SQLite every claim is one: there is no other process. On PostgreSQL
        another replica may hold it, so only claims older than the lease count.
        """
        now = self._clock()
        age = self._lease if only_old or self._database.engine == "postgres" else timedelta()
        async with self._database.transaction() as tx:
            gone = [
                each for each in await outbox.stale(tx, now - age) if await outbox.take_over(tx, each, now)
            ]
            for item in gone:
                # Its call counts as begun; `OutboxItem.attempts` is what came before.
                await self._settle(tx, replace(item, attempts=max(0, item.attempts - 1)), Unknown())
        for item in gone:
            logger.warning("Notice %s was being sent when the program stopped.", item.id)
        return len(gone)

    async def _begin(self) -> float:
        """Start what may go now; return for how many seconds there is nothing more to do."""
        room = min(HANDS - len(self._under_way), self._pace.room(self._clock()))
        if room <= 0:
            return self._pace.gap_s
        try:
            claimed = await self._claim(room)
            if claimed:
                for item in claimed:
                    self._start(self._carry(item))
                return 0.0 if len(claimed) == room else POLL_S
            return await self._until_next()
        except StorageError as trouble:
            logger.warning("The courier waits for the database: %s", trouble)
            return POLL_S

    async def _claim(self, most: int) -> list[OutboxItem]:
        now = self._clock()
        async with self._database.transaction() as tx:
            claimed = []
            for item in await outbox.due(tx, now, most):
                if await outbox.claim(tx, item, now):
                    claimed.append(item)
                    rest_until = self._pace.take(item.notice.chat, now, counts=not item.urgent)
                    if rest_until is not None:
                        await outbox.pause_chat(tx, item.notice.chat, rest_until)
        return claimed

    async def _until_next(self) -> float:
        async with self._database.reading() as tx:
            due = await outbox.next_due(tx, self._clock())
        seconds = (due - self._clock()).total_seconds() if due is not None else POLL_S
        return min(max(seconds, 0.0), POLL_S)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._failure = task.exception()
        self._bell.set()

    async def _carry(self, item: OutboxItem) -> None:
        outcome = await self._call(item)

        async def settle() -> None:
            async with self._database.transaction() as tx:
                await self._settle(tx, item, outcome)

        for tries in range(1, 1_000_000):
            try:
                return await settle()
            except StorageError as trouble:
                # What became of the call is known only here; giving up would make it uncertain.
                logger.warning("Notice %s waits for the database: %s", item.id, trouble)
                if self._stopping:
                    return None
            await asyncio.sleep(backoff(tries))
        return None

    async def _call(self, item: OutboxItem) -> Outcome:
        calls = self._calls(item.notice)
        if calls is None:
            return Refused("it could not be laid out")
        if item.parts_done >= len(calls):
            return Sent()
        try:
            async with asyncio.timeout(CALL_S):
                return await self._deliver(calls[item.parts_done])
        except TimeoutError:
            return Unknown()
        except Exception as error:  # noqa: BLE001 -- one notice may not stop the others
            logger.error("Notice %s: the call broke off with %s", item.id, type(error).__name__)  # noqa: TRY400 -- a traceback could show words
            return Unknown()

    def _calls(self, notice: Notice) -> list[Call] | None:
        try:
            return self._render(notice)
        except Exception as error:  # noqa: BLE001 -- one notice may not stop the others
            logger.error("A notice of kind %s could not be laid out: %s", notice.kind, type(error).__name__)  # noqa: TRY400 -- a traceback could show words
            return None

    async def _settle(self, tx: Transaction, item: OutboxItem, outcome: Outcome) -> None:
        calls = self._calls(item.notice) or []
        repeatable = item.parts_done < len(calls) and calls[item.parts_done].repeatable
        if isinstance(outcome, Unknown) and repeatable:
            outcome = Retry(most=3)
        if isinstance(outcome, Retry) and outcome.most is not None and item.unclear + 1 >= outcome.most:
            outcome = Refused("the server did not answer") if repeatable else Unknown()
        now = self._clock()
        match outcome:
            case Sent(message_ids):
                await outbox.keep_messages(tx, item, message_ids, now)
                await self._advance(tx, item, calls)
            case Unknown():
                await self._advance(tx, replace(item, doubtful=True), calls)
            case Retry():
                await _postpone(tx, item, outcome, now)
            case Refused():
                await self._refused(tx, item, outcome, tell=not repeatable)

    async def _advance(self, tx: Transaction, item: OutboxItem, calls: Sequence[Call]) -> None:
        if item.parts_done + 1 < len(calls):
            await outbox.part_done(tx, item, doubtful=item.doubtful)
            return
        state = State.UNCERTAIN if item.doubtful else State.SENT
        if await outbox.finish(tx, item, state, self._clock()) and state is State.UNCERTAIN:
            await self._tell_uncertain(tx, item)

    async def _refused(self, tx: Transaction, item: OutboxItem, refusal: Refused, *, tell: bool) -> None:
        now = self._clock()
        ended = await outbox.finish(tx, item, State.FAILED, now, refusal.reason)
        logger.warning("Notice %s was refused: %s", item.id, refusal.reason)
        if refusal.unreachable:
            await outbox.mark_unreachable(tx, item.notice.chat, now)
        sender = item.notice.sender
        if ended and sender is not None and (tell or refusal.unreachable):
            body = {"notice": item.id, "reason": "blocked" if refusal.unreachable else "refused"}
            await self._tell(tx, item, sender, "unreachable", body)

    async def _tell_uncertain(self, tx: Transaction, item: OutboxItem) -> None:
        logger.warning("Notice %s may or may not have arrived.", item.id)
        sender = item.notice.sender
        body = {"notice": item.id, "for_sender": sender is not None}
        await self._tell(tx, item, item.notice.chat if sender is None else sender, "uncertain", body)

    async def _tell(
        self, tx: Transaction, about: OutboxItem, to: int, kind: str, body: dict[str, Any]
    ) -> None:
        if about.notice.kind in FOLLOW_UPS:
            return
        lang = await self._language(tx, to) if self._language is not None else about.notice.lang
        notice = Notice(to, kind, lang, body, ticket=about.notice.ticket, once=f"{kind}:{about.id}")
        await outbox.write(tx, notice, self._clock())

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._bell.wait()

    async def _ring_when(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._bell.set()

    async def _patiently(self, work: Coroutine[Any, Any, int]) -> None:
        try:
            await work
        except StorageError as trouble:
            logger.warning("The courier waits for the database: %s", trouble)


async def _postpone(tx: Transaction, item: OutboxItem, retry: Retry, now: datetime) -> None:
    seconds = retry.after_s if retry.after_s is not None else backoff(item.attempts + 1)
    until = now + timedelta(seconds=seconds)
    if retry.whole_chat:
        await outbox.pause_chat(tx, item.notice.chat, until)
    await outbox.postpone(tx, item, until, unclear=retry.most is not None)
