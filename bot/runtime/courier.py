"""The courier: brings every notice out of the outbox, in order per chat, and knows what became of each.

A notice is claimed, and the claim committed, before each call; what the call led to is committed after it.
So a crash leaves at most a claim behind, and a claim without an end means: it may or may not have arrived.
Whether it is tried again then depends on its kind (`bot.domain.guarantee`). What was noted under a claim that somebody
else has taken over changes nothing. What the fate of a notice means for people is decided in `bot.usecases.deliveries`,
in the same transaction.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.delivery import Outcome, Refused, Sent, Unknown, backoff
from bot.domain.outgoing import Call, Notice
from bot.errors import StorageError
from bot.runtime.claims import LEASE, Claims
from bot.runtime.outcomes import Consequences, Ended, Outcomes
from bot.runtime.rate_limit import Pace
from bot.runtime.second_tries import SecondTries
from bot.runtime.supervision import answer_within, rest
from bot.storage import outbox, withdrawals
from bot.storage.engine.database import Database, Transaction
from bot.storage.outbox import OutboxItem

logger = logging.getLogger(__name__)

Deliver = Callable[[Call], Awaitable[Outcome]]
"""Makes one call; never raises for what the network or Telegram does."""
LayOut = Callable[[Notice, int], list[Call]]
"""The calls that show a notice in a chat. Pure."""
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Places:
    """Whether a claimed notice may still be brought, and where in a chat it is to stand."""

    placed: Callable[[Transaction, OutboxItem], Awaitable[OutboxItem | None]]
    """The claimed notice with its topic, if there are topics; None if it was withdrawn, or given back until that is open."""
    lost: Callable[[Transaction, OutboxItem], Awaitable[None]]
    """Its topic is gone; it will be placed anew."""


HANDS = 32
"""Calls under way at the same time, at most."""
APART_S = 0.01
"""After a look what is written meanwhile waits for the next one, with which it is claimed by one transaction: nobody notices
so little, and a look that finds a single notice costs more than its delivery."""
AGAIN_S = 0.2
"""After a look that claimed something, the next one finds out for what time others wait."""
POLL_S = 1.0
"""How often to look without being woken: other replicas write notices too."""
CALL_S = 45.0
"""A call that takes longer is given up: nobody knows what became of it."""
GRACE_S = 0.5
"""A process that was frozen finds the answer waiting when it wakes, later than it may take: it is read within this time."""


class Courier:
    """Delivers the notices of one bot account until it is told to stop."""

    def __init__(
        self,
        database: Database,
        account: int,
        deliver: Deliver,
        lay_out: LayOut,
        clock: Clock,
        consequences: Consequences,
        *,
        pace: Pace | None = None,
        places: Places | None = None,
        second_tries: SecondTries | None = None,
        lease: timedelta = LEASE,
    ) -> None:
        self._database = database
        self._account = account
        self._deliver = deliver
        self._lay_out = lay_out
        self._clock = clock
        self._pace = pace or Pace()
        self._places = places
        self._claims = Claims(account, lease)
        self._second_tries = second_tries or SecondTries()
        lost = places.lost if places is not None else None
        self._outcomes = Outcomes(database, clock, consequences, lost, self._second_tries)
        self._bell = database.bell(outbox.BELL)
        self._under_way: set[asyncio.Task[None]] = set()
        self._failure: BaseException | None = None
        self._stopping = False

    async def run(self, stop: asyncio.Event) -> None:
        """Deliver until `stop` is set, then finish the calls under way; raises what should never happen."""
        wake = asyncio.create_task(self._ring_when(stop))
        try:
            await self._patiently(self.recover())
            while not stop.is_set() and self._failure is None:
                self._bell.clear()
                if self._claims.want_renewal(self._clock()):
                    await self._patiently(self.renew())
                if self._claims.want_look(self._clock()):
                    await self._patiently(self.recover(only_old=True))
                pause_s = await self._begin()
                await rest(stop, APART_S)
                await rest(self._bell, pause_s)
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
        while claimed := (await self._claim(HANDS))[0]:
            await asyncio.gather(*(self._carry(item) for item in claimed))
            calls += len(claimed)
        return calls

    async def recover(self, *, only_old: bool = False) -> int:
        """Settle claims that nobody holds any more, and return how many; shorten waits that a clock made too long.

        At the start of a process on SQLite every claim is one: there is no other process. On PostgreSQL
        another replica may hold it, so only claims older than the lease count. Later (`only_old`) only those that did
        not move between two looks. Calls that are under way here are never meant.
        """
        now, claims = self._clock(), self._claims
        age = claims.lease if self._database.engine == "postgres" else timedelta()
        async with self._database.transaction() as tx:
            await outbox.shorten_waits(tx, now)
            gone = await (claims.take_over_abandoned(tx, now) if only_old else claims.take_over(tx, now, age))
            for item in gone:
                await self._outcomes.note_in(tx, Ended(item, self._calls(item), Unknown()))
        for item in gone:
            logger.warning("Notice %s was being sent when the program stopped.", item.id)
        return len(gone)

    async def renew(self) -> int:
        """Let the claims of the calls under way here count from now on; return how many there are."""
        async with self._database.transaction() as tx:
            return await self._claims.renew(tx, self._clock())

    async def _begin(self) -> float:
        """Start what may go now; return for how many seconds there is nothing more to do."""
        room = min(HANDS - len(self._under_way), self._pace.room(self._clock()))
        if room <= 0:
            return self._pace.gap_s
        try:
            claimed, pause_s = await self._claim(room)
        except StorageError as trouble:
            logger.warning("The courier waits for the database: %s", trouble)
            return POLL_S
        for item in claimed:
            self._start(self._carry(item))
        return 0.0 if len(claimed) == room else pause_s

    async def _claim(self, most: int) -> tuple[list[OutboxItem], float]:
        """What was claimed, and after how many seconds more may be claimed, if no bell rings before."""
        async with self._database.transaction(ahead=True) as tx:
            for chat in self._second_tries.take_due():
                await outbox.hasten(tx, chat, self._clock())
            claimed, is_held = await self._claim_due(tx, most)
            if is_held and not claimed:  # what holds it back goes first
                claimed, _ = await self._claim_due(tx, most)
            pause_s = AGAIN_S if claimed else await self._until_next(tx)
        for item in claimed:
            self._claims.hold(item)
        return claimed, pause_s

    async def _claim_due(self, tx: Transaction, most: int) -> tuple[list[OutboxItem], bool]:
        """What was claimed, and whether anything was withdrawn, or given back until its topic is open."""
        now, claimed, is_held = self._clock(), [], False
        for each in await outbox.claim(tx, await outbox.due(tx, self._account, now, most), now):
            item = await self._places.placed(tx, each) if self._places is not None else each
            is_held = is_held or item is None
            if item is not None:
                claimed.append(await withdrawals.aimed(tx, item))
                rest_until = self._pace.take(item.address.id, now, counts=not item.urgent)
                if rest_until is not None:
                    await outbox.pause_address(tx, item.address.id, rest_until)
        return claimed, is_held

    async def _until_next(self, tx: Transaction) -> float:
        due = await outbox.next_due(tx, self._account, self._clock())
        seconds = (due - self._clock()).total_seconds() if due is not None else POLL_S
        return min(max(seconds, 0.0), POLL_S)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._under_way.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        was_busy = len(self._under_way) >= HANDS
        self._under_way.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._failure = task.exception()
        if was_busy or self._failure is not None:  # else it has rung where something waited behind it
            self._bell.set()

    async def _carry(self, item: OutboxItem) -> None:
        try:
            await self._carry_held(item)
        finally:
            self._claims.let_go(item)

    async def _carry_held(self, item: OutboxItem) -> None:
        calls = self._calls(item)
        ended = Ended(item, calls, await self._call(item, calls))
        for tries in range(1, 1_000_000):
            try:
                has_arrived = await self._outcomes.note(ended, alone=tries > 1)
            except StorageError as trouble:
                # What became of the call is known only here; giving up would make it uncertain.
                logger.warning("Notice %s waits for the database: %s", item.id, trouble)
                if self._stopping:
                    return
            else:
                if has_arrived:
                    await self._outcomes.tell_arrived(item)
                return
            await asyncio.sleep(backoff(tries))

    async def _call(self, item: OutboxItem, calls: Sequence[Call] | None) -> Outcome:
        if calls is None:
            return Refused("it could not be laid out")
        if item.parts_done >= len(calls):
            return Sent()
        try:
            answer = await answer_within(self._deliver(calls[item.parts_done]), CALL_S, GRACE_S)
            return answer if answer is not None else Unknown()
        except Exception as error:  # noqa: BLE001 -- one notice may not stop the others
            logger.error("Notice %s: the call broke off with %s", item.id, type(error).__name__)  # noqa: TRY400 -- a traceback could show words
            return Unknown()

    def _calls(self, item: OutboxItem) -> list[Call] | None:
        """The calls that a notice consists of, laid out once; None, and the log knows, for one that cannot be read."""
        try:
            calls = self._lay_out(item.notice(), int(item.address.external_id))
            return [call.standing_in(item.topic) for call in calls]
        except Exception as error:  # noqa: BLE001 -- one notice may not stop the others
            logger.error("Notice %s (%s) could not be laid out: %s", item.id, item.kind, type(error).__name__)  # noqa: TRY400 -- a traceback could show words
            return None

    async def _ring_when(self, stop: asyncio.Event) -> None:
        await stop.wait()
        self._bell.set()

    async def _patiently(self, work: Coroutine[Any, Any, int]) -> None:
        try:
            await work
        except StorageError as trouble:
            logger.warning("The courier waits for the database: %s", trouble)
