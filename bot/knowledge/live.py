"""The knowledge in force while the bot runs: an edited folder is swapped in whole, or refused."""

import asyncio
import datetime as dt
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import watchfiles

from bot.encoder import Encoder
from bot.errors import Fault, KnowledgeError
from bot.knowledge.cache import load_kept
from bot.knowledge.checks import golden_questions
from bot.knowledge.files.schema import Entry
from bot.knowledge.snapshot import ANSWER_PRECISION, Knowledge, Strictness, load, recipe_of
from bot.matching.decision.judge import Judge

__all__ = ["Change", "Knowledge", "LiveKnowledge", "Strictness", "load"]

log = logging.getLogger(__name__)

QUIET_MS = 150
"""How long nothing must be written before the folder is read: editors save in several steps."""

LOOK_AGAIN_MS = 1_000
"""How often the folder is looked at although nobody told of a change, as when it was replaced as a whole."""

Stamp = Mapping[str, tuple[int, int, int]]
"""Inode, size and time of change of every file of the folder: differs whenever something was saved."""


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an edited folder.

    With `faults` the `old` revision stays in force and `new` is the same. Without, `new` is in force, and
    `added`, `removed` and `altered` name the entries that differ; `old == new` then says that a faulty folder
    was mended by putting back what was there.
    """

    old: str
    new: str
    faults: tuple[Fault, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()


class LiveKnowledge:
    """Holds the knowledge in force, and replaces it when its folder changes.

    `current` is one frozen value: a question in flight keeps the one that it began with.
    """

    def __init__(
        self,
        path: Path,
        *,
        today: Callable[[], dt.date],
        answer_precision: float = ANSWER_PRECISION,
        encoder: Encoder | None = None,
    ) -> None:
        """Read the folder for the first time. Raises KnowledgeError.

        The golden questions are not asked here: a start must be quick, and one that goes wrong must not keep
        the bot from starting.
        """
        self.path = path
        self._today = today
        self._answer_precision = answer_precision
        self._encoder = encoder
        self._seen = _stamp(path)
        self.current = load_kept(path, today=today(), answer_precision=answer_precision, encoder=encoder)
        self.faults: tuple[Fault, ...] = ()
        """What is wrong with the folder as it is now; empty while `current` is what the folder says."""
        self._reading = asyncio.Lock()

    async def reload(self) -> Change:
        """Read the folder now, in a thread. What is wrong with it is in the change, never raised."""
        async with self._reading:
            self._seen = await asyncio.to_thread(_stamp, self.path)
            try:
                new = await asyncio.to_thread(self._successor)
            except KnowledgeError as error:
                self.faults = error.faults
                log.warning(
                    "knowledge refused: %d faults, revision %s stays", len(self.faults), self.revision
                )
                return Change(self.revision, self.revision, self.faults)
            change = _difference(self.current, new)
            self.current, self.faults = new, ()
            log.info("knowledge in force: revision %s", new.revision)
            return change

    async def watch(self, on_change: Callable[[Change], Awaitable[None]]) -> None:
        """Follow the folder until cancelled, and tell of each change, accepted or refused, once."""
        async for _ in _stirrings(self.path):
            if await asyncio.to_thread(_stamp, self.path) == self._seen:
                continue
            faults = self.faults
            change = await self.reload()
            if change.faults != faults or change.old != change.new:
                await on_change(change)

    @property
    def revision(self) -> str:
        """The revision in force."""
        return self.current.revision

    def _load(self) -> Knowledge:
        return load(
            self.path,
            today=self._today(),
            answer_precision=self._answer_precision,
            golden=Strictness.SKIP,
            build=self._built,
            encoder=self._encoder,
        )

    def _built(self, *parts: Any, encoder: Encoder | None = None) -> Judge:
        """The judge in force if it would come out the same, as when only answers were edited; else its successor."""
        if recipe_of(parts, encoder) == self.current.recipe:
            return self.current.judge
        build: Callable[..., Judge] = Judge.build
        return build(*parts, encoder=encoder, before=self.current.judge)

    def _successor(self) -> Knowledge:
        """Read the folder and ask the golden questions that its changes concern."""
        old, new = self.current, self._load()
        broken = list(golden_questions.newly_wrong(_concerned(old, new), new.judge, old.golden, old.judge))
        if broken:
            raise KnowledgeError(broken)
        return new


def _concerned(old: Knowledge, new: Knowledge) -> list[golden_questions.Golden]:
    """Choose the golden questions that a change may touch: all would take longer than an editor waits.

    These are the questions of measures in which an entry differs, those that are new, and all that lead to no
    entry; all of them if the glossary or the conversation differs. `butler kb check` always asks all.
    """
    if (old.conversation, old.glossary) != (new.conversation, new.glossary):
        return list(new.golden)
    change = _difference(old, new)
    touched = {new.measure_of.get(entry) or old.measure_of[entry] for entry in _entries(change)}
    return [
        golden
        for golden in new.golden
        if golden.entry is None or golden not in old.golden or new.measure_of[golden.entry] in touched
    ]


async def _stirrings(path: Path) -> AsyncIterator[None]:
    """Come round whenever something below the folder may have changed, and every LOOK_AGAIN_MS anyway."""
    polling = False
    while True:
        try:
            async for _ in watchfiles.awatch(
                path,
                watch_filter=None,
                step=QUIET_MS,
                debounce=2 * QUIET_MS,
                rust_timeout=LOOK_AGAIN_MS,
                yield_on_timeout=True,
                force_polling=polling,
            ):
                yield
        except OSError as error:
            log.warning("cannot watch the knowledge folder: %s", error.strerror or type(error).__name__)
            polling = True
            await asyncio.sleep(LOOK_AGAIN_MS / 1_000)
            yield


def _stamp(path: Path) -> Stamp:
    stamp: dict[str, tuple[int, int, int]] = {}
    for file in path.rglob("*"):
        try:
            status = file.stat()
        except OSError:  # it vanished while we looked: that is a difference too
            continue
        stamp[str(file)] = (status.st_ino, status.st_size, status.st_mtime_ns)
    return stamp


def _difference(old: Knowledge, new: Knowledge) -> Change:
    before, after = old.entries, new.entries
    return Change(
        old=old.revision,
        new=new.revision,
        added=tuple(entry for entry in after if entry not in before),
        removed=tuple(entry for entry in before if entry not in after),
        altered=tuple(entry for entry in after if _altered(before, after[entry])),
    )


def _entries(change: Change) -> tuple[str, ...]:
    return change.added + change.removed + change.altered


def _altered(before: Mapping[str, Entry], entry: Entry) -> bool:
    return entry.id in before and before[entry.id] != entry
