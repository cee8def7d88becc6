"""How whole messages, as people write them, are answered: shares over all of them, by whether anything was fitted on them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bot.knowledge.files.golden_schema import Stories
from bot.knowledge.files.reader import Folder
from bot.knowledge.files.schema import Sentences
from bot.matching.decision.judge import Judge
from bot.matching.decision.verdict import Kind

Place = Literal["entry", "no_entry", "outside"]


@dataclass(frozen=True, slots=True)
class Story:
    """A message, and what should become of it."""

    text: str
    place: Place
    entry: str | None
    fitted: bool
    """Whether sureness is fitted on it."""


@dataclass(frozen=True, slots=True)
class Told:
    """Of so many messages: answered outright, of these rightly, the right entry first, and shown; and urgent alarms."""

    messages: int
    answered: int
    right: int
    first: int
    shown: int
    declined: int
    urgent: int


def stories(folder: Folder) -> Iterator[Story]:
    """Yield every message of `checks/stories*.yaml`."""
    for _, told in folder.each(Stories):
        for each in told.stories:
            yield from (Story(text, "entry", each.entry, told.fitted) for text in (*each.zh, *each.en))
        yield from _of_no_entry("no_entry", told.no_entry, fitted=told.fitted)
        yield from _of_no_entry("outside", told.outside, fitted=told.fitted)


def _of_no_entry(place: Place, texts: Sentences, *, fitted: bool) -> Iterator[Story]:
    return (Story(text, place, None, fitted) for text in (*texts.zh, *texts.en))


def shares(asked: Iterable[Story], judge: Judge) -> Iterator[tuple[Place, Told]]:
    """Judge the messages, and yield what became of those of each place that has some."""
    by_place: dict[Place, list[Story]] = {}
    for story in asked:
        by_place.setdefault(story.place, []).append(story)
    for place, some in by_place.items():
        yield place, _told(some, judge)


def _told(some: list[Story], judge: Judge) -> Told:
    answered = right = first = shown = declined = urgent = 0
    for story in some:
        verdict = judge.judge(story.text)
        offered = [verdict.entry] if verdict.entry else [one.entry for one in verdict.options]
        answered += verdict.kind is Kind.ANSWER
        right += verdict.kind is Kind.ANSWER and verdict.entry == story.entry
        first += story.entry in offered[:1]
        shown += story.entry in offered
        declined += verdict.kind is Kind.DECLINE
        urgent += verdict.urgent
    return Told(len(some), answered, right, first, shown, declined, urgent)
