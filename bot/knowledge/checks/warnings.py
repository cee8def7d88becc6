"""What somebody should look at, though the knowledge may be used.

A fault keeps knowledge from being used, advice does not: time passes, and a review that was due yesterday
must not take an answer away.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.errors import Fault, Message, message
from bot.knowledge.checks import numbers, polarity
from bot.knowledge.files.reader import Folder, Page
from bot.knowledge.files.schema import Entry, Measure, Statute, Statutes
from bot.knowledge.files.schema_errors import LANGUAGES
from bot.knowledge.files.versions import BOTH, Version, versions
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
            for version in versions(entry):
                yield from _text_warnings(page, ("entries", at, *version.keys), version)
    if statutes is not None:
        yield from _out_of_force(folder, statutes.statutes, today)


def unchanged(folder: Folder, today: dt.date) -> range:
    """Give the days, as ordinals, on which `warnings` says the same as today: up to a review that falls due, or a rule that changes."""
    turns, day = set(_turns(folder)), today.toordinal()
    begun = max((turn for turn in turns if turn <= day), default=dt.date.min.toordinal())
    ended = min((turn for turn in turns if turn > day), default=dt.date.max.toordinal() + 1)
    return range(begun, ended)


def _turns(folder: Folder) -> Iterator[int]:
    """Yield the days from which on something may be said that was not said before, or no longer."""
    for _, measure in folder.each(Measure):
        for entry in measure.entries:
            yield entry.review_by.toordinal() + 1
            yield from (each.in_force_from.toordinal() for each in entry.amendments)
    for _, file in folder.each(Statutes):
        for statute in file.statutes.values():
            yield statute.in_force_from.toordinal()
            if statute.in_force_to is not None:
                yield statute.in_force_to.toordinal() + 1


def _entry_warnings(page: Page, keys: Keys, entry: Entry, today: dt.date) -> Iterator[Fault]:
    if entry.review_by < today:
        yield page.fault((*keys, "review_by"), message("warning.review_due", day=entry.review_by))
    yield from _ways_to_ask(page, keys, entry)


def _text_warnings(page: Page, keys: Keys, version: Version) -> Iterator[Fault]:
    sentences = [part for part in _sentences(version.entry.answer.zh.short) if part.strip()]
    if sentences and sum(map(len, sentences)) / len(sentences) > LONGEST_SENTENCE:
        yield page.fault(
            (*keys, "answer", "zh", "short"),
            message("warning.long_sentences", most=LONGEST_SENTENCE),
        )
    yield from _other_numbers(page, keys, version)
    yield from _contraries(page, keys, version)


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


def _other_numbers(page: Page, keys: Keys, version: Version) -> Iterator[Fault]:
    zh, en = (" ".join(line for _, line in version.lines(lang)) for lang in BOTH)
    only_zh, only_en = numbers.differing(zh, en)
    for lang, other, only in (("zh", LANGUAGES["en"], only_zh), ("en", LANGUAGES["zh"], only_en)):
        if only:
            listed = ", ".join(f"{number:g}" for number in only)
            yield page.fault(
                (*keys, "answer", lang), message("warning.numbers", language=message(other), numbers=listed)
            )


def _contraries(page: Page, keys: Keys, version: Version) -> Iterator[Fault]:
    english = {(*place[:1], *place[2:]): line for place, line in version.lines("en")}
    for place, line in version.lines("zh"):
        for said, told in polarity.contraries(line, english.get((*place[:1], *place[2:]), "")):
            yield page.fault((*keys, *place), message("warning.contrary", zh=said, en=told))


@dataclass(frozen=True, slots=True)
class _Cited:
    """A citation that is said on `day`, or first on that day, with its place."""

    page: Page
    keys: Keys
    entry: str
    statute: str
    day: dt.date


def _citations(folder: Folder, today: dt.date) -> Iterator[_Cited]:
    """Yield what the texts cite that are said on a day or later, but for what is cited for earlier matters only."""
    for page, measure in folder.each(Measure):
        for at, entry in enumerate(measure.entries):
            for version in versions(entry):
                if version.last is None or version.last >= today:
                    yield from _cited(page, ("entries", at, *version.keys), version, today)


def _cited(page: Page, keys: Keys, version: Version, today: dt.date) -> Iterator[_Cited]:
    day = max(today, version.first or today)
    for at, basis in enumerate(version.entry.legal_basis):
        if basis.before is None:
            yield _Cited(page, (*keys, "legal_basis", at), version.entry.id, basis.statute, day)


def _out_of_force(folder: Folder, statutes: Mapping[str, Statute], today: dt.date) -> Iterator[Fault]:
    """Name each citation that another should replace, and once each version that nothing known followed."""
    unfollowed: dict[str, list[str]] = {}
    for cited in _citations(folder, today):
        statute = statutes[cited.statute]
        if told := _replaceable(cited, statute):
            yield cited.page.fault(cited.keys, told)
        elif _ended(statute, cited.day):
            unfollowed.setdefault(cited.statute, []).append(cited.entry)
    for ref, entries in unfollowed.items():
        named = ", ".join(dict.fromkeys(entries))
        told = message("warning.no_longer", statute=ref, day=statutes[ref].in_force_to, entries=named)
        yield folder.page("statutes.yaml").fault(("statutes", ref, "in_force_to"), told)


def _replaceable(cited: _Cited, statute: Statute) -> Message | None:
    """Say what is wrong with a citation where another version is to be cited; None for one that stands."""
    if statute.in_force_from > cited.day:
        return message("warning.not_yet", statute=cited.statute, day=statute.in_force_from)
    if statute.superseded_by and _ended(statute, cited.day):
        by = statute.superseded_by
        return message("warning.superseded", statute=cited.statute, day=statute.in_force_to, by=by)
    return None


def _ended(statute: Statute, day: dt.date) -> bool:
    return statute.in_force_to is not None and statute.in_force_to < day
