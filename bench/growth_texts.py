"""A base of any size, seeded, that reads like our own: our phrasings cut up and put together anew.

A label is two entries of the knowledge: each of its phrasings begins as one of the first entry does and goes on as one
of the second does, half of them in Chinese and half in English, with one word changed for another of the language.
"""

import random
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import yaml

from bench.engines import Pairs
from bench.noise import dropped_or_doubled

A_LABEL = 8
"""Phrasings of a label."""
_HAN_UNIT = 2
"""Characters that move as one where words have no spaces between them."""
_SHORT = 3
"""Words of a phrasing that loses none: what is left would mean nothing."""
_misspelt = dropped_or_doubled(0.05)


@dataclass(frozen=True)
class Stock:
    """The phrasings of each entry as lists of words, by language, and all words of each language."""

    entries: dict[str, list[list[list[str]]]]
    words: dict[str, list[str]]


def stock(knowledge: Path) -> Stock:
    """Cut up the phrasings of a knowledge folder; two entries at least."""
    entries: dict[str, list[list[list[str]]]] = {"zh": [], "en": []}
    for path in sorted(knowledge.glob("measures/*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]:
            for language, kept in entries.items():
                kept.append([units(way, language) for way in entry["phrasings"][language]])
    words = {
        language: sorted({word for ways in kept for way in ways for word in way})
        for language, kept in entries.items()
    }
    return Stock(entries, words)


def units(text: str, language: str) -> list[str]:
    """What a text is cut into: words, or pairs of characters where words have no spaces between them."""
    if language == "en":
        return text.split()
    return [text[at : at + _HAN_UNIT] for at in range(0, len(text), _HAN_UNIT)]


def joined(words: list[str], language: str) -> str:
    """The text again."""
    return (" " if language == "en" else "").join(words)


def pairs(size: int, made_of: Stock, seed: int = 17) -> Pairs:
    """So many (label, phrasing), no phrasing twice."""
    rnd = random.Random(seed)
    seen: set[str] = set()
    found: Pairs = []
    while len(found) < size:
        label = f"label {len(found) // A_LABEL}"
        parents = rnd.sample(range(len(made_of.entries["zh"])), 2)
        while len(found) < size and label == f"label {len(found) // A_LABEL}":
            text = _spliced(parents, made_of, rnd)
            if text not in seen:
                seen.add(text)
                found.append((label, text))
    return found


def _spliced(parents: list[int], made_of: Stock, rnd: random.Random) -> str:
    language = rnd.choice(("zh", "en"))
    first, second = (rnd.choice(made_of.entries[language][one]) for one in parents)
    words = first[: rnd.randint(1, len(first))] + second[rnd.randrange(len(second)) :]
    words[rnd.randrange(len(words))] = rnd.choice(made_of.words[language])
    return joined(words, language)


def questions(base: Pairs, number: int, seed: int = 19) -> Pairs:
    """So many phrasings as people would type them: a word left out, or characters left out and typed twice."""
    rnd = random.Random(seed)
    asked = (base[rnd.randrange(len(base))] for _ in iter(int, 1))
    return [(label, _retyped(text, rnd)) for label, text in islice(asked, number)]


def _retyped(text: str, rnd: random.Random) -> str:
    language = "en" if text.isascii() else "zh"
    words = units(text, language)
    if len(words) > _SHORT and rnd.random() < 0.5:
        del words[rnd.randrange(len(words))]
        return joined(words, language)
    return _misspelt(text, rnd)
