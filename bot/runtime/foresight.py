"""Foresight: while many messages wait, a process beside this one thinks about those whose turn has not come yet.

Half of what a question costs the processor is thought, with the sentence encoder three quarters, and Python thinks on one
processor only. So whoever has a second one gets through the queue after an outage in little more than half the time.

What was thought ahead is used only where it was thought with the very knowledge in force. Whatever goes wrong, a message is
thought about when its turn comes, as ever. Only where one process handles all that it receives, as on SQLite:
replicas before one PostgreSQL take one another's messages, and share the processors already.
"""

import asyncio
import logging
import os
import pickle
import time
import weakref
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from itertools import islice
from typing import Any

from bot.knowledge import thinking_ahead
from bot.knowledge.snapshot import Knowledge
from bot.matching.decision.judge import Judge
from bot.matching.decision.utterance import Heard
from bot.runtime.supervision import rest, unless_stopped
from bot.storage.inbox import InboxItem
from bot.usecases import thoughts

logger = logging.getLogger(__name__)

QUEUE = 32
"""So many texts that wait are a queue: far more than a busy hour brings at once."""
BATCH = 8
"""Texts that are thought about at once: less than a tenth of a second's work with the encoder."""
IN_HAND = 2
"""Batches that the other process has at once, so that it need not wait for this one."""
AMPLY = 1.5
"""Texts are thought about so many times as far ahead as it takes to think about them: either pace changes from one to the next."""
SMOOTHLY = 0.05
"""How much the last text or batch counts in what either takes lately."""
SHORTEST_TURN_S, LONGEST_TURN_S = 0.0005, 0.1
"""What lies outside of these is no pace: a process that was frozen, or waited for somebody to write."""
MOST = 20_000
"""Texts that are remembered at once; some megabytes."""
FORGET_S = 300.0
"""A text whose turn has not come by then is forgotten here, as one that Telegram sent twice."""
LINGER_S = 5.0
"""So long after the queue has gone the other process stays, in case there is more."""
PAUSE_S = 60.0
"""Before another process is begun after one that has failed."""
LOOK_S = 0.5
"""How often to look for more while hardly anything waits."""
WITHIN_S = 30.0
"""A process that has not answered by then is given up."""


class Waiting:
    """The texts that wait, by the ids of their updates, in the order in which they came, and what was heard in them."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        """`steady` gives seconds that no change of the clock moves."""
        self._steady = steady
        self._texts: dict[int, tuple[str, float]] = {}
        self._unthought: dict[int, None] = {}
        self._heard: dict[int, Heard] = {}
        self._asked: deque[float] = deque()
        """When each batch was handed out that has not come back."""
        self._taken = self._kept = steady()
        """When the last text was taken, and the last batch came back."""
        self._turn_s = self._thought_s = 0.01
        """How long it takes until the next turn comes, and to think about a text, lately."""

    def __len__(self) -> int:
        """How many wait."""
        return len(self._texts)

    @property
    def thought(self) -> int:
        """Of how many of them it is known what was heard."""
        return len(self._heard)

    def add(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Remember the texts of updates that come."""
        self._forget_old()
        now = self._steady()
        for update in updates:
            number, text = update.get("update_id"), _text(update)
            if isinstance(number, int) and text and number not in self._texts and len(self._texts) < MOST:
                self._texts[number] = text, now
                self._unthought[number] = None

    def next_batch(self) -> dict[int, str]:
        """The texts that are to be thought about next: those whose turn comes no sooner than the thought."""
        thoughts_before = BATCH * (len(self._asked) + 1)
        turns_until_thought = AMPLY * thoughts_before * self._thought_s / max(self._turn_s, SHORTEST_TURN_S)
        turns_before = len(self._texts) - len(self._unthought)
        passed_over = max(int(turns_until_thought) - turns_before, 0)
        if len(self._unthought) < passed_over + BATCH:
            return {}
        numbers = list(islice(self._unthought, passed_over + BATCH))
        for number in numbers:
            del self._unthought[number]
        self._asked.append(self._steady())
        return {number: self._texts[number][0] for number in numbers[passed_over:]}

    def keep(self, batch: Mapping[int, str], heard: Sequence[Heard | None]) -> None:
        """Keep what was heard in the batch that was handed out first, of those texts whose turn has not come meanwhile."""
        began, now = max(self._asked.popleft(), self._kept), self._steady()
        self._thought_s += SMOOTHLY * ((now - began) / len(batch) - self._thought_s)
        self._kept = now
        for number, one in zip(batch, heard, strict=True):
            if one is not None and number in self._texts:
                self._heard[number] = one

    def take(self, number: int) -> tuple[str, Heard] | None:
        """The text of an update whose turn has come, with what was heard in it if it was thought about. It is forgotten."""
        now = self._steady()
        if len(self._texts) > BATCH:  # else whoever takes them has to wait for more
            self._turn_s += SMOOTHLY * (min(now - self._taken, LONGEST_TURN_S) - self._turn_s)
        self._taken = now
        self._unthought.pop(number, None)
        text, heard = self._texts.pop(number, None), self._heard.pop(number, None)
        return (text[0], heard) if text is not None and heard is not None else None

    def give_up(self) -> None:
        """Whoever had batches in hand has gone: these are thought about when their turn comes."""
        self._asked.clear()

    def forget_thoughts(self) -> None:
        """What was heard is not what would be heard now."""
        self._heard.clear()

    def _forget_old(self) -> None:
        since = self._steady() - FORGET_S
        while self._texts and self._texts[oldest := next(iter(self._texts))][1] < since:
            self._unthought.pop(oldest, None)
            del self._texts[oldest]
            self._heard.pop(oldest, None)


class Foresight:
    """Thinks ahead with the knowledge in force; when another one comes into force, what was thought with the former is forgotten."""

    def __init__(
        self,
        current: Callable[[], Knowledge],
        command: Callable[[Knowledge], Sequence[str] | None],
        *,
        pays: bool = True,
    ) -> None:
        """`current` is the knowledge in force. Where it does not pay, nothing is done.

        `command` gives what starts `bot.knowledge.thinking_ahead` with this very knowledge, None where that is not possible. It may block.
        """
        self._current, self._command, self._pays = current, command, pays
        self._judge: Callable[[], Judge | None] = lambda: None
        """Whose thoughts are kept; held weakly, since it is large and may be replaced."""
        self._waiting = Waiting()
        self._bell = asyncio.Event()

    @property
    def thought(self) -> int:
        """How many messages were thought about whose turn has not come yet."""
        return self._waiting.thought

    def expect(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """These updates are about to be received, and wait from then on."""
        if self._pays:
            self._waiting.add(updates)
            if self._is_queue:
                self._bell.set()

    def recall(self, item: InboxItem, knowledge: Knowledge) -> None:
        """Put what was thought ahead of an update, whose turn has come, to what is thought of it, if this knowledge thought so."""
        found = self._waiting.take(item.update_id)
        if found is not None and knowledge.judge is self._judge():
            text, heard = found
            thoughts.remember(item.thoughts, knowledge, knowledge.hear(text).knowing(heard))

    async def run(self, stop: asyncio.Event) -> None:
        """Think ahead whenever there is a queue, until `stop` is set."""
        while self._pays and not stop.is_set():
            await unless_stopped(stop, self._bell.wait())
            self._bell.clear()
            while self._is_queue and not stop.is_set():
                if not await self._is_helped(stop):
                    await rest(stop, PAUSE_S)
                self._waiting.give_up()

    def _goes_by(self, knowledge: Knowledge) -> bool:
        return self._current().judge is knowledge.judge

    @property
    def _is_queue(self) -> bool:
        return len(self._waiting) >= QUEUE

    async def _is_helped(self, stop: asyncio.Event) -> bool:
        """Have another process think until the queue has gone, or this knowledge; False if it failed."""
        knowledge = self._current()
        command = await asyncio.to_thread(self._command, knowledge)
        if command is None:
            logger.info("Nothing is thought ahead: there is no folder in which knowledge can be kept.")
            return False
        logger.info("%s messages wait; another process helps to think about them.", len(self._waiting))
        self._judge = weakref.ref(knowledge.judge)
        self._waiting.forget_thoughts()
        try:
            async with _begun(command) as helper:
                return await self._think_with(helper, knowledge, stop)
        except (OSError, EOFError, TimeoutError, pickle.UnpicklingError) as error:
            logger.warning("The process that thinks ahead has ended (%s).", type(error).__name__)
            return False

    async def _think_with(self, helper: Process, knowledge: Knowledge, stop: asyncio.Event) -> bool:
        known = await _answer(helper, stop)
        if known != knowledge.recipe and not stop.is_set():
            logger.warning("The process that thinks ahead does not have the knowledge in force.")
            return False
        in_hand, seen = deque[dict[int, str]](), time.monotonic()
        while not stop.is_set() and time.monotonic() - seen < LINGER_S and self._goes_by(knowledge):
            if self._is_queue:
                seen = time.monotonic()
            while len(in_hand) < IN_HAND and (batch := self._waiting.next_batch()):
                _ask(helper, list(batch.values()))
                in_hand.append(batch)
            if in_hand:
                heard = await _answer(helper, stop)
                if heard is not None:
                    self._waiting.keep(in_hand.popleft(), heard)
            else:
                await rest(stop, LOOK_S)
        return True


def pays(engine: str) -> bool:
    """Whether there is a second processor to think on, and one process handles all that it receives."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return engine == "sqlite" and processors > 1


@asynccontextmanager
async def _begun(command: Sequence[str]) -> AsyncIterator[Process]:
    """A process that is told no secret of the configuration. Should this one be killed, its stdin ends, and so does it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BUTLER_")}
    helper = await asyncio.create_subprocess_exec(
        *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment, start_new_session=True
    )
    try:
        yield helper
    finally:
        with suppress(ProcessLookupError):  # it has ended by itself
            helper.kill()
        await helper.wait()


def _ask(helper: Process, texts: Sequence[str]) -> None:
    assert helper.stdin is not None
    helper.stdin.write(thinking_ahead.framed(texts))


async def _answer(helper: Process, stop: asyncio.Event) -> Any:
    """What another process says next; None if `stop` is set before. Raises EOFError if it has ended, or TimeoutError."""

    async def read(pipe: asyncio.StreamReader) -> Any:
        length = await pipe.readexactly(thinking_ahead.LENGTH.size)
        return pickle.loads(await pipe.readexactly(*thinking_ahead.LENGTH.unpack(length)))  # noqa: S301 -- from this very program

    assert helper.stdout is not None
    async with asyncio.timeout(WITHIN_S):
        return await unless_stopped(stop, read(helper.stdout))


def _text(update: Mapping[str, Any]) -> str | None:
    """The words of an update that somebody may have to think about; None for a command, and whatever is no text."""
    message = update.get("message")
    text = message.get("text") if isinstance(message, Mapping) else None
    return text if isinstance(text, str) and not text.startswith("/") else None
