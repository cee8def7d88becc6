"""The knowledge in force while the bot runs: an edited folder is swapped in whole, or refused."""

import dataclasses
import datetime as dt
import logging
import weakref
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import Indel

from bot.encoder import Encoder
from bot.errors import Fault, KnowledgeError
from bot.knowledge.building import (
    ANSWER_PRECISION,
    Strictness,
    checked,
    load,
    load_sources,
    recipe_of,
)
from bot.knowledge.cache import file_of, keep_apart, load_kept_sources
from bot.knowledge.checks import golden_questions
from bot.knowledge.files.reader import OTHERS, Sources, fetch_sources, kept_sources, read_sources
from bot.knowledge.files.schema import Entry
from bot.knowledge.following import UNSEEN, Followed, Outcome, Stamp, faults_of, stamp_of
from bot.knowledge.last_good import LastGood
from bot.knowledge.snapshot import Knowledge
from bot.matching.decision.calibration import Thresholds
from bot.matching.decision.judge import Judge

__all__ = ["Change", "Knowledge", "LiveKnowledge", "Strictness", "load"]

log = logging.getLogger(__name__)

MOST_ASKED = 60
"""Golden questions that are asked because they are most like what was changed."""


@dataclass(frozen=True, slots=True)
class Change(Outcome[str]):
    """What became of an edited folder; `old` and `new` are revisions.

    With `faults` the `old` revision stays in force and `new` is the same. Without, `new` is in force, and
    `added`, `removed` and `altered` name the entries that differ.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()


class LiveKnowledge(Followed[Knowledge, Change]):
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
        last_good: LastGood | None = None,
    ) -> None:
        """Read the folder for the first time.

        If it is not what was in force last, that is in force again, out of `last_good`: `faults` says what is wrong
        with the folder, and if nothing is, `watch` takes it like any edit, golden questions asked. Raises
        KnowledgeError for a faulty folder only where nothing was kept. The golden questions are not asked here: a
        start must be quick.
        """
        super().__init__(path)
        self._today = today
        self._answer_precision = answer_precision
        self._encoder = encoder
        self._last_good = last_good
        self._kept_in: Path | None = None
        self.current, self.faults = self._first()
        self._first_judge = weakref.ref(self.current.judge)

    def __str__(self) -> str:
        return f"{self.path}, revision {self.revision},"

    @property
    def revision(self) -> str:
        """The revision in force."""
        return self.current.revision

    @property
    def watched(self) -> tuple[Path, bool]:
        """The folder itself, with all that is below it."""
        return self.path, True

    def _stamp(self) -> Stamp:
        found = {file.relative_to(self.path).as_posix(): file for file in self.path.rglob("*")}
        stamps = {name: stamp_of(file) for name, file in found.items() if name not in OTHERS}
        return {name: stamp for name, stamp in stamps.items() if stamp is not None}

    def _first(self) -> tuple[Knowledge, tuple[Fault, ...]]:
        """Give the folder, or what was in force last and what is wrong with the folder.

        A folder that differs from what was in force last is an edit: the watcher takes or refuses it at once.
        """
        sources = fetch_sources(self.path)
        before = self._kept_unlike(sources)
        if before is None:
            new = self._load_first(sources)
            self._keep(sources)
            return new, ()
        self._seen = UNSEEN
        return before, _wrong(sources)

    def _kept_unlike(self, sources: Sources) -> Knowledge | None:
        """Give what was in force last, unless that is nothing, the very same, or of no use to this program."""
        texts = self._last_good.fetch() if self._last_good else None
        if texts is None:
            return None
        kept = kept_sources(self.path, texts)
        if kept.revision == sources.revision and not sources.faults:
            return None
        try:
            return self._load_first(kept)
        except Exception as error:  # noqa: BLE001 -- what is kept may help a start, and never hinder one
            count = len(faults_of(self.path, error))
            log.warning("the kept revision %s is passed over: %d faults", kept.revision, count)
            return None

    def file_of(self, knowledge: Knowledge) -> Path | None:
        """The file in which the judge of this very knowledge is kept: since the start, or from now on. None where nothing can be kept. Blocking."""
        is_first = knowledge.judge is self._first_judge()
        if is_first and self._kept_in is not None and self._kept_in.exists():
            return self._kept_in
        return keep_apart(knowledge)

    def _load_first(self, sources: Sources) -> Knowledge:
        self._kept_in = file_of(sources, self._answer_precision, self._encoder)
        return load_kept_sources(
            sources,
            today=self._today(),
            answer_precision=self._answer_precision,
            encoder=self._encoder,
        )

    def _successor(self) -> Knowledge:
        """Read the folder and ask the golden questions that its changes concern."""
        sources = fetch_sources(self.path)
        new = self._load(sources)
        _insist(self.current, new, sources)
        self._keep(sources)
        return new

    def _load(self, sources: Sources) -> Knowledge:
        return load_sources(
            sources,
            today=self._today(),
            answer_precision=self._answer_precision,
            golden=Strictness.SKIP,
            build=self._built,
            known=self.current.read,
            encoder=self._encoder,
        )

    def _built(
        self, *parts: Any, encoder: Encoder | None = None, thresholds: Thresholds | None = None
    ) -> Judge:
        """The judge in force if it would come out the same, as when only answers were edited; else its successor."""
        if recipe_of(parts, encoder) == self.current.recipe:
            return self.current.judge
        build: Callable[..., Judge] = Judge.build
        return build(*parts, encoder=encoder, thresholds=thresholds, before=self.current.judge)

    def _keep(self, sources: Sources) -> None:
        if self._last_good is not None:
            self._last_good.keep(sources.texts)

    def _outcome(self, old: Knowledge, told: tuple[Fault, ...]) -> Change:
        change = _difference(old, self.current)
        news = self.faults != told or change.old != change.new
        return dataclasses.replace(change, faults=self.faults, news=news)


def _wrong(sources: Sources) -> tuple[Fault, ...]:
    """Name what is wrong with files, golden questions left aside."""
    try:
        checked(sources)
    except Exception as error:  # noqa: BLE001 -- whatever was saved, the bot starts with what it has
        log.warning("%s is refused; what was in force last stays", sources.path)
        return faults_of(sources.path, error)
    return ()


def _insist(old: Knowledge, new: Knowledge, sources: Sources) -> None:
    """Refuse a successor that does worse in golden questions. Raises KnowledgeError."""
    broken = list(golden_questions.newly_wrong(_concerned(old, new), new.judge, old.golden, old.judge))
    if broken:
        folder = read_sources(sources, new.read)
        raise KnowledgeError(golden.fault(folder, told) for golden, told in broken)


def _concerned(old: Knowledge, new: Knowledge) -> list[golden_questions.Golden]:
    """Choose the golden questions that a change may touch: all would take longer than an editor waits.

    These are the new ones; where the glossary or the conversation differs all of them; and where ways to ask differ those of the
    entries in question and those of their measures that are most like what was changed. `butler kb check` always asks all.
    """
    if (old.conversation, old.glossary) != (new.conversation, new.glossary):
        return list(new.golden)
    fresh = [golden for golden in new.golden if golden not in old.golden]
    if new.judge is old.judge:
        return fresh
    return list(dict.fromkeys((*fresh, *_touched(old, new))))


def _touched(old: Knowledge, new: Knowledge) -> list[golden_questions.Golden]:
    entries = set(_entries(_difference(old, new)))
    measures = {new.measure_of.get(entry) or old.measure_of[entry] for entry in entries}
    near = [one for one in new.golden if one.entry is None or new.measure_of[one.entry] in measures]
    changed = [text for entry in entries for text in _ways(old, entry) ^ _ways(new, entry)]
    if not changed:
        return near
    alike = process.cdist([one.text for one in near], changed, scorer=Indel.normalized_similarity).max(axis=1)
    nearest = sorted(zip(alike.tolist(), near, strict=True), key=lambda pair: -pair[0])[:MOST_ASKED]
    return [*(one for one in near if one.entry in entries), *(one for _, one in nearest)]


def _ways(knowledge: Knowledge, entry_id: str) -> set[str]:
    """All ways to ask for an entry; none for one that there is not."""
    entry = knowledge.entries.get(entry_id)
    return {entry.title.zh, entry.title.en, *entry.phrasings.zh, *entry.phrasings.en} if entry else set()


def _difference(old: Knowledge, new: Knowledge) -> Change:
    before, after = old.entries, new.entries
    return Change(
        old=old.revision,
        new=new.revision,
        added=tuple(entry for entry in after if entry not in before),
        removed=tuple(entry for entry in before if entry not in after),
        altered=tuple(entry for entry in after if _altered(before, after[entry])),
    )


def _entries(change: Change) -> Iterator[str]:
    yield from change.added + change.removed + change.altered


def _altered(before: Mapping[str, Entry], entry: Entry) -> bool:
    return entry.id in before and before[entry.id] != entry
