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

from bot.domain.notice import Call, Notice, State
from bot.errors import NotAllowed, NotFound, StorageError
from bot.storage import outbox
from bot.storage.database import Database, Transaction
from bot.storage.outbox import Waiting
from bot.usecases.pace import Outcome, Pace, Refused, Retry, Sent, Unknown, backoff

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
            await asyncio.gather(*(self._carry(waiting) for waiting in claimed))
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
            for waiting in gone:
                # Its call counts as begun; `Waiting.attempts` is what came before.
                await self._settle(tx, replace(waiting, attempts=max(0, waiting.attempts - 1)), Unknown())
        for waiting in gone:
            logger.warning("Notice %s was being sent when the program stopped.", waiting.id)
        return len(gone)

    async def _begin(self) -> float:
        """Start what may go now; return for how many seconds there is nothing more to do."""
        room = min(HANDS - len(self._under_way), self._pace.room(self._clock()))
        if room <= 0:
            return self._pace.gap_s
        try:
            claimed = await self._claim(room)
            if claimed:
                for waiting in claimed:
                    self._start(self._carry(waiting))
                return 0.0 if len(claimed) == room else POLL_S
            return await self._until_next()
        except StorageError as trouble:
            logger.warning("The courier waits for the database: %s", trouble)
            return POLL_S

    async def _claim(self, most: int) -> list[Waiting]:
        now = self._clock()
        async with self._database.transaction() as tx:
            claimed = []
            for waiting in await outbox.due(tx, now, most):
                if await outbox.claim(tx, waiting, now):
                    claimed.append(waiting)
                    rest_until = self._pace.take(waiting.notice.chat, now, counts=not waiting.urgent)
                    if rest_until is not None:
                        await outbox.pause_chat(tx, waiting.notice.chat, rest_until)
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

    async def _carry(self, waiting: Waiting) -> None:
        outcome = await self._call(waiting)

        async def settle() -> None:
            async with self._database.transaction() as tx:
                await self._settle(tx, waiting, outcome)

        for tries in range(1, 1_000_000):
            try:
                return await settle()
            except StorageError as trouble:
                # What became of the call is known only here; giving up would make it uncertain.
                logger.warning("Notice %s waits for the database: %s", waiting.id, trouble)
                if self._stopping:
                    return None
            await asyncio.sleep(backoff(tries))
        return None

    async def _call(self, waiting: Waiting) -> Outcome:
        calls = self._calls(waiting.notice)
        if calls is None:
            return Refused("it could not be laid out")
        if waiting.parts_done >= len(calls):
            return Sent()
        try:
            async with asyncio.timeout(CALL_S):
                return await self._deliver(calls[waiting.parts_done])
        except TimeoutError:
            return Unknown()
        except Exception as error:  # noqa: BLE001 -- one notice may not stop the others
            logger.error("Notice %s: the call broke off with %s", waiting.id, type(error).__name__)  # noqa: TRY400 -- a traceback could show words
            return Unknown()

    def _calls(self, notice: Notice) -> list[Call] | None:
        try:
            return self._render(notice)
        except Exception as error:  # noqa: BLE001 -- one notice may not stop the others
            logger.error("A notice of kind %s could not be laid out: %s", notice.kind, type(error).__name__)  # noqa: TRY400 -- a traceback could show words
            return None

    async def _settle(self, tx: Transaction, waiting: Waiting, outcome: Outcome) -> None:
        calls = self._calls(waiting.notice) or []
        repeatable = waiting.parts_done < len(calls) and calls[waiting.parts_done].repeatable
        if isinstance(outcome, Unknown) and repeatable:
            outcome = Retry(most=3)
        if isinstance(outcome, Retry) and outcome.most is not None and waiting.unclear + 1 >= outcome.most:
            outcome = Refused("the server did not answer") if repeatable else Unknown()
        now = self._clock()
        match outcome:
            case Sent(message_ids):
                await outbox.keep_messages(tx, waiting, message_ids, now)
                await self._advance(tx, waiting, calls)
            case Unknown():
                await self._advance(tx, replace(waiting, doubtful=True), calls)
            case Retry():
                await _postpone(tx, waiting, outcome, now)
            case Refused():
                await self._refused(tx, waiting, outcome, tell=not repeatable)

    async def _advance(self, tx: Transaction, waiting: Waiting, calls: Sequence[Call]) -> None:
        if waiting.parts_done + 1 < len(calls):
            await outbox.part_done(tx, waiting, doubtful=waiting.doubtful)
            return
        state = State.UNCERTAIN if waiting.doubtful else State.SENT
        if await outbox.finish(tx, waiting, state, self._clock()) and state is State.UNCERTAIN:
            await self._tell_uncertain(tx, waiting)

    async def _refused(self, tx: Transaction, waiting: Waiting, refusal: Refused, *, tell: bool) -> None:
        now = self._clock()
        ended = await outbox.finish(tx, waiting, State.FAILED, now, refusal.reason)
        logger.warning("Notice %s was refused: %s", waiting.id, refusal.reason)
        if refusal.unreachable:
            await outbox.mark_unreachable(tx, waiting.notice.chat, now)
        sender = waiting.notice.sender
        if ended and sender is not None and (tell or refusal.unreachable):
            body = {"notice": waiting.id, "reason": "blocked" if refusal.unreachable else "refused"}
            await self._tell(tx, waiting, sender, "unreachable", body)

    async def _tell_uncertain(self, tx: Transaction, waiting: Waiting) -> None:
        logger.warning("Notice %s may or may not have arrived.", waiting.id)
        sender = waiting.notice.sender
        body = {"notice": waiting.id, "for_sender": sender is not None}
        await self._tell(tx, waiting, waiting.notice.chat if sender is None else sender, "uncertain", body)

    async def _tell(self, tx: Transaction, about: Waiting, to: int, kind: str, body: dict[str, Any]) -> None:
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


async def _postpone(tx: Transaction, waiting: Waiting, retry: Retry, now: datetime) -> None:
    seconds = retry.after_s if retry.after_s is not None else backoff(waiting.attempts + 1)
    until = now + timedelta(seconds=seconds)
    if retry.whole_chat:
        await outbox.pause_chat(tx, waiting.notice.chat, until)
    await outbox.postpone(tx, waiting, until, unclear=retry.most is not None)


async def send_again(
    tx: Transaction, notice_id: int, by: int, now: datetime, *, admin: bool = False
) -> int | None:
    """Write an undelivered notice once more; return the copy's id, or None when there is a copy already.

    Allowed to whoever it was sent for, to its reader, and to an admin. Raises NotFound when there is no such
    undelivered notice, NotAllowed when it is none of this person's business.
    """
    row = await outbox.find(tx, notice_id)
    if row is None or row["state"] not in {State.FAILED, State.UNCERTAIN}:
        raise NotFound("this message is not waiting to be sent again")
    if not admin and by not in {row["sender"], row["chat_id"]}:
        raise NotAllowed("this message may be sent again only by its sender or its reader")
    return await outbox.write_again(tx, notice_id, now)
