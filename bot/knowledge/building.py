"""From the files of a folder to the knowledge in force: read, checked and indexed."""

import datetime as dt
import enum
import hashlib
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.encoder import Encoder
from bot.errors import KnowledgeError
from bot.knowledge import kept_thresholds
from bot.knowledge.checks import golden_questions, story_shares, warnings
from bot.knowledge.files import cross_checks
from bot.knowledge.files.reader import Folder, Known, M, Sources, fetch_sources, read_sources
from bot.knowledge.files.schema import (
    MEASURES,
    Alarms,
    Conversation,
    Glossary,
    Measure,
    Offices,
    Statutes,
    Talk,
    TaughtReply,
)
from bot.knowledge.snapshot import Knowledge, Written
from bot.matching.decision.base import EntryText, TalkText
from bot.matching.decision.fitting import Golden
from bot.matching.decision.judge import Judge
from bot.matching.decision.verdict import Kind
from bot.matching.followups.listener import Listener
from bot.matching.hearing.model import NONE
from bot.packed import Packed

MOST_FITTING = 400
"""Short golden questions with an answer that are asked to fit a threshold, and all stories: with 160 of 650 the threshold of stories
once came out at .86 instead of .71, by chance. They take seconds, so what they gave is kept."""

ANSWER_PRECISION = 0.97
"""The share of automatic answers that must be right, unless the configuration says otherwise."""

PARTS: Mapping[str, Kind] = {
    "small_talk": Kind.CHAT,
    "calls_for_help": Kind.ESCALATE,
    "out_of_scope": Kind.DECLINE,
}
"""What the parts of `conversation.yaml` mean to the judge."""


class Strictness(enum.Enum):
    """What a golden question that goes wrong does."""

    REFUSE = "the knowledge is refused"
    SKIP = "the golden questions are not asked"


def load(
    path: Path,
    *,
    today: dt.date,
    answer_precision: float = ANSWER_PRECISION,
    golden: Strictness = Strictness.REFUSE,
    encoder: Encoder | None = None,
) -> Knowledge:
    """Read a knowledge folder, check it, and build its index.

    Blocking: some seconds, and some more if no thresholds were kept for this very knowledge. Raises KnowledgeError with every fault of every file. Golden questions are asked when all else is right.
    """
    sources = fetch_sources(path)
    return load_sources(
        sources, today=today, answer_precision=answer_precision, golden=golden, encoder=encoder
    )


def load_sources(
    sources: Sources,
    *,
    today: dt.date,
    answer_precision: float = ANSWER_PRECISION,
    golden: Strictness = Strictness.REFUSE,
    build: Callable[..., Judge] = Judge.build,
    encoder: Encoder | None = None,
    known: Known | None = None,
) -> Knowledge:
    """Do the same with files that were fetched, but for those that are `known`, and build the index by `build`.

    `build` is told of an `encoder`, and of thresholds that were kept, only if there are any.
    """
    folder = checked(sources, known)
    parts = _parts(folder, answer_precision)
    recipe = recipe_of(parts, encoder)
    thresholds = kept_thresholds.fetch(recipe)
    given = {"encoder": encoder, "thresholds": thresholds}
    judge = build(*parts, **{name: value for name, value in given.items() if value})
    if thresholds is None and judge.is_fitted:  # those of a judge before it wait for the next start
        kept_thresholds.keep(recipe, judge.thresholds)
    if golden is Strictness.REFUSE:
        wrong = list(golden_questions.wrong(folder, judge))
        if wrong:
            raise KnowledgeError(wrong)
    return _knowledge(folder, judge, Listener.shipped(encoder), recipe, today)


def checked(sources: Sources, known: Known | None = None) -> Folder:
    """Read files that were fetched, but for those that are `known`. Raises KnowledgeError with every fault of every file."""
    folder = read_sources(sources, known)
    faults = [*folder.faults, *cross_checks.faults(folder)]
    if faults:
        raise KnowledgeError(faults)
    return folder


def recipe_of(parts: tuple[Any, ...], encoder: Encoder | None) -> str:
    """Name what a judge is built from, by content."""
    whole = (*parts, encoder.name if encoder else None)
    return hashlib.sha256(repr(whole).encode("utf-8", "surrogatepass")).hexdigest()


def _knowledge(folder: Folder, judge: Judge, listener: Listener, recipe: str, today: dt.date) -> Knowledge:
    statutes = _there(folder, Statutes).statutes
    golden = frozenset(golden_questions.questions(folder))
    conversation = _there(folder, Conversation)
    measures = _in_order(folder)
    owned = [(measure.measure, entry) for measure in measures.values() for entry in measure.entries]
    talks: dict[str, Talk | TaughtReply] = {
        talk.id: talk for _, _, talk in cross_checks.conversation_parts(conversation)
    }
    talks |= {alarm.id: alarm for alarm in _there(folder, Alarms).alarms}
    return Knowledge(
        revision=folder.revision,
        measures=types.MappingProxyType(measures),
        entries=types.MappingProxyType({entry.id: entry for _, entry in owned}),
        measure_of=types.MappingProxyType({entry.id: measure for measure, entry in owned}),
        statutes=types.MappingProxyType(statutes),
        offices=types.MappingProxyType(_there(folder, Offices).offices),
        privacy=_there(folder, Offices).privacy,
        conversation=conversation,
        talks=types.MappingProxyType(talks),
        glossary=_there(folder, Glossary),
        judge=judge,
        listener=listener,
        recipe=recipe,
        written=Packed(Written(golden, _said(folder))),
        golden_count=len(golden),
        warnings=tuple(sorted((*folder.warnings, *warnings.warnings(folder, today)))),
        same_days=warnings.unchanged(folder, today),
    )


def _said(folder: Folder) -> Known:
    return {page.seal: page.model for page in folder.pages if page.model is not None}


def _there(folder: Folder, kind: type[M]) -> M:
    model = folder.only(kind)
    assert model is not None, "a folder without faults has every file"
    return model


def _in_order(folder: Folder) -> dict[str, Measure]:
    found = {measure.measure: measure for _, measure in folder.each(Measure)}
    return {slug: found[slug] for slug in MEASURES}


def _parts(folder: Folder, answer_precision: float) -> tuple[Any, ...]:
    """What `Judge.build` is given."""
    conversation, glossary = _there(folder, Conversation), _there(folder, Glossary)
    return (
        list(_entry_texts(_in_order(folder).values())),
        list(_talk_texts(conversation, _there(folder, Alarms))),
        [group.zh + group.en for group in glossary.synonyms],
        glossary.typos,
        answer_precision,
        list(_fitting(folder)),
        _lessons(_there(folder, Alarms), conversation),
        [each.id for each in conversation.refusals],
    )


def _lessons(alarms: Alarms, conversation: Conversation) -> dict[str, tuple[str, ...]]:
    """What the lookout is taught: the phrasings of each kind of emergency and refusal, and what is neither."""
    kinds = (*alarms.alarms, *conversation.refusals)
    lessons = {each.id: each.phrasings.zh + each.phrasings.en for each in kinds}
    return lessons | {NONE: alarms.ordinary.zh + alarms.ordinary.en}


def _fitting(folder: Folder) -> Iterator[Golden]:
    """What tells how sure the matcher must be: what no entry may answer, all stories, and a sample of the rest."""
    asked = [
        Golden(golden.text, golden.entry)
        for golden in golden_questions.questions(folder)
        if golden.rule == "must_match"
    ]
    yield from asked[:: max(1, len(asked) // MOST_FITTING)]
    yield from (Golden(story.text, story.entry) for story in story_shares.stories(folder) if story.fitted)
    for golden in golden_questions.questions(folder):
        if golden.rule == "none":
            yield Golden(golden.text, None, forbidden=True)


def _entry_texts(measures: Iterable[Measure]) -> Iterator[EntryText]:
    for measure in measures:
        for entry in measure.entries:
            yield EntryText(
                id=entry.id,
                measure=measure.measure,
                titles=(entry.title.zh, entry.title.en),
                phrasings=entry.phrasings.zh + entry.phrasings.en,
                lookalikes=entry.lookalikes,
                sides=entry.side,
                stages=entry.stage,
            )


def _talk_texts(conversation: Conversation, alarms: Alarms) -> Iterator[TalkText]:
    for part, kind in PARTS.items():
        for talk in getattr(conversation, part):
            yield TalkText(talk.id, kind, talk.phrasings.zh + talk.phrasings.en, talk.words)
    for taught in (*alarms.alarms, *conversation.refusals):
        yield TalkText(taught.id, Kind.REFUSE, taught.phrasings.zh + taught.phrasings.en)
