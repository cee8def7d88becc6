"""Ways to ask that are nearly the same in two entries: the matcher can hardly tell which is meant."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from bot.errors import Fault, message
from bot.knowledge.files.reader import Folder
from bot.knowledge.files.schema import Measure
from bot.matching.text.normal_form import normalise

SHORTEST = {"zh": 7, "en": 5}
"""Characters (zh) or words (en) below which one of them more or less is a different question."""


@dataclass(frozen=True, slots=True)
class _Way:
    entry: str
    lookalikes: frozenset[str]
    text: str
    place: Fault


def near_duplicates(folder: Folder) -> Iterator[Fault]:
    """Yield phrasings of two entries that differ in one character, in English in one word.

    Entries that name each other as lookalikes are left out: somebody knows, and the judge minds it.
    """
    told = set()
    for lang in ("zh", "en"):
        for ways in _neighbours(folder, lang):
            for way in ways[1:]:
                first = ways[0]
                pair = (first.entry, way.entry, way.text)
                known = way.entry in first.lookalikes or first.entry in way.lookalikes
                if first.entry != way.entry and not known and pair not in told:
                    told.add(pair)
                    yield _fault(first, way)


def _neighbours(folder: Folder, lang: str) -> Iterator[list[_Way]]:
    """Group ways to ask that become equal when one character, or word, is struck out of each."""
    groups: dict[tuple[int, tuple[str, ...]], list[_Way]] = defaultdict(list)
    for way in _ways(folder, lang):
        normal = normalise(way.text)
        units = tuple(normal.replace(" ", "")) if lang == "zh" else tuple(normal.split())
        if len(units) >= SHORTEST[lang]:
            for at in range(len(units)):
                groups[len(units), (*units[:at], "", *units[at + 1 :])].append(way)
    return (ways for ways in groups.values() if len(ways) > 1)


def _ways(folder: Folder, lang: str) -> Iterator[_Way]:
    for page, measure in folder.each(Measure):
        for at, entry in enumerate(measure.entries):
            for place, text in enumerate(getattr(entry.phrasings, lang)):
                keys = ("entries", at, "phrasings", lang, place)
                yield _Way(entry.id, frozenset(entry.lookalikes), text, page.fault(keys, message("nothing")))


def _fault(first: _Way, way: _Way) -> Fault:
    there = f"{first.entry} ({first.place.file}:{first.place.line})"
    told = message("entry.nearly", text=first.text, there=there)
    return Fault(way.place.file, way.place.line, way.place.column, way.place.field, told)
