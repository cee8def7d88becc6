"""The trade's words made one before anything is compared: synonyms to their usual form, wrong spellings to right."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.matching import text


@dataclass(frozen=True, slots=True)
class Glossary:
    """A replacement of words in normal forms, the longest word first."""

    pattern: re.Pattern[str] | None
    usual: Mapping[str, str]

    @classmethod
    def build(cls, synonyms: Iterable[Sequence[str]], typos: Mapping[str, str]) -> Self:
        """`synonyms` are groups, the usual word first. A usual word is left alone where it stands, also when one
        of its synonyms is a part of it."""
        usual: dict[str, str] = {}
        for group in synonyms:
            normal = [text.normalise(word) for word in group]
            usual.update({word: normal[0] for word in reversed(normal) if word and word not in usual})
        for wrong, right in typos.items():
            usual[text.normalise(wrong)] = usual.get(text.normalise(right), text.normalise(right))
            usual.setdefault(text.normalise(right), text.normalise(right))
        usual.pop("", None)
        words = sorted(usual, key=len, reverse=True)
        return cls(re.compile("|".join(map(_whole, words))) if words else None, usual)

    def apply(self, normal: str) -> str:
        """The normal form with the usual words in place."""
        if self.pattern is None:
            return normal
        return self.pattern.sub(lambda match: self.usual[match[0]], normal)


def _whole(word: str) -> str:
    """A pattern for the word; one written with spaces around it must stand alone."""
    escaped = re.escape(word)
    return rf"\b{escaped}\b" if word.isascii() else escaped
