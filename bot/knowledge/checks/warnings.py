"""What somebody should look at, though the knowledge may be used.

A fault keeps knowledge from being used, advice does not: time passes, and a review that was due yesterday
must not take an answer away.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

from bot.errors import Fault
from bot.knowledge.checks import numbers
from bot.knowledge.files.cross_checks import answer_lines
from bot.knowledge.files.reader import Folder, Page
from bot.knowledge.files.schema import Entry, Measure, Statute, Statutes
from bot.strict_yaml.reader import Keys

FEWEST_PHRASINGS = 4
"""Ways to ask, in each language, below which an entry is hard to find."""

LONGEST_SENTENCE = 40
"""Characters of an average sentence of a Chinese short answer that people still take in at a glance."""


def warnings(folder: Folder, today: dt.date) -> Iterator[Fault]:
    """Yield what somebody should look at, though the knowledge may be used."""
    statutes = folder.only(Statutes)
    for page, measure in folder.each(Measure):
        for at, entry in enumerate(measure.entries):
            yield from _entry_warnings(page, ("entries", at), entry, today)
            if statutes is not None:
                yield from _out_of_force(page, ("entries", at), entry, statutes.statutes, today)


def _entry_warnings(page: Page, keys: Keys, entry: Entry, today: dt.date) -> Iterator[Fault]:
    if entry.review_by < today:
        yield page.fault((*keys, "review_by"), f"{entry.id} was to be reviewed by {entry.review_by}")
    for lang, name in (("zh", "Chinese"), ("en", "English")):
        count = len(getattr(entry.phrasings, lang))
        if 0 < count < FEWEST_PHRASINGS:
            yield page.fault((*keys, "phrasings", lang), f"{entry.id} has few ways to ask in {name}: {count}")
    sentences = [part for part in _sentences(entry.answer.zh.short) if part.strip()]
    if sentences and sum(map(len, sentences)) / len(sentences) > LONGEST_SENTENCE:
        yield page.fault(
            (*keys, "answer", "zh", "short"),
            f"{entry.id}: the sentences are long; {LONGEST_SENTENCE} characters are easy to read",
        )
    yield from _other_numbers(page, keys, entry)


def _sentences(text: str) -> list[str]:
    for end in "。！？；":
        text = text.replace(end, "\n")
    return text.split("\n")


def _other_numbers(page: Page, keys: Keys, entry: Entry) -> Iterator[Fault]:
    zh, en = (
        " ".join(line for _, line in answer_lines(getattr(entry.answer, lang))) for lang in ("zh", "en")
    )
    only_zh, only_en = numbers.differing(zh, en)
    for lang, other, only in (("zh", "English", only_zh), ("en", "Chinese", only_en)):
        if only:
            listed = ", ".join(f"{number:g}" for number in only)
            yield page.fault(
                (*keys, "answer", lang), f"{entry.id}: the {other} answer does not have: {listed}"
            )


def _out_of_force(
    page: Page, keys: Keys, entry: Entry, statutes: Mapping[str, Statute], today: dt.date
) -> Iterator[Fault]:
    for at, basis in enumerate(entry.legal_basis):
        statute = statutes.get(basis.statute)
        if statute is None or basis.before is not None:
            continue
        if statute.in_force_from > today:
            yield page.fault(
                (*keys, "legal_basis", at), f"{basis.statute} is in force only from {statute.in_force_from}"
            )
        elif statute.in_force_to and statute.in_force_to < today:
            yield page.fault(
                (*keys, "legal_basis", at), f"{basis.statute} was in force until {statute.in_force_to}"
            )
