"""What somebody should look at, though the knowledge may be used.

A fault keeps knowledge from being used, advice does not: time passes, and a review that was due yesterday
must not take an answer away.
"""

import datetime as dt
from collections.abc import Iterator, Mapping

from bot.errors import Fault, Message, message
from bot.knowledge.checks import numbers
from bot.knowledge.files.cross_checks import answer_lines
from bot.knowledge.files.reader import Folder, Page
from bot.knowledge.files.schema import Entry, Measure, Statute, Statutes
from bot.knowledge.files.schema_errors import LANGUAGES
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
        yield page.fault((*keys, "review_by"), message("warning.review_due", day=entry.review_by))
    yield from _ways_to_ask(page, keys, entry)
    sentences = [part for part in _sentences(entry.answer.zh.short) if part.strip()]
    if sentences and sum(map(len, sentences)) / len(sentences) > LONGEST_SENTENCE:
        yield page.fault(
            (*keys, "answer", "zh", "short"),
            message("warning.long_sentences", most=LONGEST_SENTENCE),
        )
    yield from _other_numbers(page, keys, entry)


def _ways_to_ask(page: Page, keys: Keys, entry: Entry) -> Iterator[Fault]:
    for lang, name in LANGUAGES.items():
        ways, place = getattr(entry.phrasings, lang), (*keys, "phrasings", lang)
        if 0 < len(ways) < FEWEST_PHRASINGS:
            told = message("warning.few_phrasings", language=message(name), count=len(ways))
            yield page.fault(place, told)


def _sentences(text: str) -> list[str]:
    for end in "。！？；":
        text = text.replace(end, "\n")
    return text.split("\n")


def _other_numbers(page: Page, keys: Keys, entry: Entry) -> Iterator[Fault]:
    zh, en = (
        " ".join(line for _, line in answer_lines(getattr(entry.answer, lang))) for lang in ("zh", "en")
    )
    only_zh, only_en = numbers.differing(zh, en)
    for lang, other, only in (("zh", LANGUAGES["en"], only_zh), ("en", LANGUAGES["zh"], only_en)):
        if only:
            listed = ", ".join(f"{number:g}" for number in only)
            yield page.fault(
                (*keys, "answer", lang), message("warning.numbers", language=message(other), numbers=listed)
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
                (*keys, "legal_basis", at),
                message("warning.not_yet", statute=basis.statute, day=statute.in_force_from),
            )
        elif statute.in_force_to and statute.in_force_to < today:
            yield page.fault((*keys, "legal_basis", at), _no_longer(basis.statute, statute))


def _no_longer(ref: str, statute: Statute) -> Message:
    """Say until when a version was in force, and what followed it."""
    if statute.superseded_by:
        return message("warning.superseded", statute=ref, day=statute.in_force_to, by=statute.superseded_by)
    return message("warning.no_longer", statute=ref, day=statute.in_force_to)
