"""An entry as it reads from day to day: as it is written, and from each day on which its rule changes."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.knowledge.files.schema import Amendment, Answer, Answers, Both, Entry, Figure
from bot.strict_yaml.reader import Keys

Written = Literal["zh", "en"]
BOTH: tuple[Written, ...] = ("zh", "en")
"""The languages that are written by hand."""


AMENDED = ("answer", "legal_basis", "figures", "derived", "limits", "lawyer_when")
"""What of an entry an amendment may replace."""


@dataclass(frozen=True, slots=True)
class Version:
    """An entry as it reads for some time. `keys` lead to this text within the entry.

    `first` and `last` are the days on which it is said; None where nothing bounds them. `notice` is what was said of it
    before its first day.
    """

    keys: Keys
    entry: Entry
    first: dt.date | None
    last: dt.date | None
    notice: Both | None = None

    def lines(self, lang: Written) -> Iterator[tuple[Keys, str]]:
        """Yield every line in one language, with its place below `keys`."""
        for place, line in answer_lines(getattr(self.entry.answer, lang)):
            yield ("answer", lang, *place), line
        if self.notice is not None:
            yield ("notice", lang), getattr(self.notice, lang)


def versions(entry: Entry) -> Iterator[Version]:
    """Yield every text of an entry, in the order of its days."""
    ends = [each.in_force_from - dt.timedelta(days=1) for each in entry.amendments]
    last = dict(enumerate(ends))
    yield Version((), entry.model_copy(update={"amendments": ()}), None, last.get(0))
    amended = entry
    for at, each in enumerate(entry.amendments):
        amended = _amended(amended, each)
        yield Version(("amendments", at), amended, each.in_force_from, last.get(at + 1), each.notice)


def on(entry: Entry, day: dt.date) -> Entry:
    """Give an entry as it reads on a day; what is known to change later is said among the notes."""
    coming = [each for each in entry.amendments if each.in_force_from > day]
    past = [version for version in versions(entry) if version.first is None or version.first <= day]
    found = past[-1].entry
    for each in coming:
        if each.notice is not None:
            found = found.model_copy(update={"answer": _noted(found.answer, each.notice)})
    return found


def answer_lines(answer: Answer) -> Iterator[tuple[Keys, str]]:
    """Yield every line of an answer with its place below the answer."""
    for field in type(answer).model_fields:
        value = getattr(answer, field)
        if isinstance(value, str):
            yield (field,), value
        elif value is not None:
            yield from (((field, at), line) for at, line in enumerate(value))


def statutory(entry: Entry) -> Iterator[tuple[Keys, Figure]]:
    """Yield every number of an entry that an article must state, of figures and of time limits, with its place."""
    yield from ((("figures", at), figure) for at, figure in enumerate(entry.figures))
    yield from ((("limits", at), limit.figure) for at, limit in enumerate(entry.limits))


def _amended(entry: Entry, amendment: Amendment) -> Entry:
    given = {name: getattr(amendment, name) for name in AMENDED}
    update = {name: value for name, value in given.items() if value is not None}
    return entry.model_copy(update=update | {"amendments": ()})


def _noted(answer: Answers, notice: Both) -> Answers:
    return answer.model_copy(
        update={"zh": _with_note(answer.zh, notice.zh), "en": _with_note(answer.en, notice.en)}
    )


def _with_note(answer: Answer, note: str) -> Answer:
    return answer.model_copy(update={"notes": (*answer.notes, note)})
