"""Foresight: what waits is thought about together, and while many messages wait, by a process beside this one as well.

Half of what a question costs the processor is thought, with the sentence encoder three quarters. The encoder takes little more than
half as long for a text where eight are encoded at once. So whichever text is first in turn is made ready to be heard with those that come next.

And Python thinks on one processor only: whoever has a second one gets through the queue after an outage in little more than half the time.

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
from typing import Any

from bot.knowledge import thinking_ahead
from bot.knowledge.snapshot import Knowledge
from bot.matching.decision.judge import Judge
from bot.matching.decision.utterance import Utterance
from bot.runtime.supervision import rest, unless_stopped
from bot.runtime.waiting import Text, Waiting
from bot.storage.inbox import InboxItem
from bot.usecases import thoughts

logger = logging.getLogger(__name__)

QUEUE = 32
"""So many texts that wait are a queue: far more than a busy hour brings at once."""
FEW = 4
"""Fewer are handled in the next moment."""
IN_HAND = 2
"""Batches that the other process has at once, so that it need not wait for this one."""
LINGER_S = 30.0
"""So long after the last texts that it was given the other process stays, in case there is more: to begin another one takes a
second, for which a crowd would wait."""
PAUSE_S = 60.0
"""Before another process is begun after one that has failed."""
LOOK_S = 0.5
"""How often to look for an edit while nothing comes."""
WITHIN_S = 30.0
"""A process that has not answered by then is given up."""


class Foresight:
    """Thinks ahead with the knowledge in force; when another one comes into force, what was thought with the former is forgotten."""

    def __init__(
        self,
        current: Callable[[], Knowledge],
        command: Callable[[Knowledge], Sequence[str] | None],
        *,
        is_alone: bool = True,
        is_helped: bool = True,
    ) -> None:
        """`current` is the knowledge in force. Nothing is done unless this process `is_alone` and handles all that it receives; `is_helped`: it pays to begin another one.

        `command` gives what starts `bot.knowledge.thinking_ahead` with this very knowledge, None where that is not possible. It may block.
        """
        self._current, self._command = current, command
        self._is_alone, self._may_be_helped = is_alone, is_alone and is_helped
        self._judge: Callable[[], Judge | None] = lambda: None
        """Whose thoughts are kept; held weakly, since it is large and may be replaced."""
        self._waiting = Waiting()
        self._more = asyncio.Event()
        """Set when texts have come."""
        self._bell = asyncio.Event()
        """Set when these are a queue."""

    @property
    def thought(self) -> int:
        """How many messages were thought about whose turn has not come yet."""
        return self._waiting.thought

    @property
    def is_behind(self) -> bool:
        """Whether more texts wait than are handled in the next moment."""
        return len(self._waiting) >= FEW

    def expect(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """These updates are about to be received, and wait from then on."""
        if self._is_alone:
            self._waiting.add(updates)
            self._more.set()
            if self._is_queue:
                self._bell.set()

    def recall(self, item: InboxItem, knowledge: Knowledge) -> None:
        """Put what was thought ahead of an update, whose turn has come, to what is thought of it, if this knowledge thought so.

        If nothing was, its text is made ready with those that come next.
        """
        waited = self._waiting.take(item.update_id)
        if waited is not None:
            said = self._known(waited, knowledge) or self._made_ready(waited.text, knowledge)
            if said is not None:
                thoughts.remember(item.thoughts, knowledge, said)

    def _known(self, waited: Text, knowledge: Knowledge) -> Utterance | None:
        if waited.heard is not None and knowledge.judge is self._judge():
            return knowledge.hear(waited.text).knowing(waited.heard)
        said = waited.said
        return said if said is not None and said.judge is knowledge.judge else None

    def _made_ready(self, text: str, knowledge: Knowledge) -> Utterance | None:
        """A text made ready with those that come next; None for one that stands alone."""
        others = self._waiting.next_here(thoughts.AT_ONCE) if len(text) <= thoughts.AT_ONCE else {}
        if not others:
            return None
        try:
            said, *beside = knowledge.hear_several([text, *others.values()])
        except Exception as error:  # noqa: BLE001 -- on one of them, which fails again by itself
            logger.warning("Texts could not be made ready together: %s", type(error).__name__)
            return None
        self._waiting.make_ready(dict(zip(others, beside, strict=True)))
        return said

    async def run(self, stop: asyncio.Event) -> None:
        """Think ahead whenever there is a queue, until `stop` is set."""
        while self._may_be_helped and not stop.is_set():
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
            self._more.clear()
            while len(in_hand) < IN_HAND and (batch := self._waiting.next_batch()):
                _ask(helper, list(batch.values()))
                in_hand.append(batch)
                seen = time.monotonic()
            if in_hand:
                heard = await _answer(helper, stop)
                if heard is not None:
                    self._waiting.keep(in_hand.popleft(), heard)
            else:
                await unless_stopped(stop, rest(self._more, LOOK_S))
        return True


def pays() -> bool:
    """Whether there is a second processor to think on."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return processors > 1


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
