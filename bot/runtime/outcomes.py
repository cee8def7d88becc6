"""What calls led to, noted in the database, with what follows from it.

Nearly all calls bring their notice, and nothing follows but that it has arrived. On SQLite, which has one writer, those are noted together:
whatever arrives while one transaction stands in line, or is under way, is noted by the next one. All else is noted by itself, and so is
what could not be noted at the first try.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.delivery import Outcome, Refused, Retry, Sent, State, Unknown, backoff
from bot.domain.guarantee import meant
from bot.domain.instant import to_ms
from bot.domain.outgoing import WORDS, Call
from bot.errors import StorageError
from bot.runtime.second_tries import SecondTries
from bot.storage import outbox, settling
from bot.storage.engine.database import Database, Transaction
from bot.storage.outbox import OutboxItem
from bot.storage.settling import Arrival

logger = logging.getLogger(__name__)

Consequences = Callable[[Transaction, OutboxItem, Outcome], Awaitable[None]]
"""What follows for people when a notice was refused, may not have arrived, or brought something back.

Of words that were sent on also that they have arrived, and that they wait for long.
"""
Lost = Callable[[Transaction, OutboxItem], Awaitable[None]]
"""The topic of a notice is gone; it will be placed anew."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A call that has ended: one part of a notice, whose calls are all that it consists of; None for what could not be laid out."""

    item: OutboxItem
    calls: Sequence[Call] | None
    outcome: Outcome

    @property
    def is_last(self) -> bool:
        """Whether the notice has no further part."""
        return self.item.parts_done + 1 >= len(self.calls or ())

    @property
    def brings_back(self) -> bool:
        """Whether what came back with the answer is waited for."""
        calls = self.calls or ()
        return bool(calls) and calls[min(self.item.parts_done, len(calls) - 1)].brings_back

    @property
    def arrival(self) -> Arrival | None:
        """What is to be noted if nothing follows but that this part has arrived; None for all else."""
        if not isinstance(self.outcome, Sent) or self.item.doubtful or self.brings_back:
            return None
        return Arrival(self.item, self.outcome.message_ids, self.is_last)


class Outcomes:
    """Notes what calls of one account led to. What a call led to under a claim that was lost changes nothing."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        consequences: Consequences,
        lost: Lost | None,
        second_tries: SecondTries,
    ) -> None:
        self._database = database
        self._clock = clock
        self._consequences = consequences
        self._lost = lost
        self._second_tries = second_tries
        self._arrived: list[tuple[Arrival, asyncio.Future[bool]]] = []
        self._noting = asyncio.Lock()

    async def note(self, ended: Ended, *, alone: bool = False) -> bool:
        """Note what a call led to, with others or `alone`; whether all of somebody's words have arrived with it. Raises StorageError."""
        arrival = ended.arrival
        # On PostgreSQL others hold rows meanwhile: whoever holds several at once may wait for them in a ring.
        if arrival is None or alone or self._database.engine == "postgres":
            async with self._database.transaction() as tx:
                return await self.note_in(tx, ended)
        is_held = await self._note_together(arrival)
        return is_held and ended.is_last and ended.item.kind in WORDS

    async def note_in(self, tx: Transaction, ended: Ended) -> bool:
        """The same in a transaction that has begun."""
        item, now = ended.item, self._clock()
        age_s = (to_ms(now) - item.created_at) / 1000
        match meant(ended.outcome, item.kind, unclear=item.unclear, age_s=age_s):
            case Sent() as sent:
                is_settled = await self._advance(tx, item, sent.message_ids, is_last=ended.is_last)
                if is_settled:
                    self._answered(tx, item)
                if is_settled and ended.brings_back:
                    await self._follow_up(tx, item, sent)
                return is_settled and ended.is_last and not item.doubtful and item.kind in WORDS
            case Unknown():
                await self._advance(tx, replace(item, doubtful=True), (), is_last=ended.is_last)
            case Retry() as retry:
                await self._postpone(tx, item, retry)
            case Refused() as refusal:
                await self._refused(tx, item, refusal)
        return False

    async def tell_arrived(self, item: OutboxItem) -> None:
        """What follows when words have arrived; apart, so that a reply to them finds its ticket without waiting for it."""
        try:
            async with self._database.transaction() as tx:
                await self._follow_up(tx, item, Sent())
        except StorageError as trouble:
            logger.warning("That notice %s has arrived is told to nobody: %s", item.id, trouble)

    async def _note_together(self, arrival: Arrival) -> bool:
        """Whether its claim still counted."""
        noted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._arrived.append((arrival, noted))
        try:
            async with self._noting:
                if not noted.done():
                    await self._note_all()
            return await noted
        finally:
            noted.cancel()  # where this was cancelled, nobody waits for it

    async def _note_all(self) -> None:
        waiting = self._taken()
        try:
            async with self._database.transaction() as tx:
                waiting += self._taken()  # what has arrived while this stood in line
                arrivals = [arrival for arrival, _ in waiting]
                held = await settling.arrived(tx, arrivals, self._clock())
                for arrival in arrivals:
                    if arrival.item.id in held:
                        self._answered(tx, arrival.item)
        except BaseException as error:
            for _, noted in waiting:
                _fail(noted, error)
            if not isinstance(error, Exception):
                raise
        else:
            for arrival, noted in waiting:
                if not noted.done():
                    noted.set_result(arrival.item.id in held)

    def _taken(self) -> list[tuple[Arrival, asyncio.Future[bool]]]:
        taken, self._arrived = self._arrived, []
        return taken

    def _answered(self, tx: Transaction, item: OutboxItem) -> None:
        if self._second_tries.arrived(item.address.id):
            tx.ring(outbox.BELL)

    async def _advance(
        self, tx: Transaction, item: OutboxItem, messages: Sequence[int], *, is_last: bool
    ) -> bool:
        """Go on to the next part, or to the end; False, and nothing changes, if the claim was lost."""
        now = self._clock()
        if not is_last or not item.doubtful:
            return bool(await settling.arrived(tx, [Arrival(item, tuple(messages), is_last)], now))
        is_over = await settling.finish(tx, item, State.UNCERTAIN, now, messages=messages)
        if is_over:
            logger.warning("Notice %s may or may not have arrived.", item.id)
            await self._follow_up(tx, item, Unknown())
        return is_over

    async def _postpone(self, tx: Transaction, item: OutboxItem, retry: Retry) -> None:
        seconds = retry.after_s if retry.after_s is not None else backoff(item.attempts)
        until = self._clock() + min(timedelta(seconds=seconds), outbox.LONGEST_WAIT)
        if retry.after_s is None:
            self._second_tries.failed(item.address.id)
        if retry.whole_chat:
            await outbox.pause_address(tx, item.address.id, until)
        is_settled = await settling.postpone(tx, item, until, unclear=retry.unclear)
        if is_settled and item.kind in WORDS and retry.is_long(item.attempts):
            await self._follow_up(tx, item, retry)

    async def _refused(self, tx: Transaction, item: OutboxItem, refusal: Refused) -> None:
        if refusal.topic_gone and item.topic is not None and self._lost is not None:
            if await settling.postpone(tx, item, self._clock()):
                await self._lost(tx, item)
            return
        logger.warning("Notice %s was refused: %s", item.id, refusal.reason)
        if await settling.finish(tx, item, State.FAILED, self._clock(), reason=refusal.reason):
            await self._follow_up(tx, item, refusal)

    async def _follow_up(self, tx: Transaction, item: OutboxItem, fate: Outcome) -> None:
        try:
            async with tx.attempt():
                await self._consequences(tx, item, fate)
        except StorageError:
            raise
        except Exception as error:  # noqa: BLE001 -- that it failed is noted all the same
            logger.error("What follows from notice %s failed: %s", item.id, type(error).__name__)  # noqa: TRY400 -- a traceback could show words


def _fail(noted: "asyncio.Future[bool]", error: BaseException) -> None:
    """Tell whoever waits that it was not noted; that another was cancelled is no fault of theirs, and is tried again."""
    if not noted.done():
        noted.set_exception(
            error if isinstance(error, Exception) else StorageError("what has arrived was not noted")
        )
