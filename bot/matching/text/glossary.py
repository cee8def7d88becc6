"""The trade's words made one before anything is compared: synonyms to the usual word, wrong spellings to right."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.matching.text import normal_form


@dataclass(frozen=True, slots=True)
class Glossary:
    """A replacement of words in normal forms, at each place the longest word that stands there."""

    usual: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]]
    """For each first character, the lengths of the words that begin with it, longest first."""
    beginnings: re.Pattern[str]
    """Where a word may begin."""

    @classmethod
    def build(cls, synonyms: Iterable[Sequence[str]], typos: Mapping[str, str]) -> Self:
        """Read groups of synonyms, the usual word first, and wrong spellings with the right one.

        A usual word is left alone where it stands, also when one of its synonyms is a part of it.
        """
        usual: dict[str, str] = {}
        for group in synonyms:
            words = [normal_form.normalise(word) for word in group]
            for word in words:
                usual.setdefault(word, words[0])
        for wrong, right in (
            (normal_form.normalise(one), normal_form.normalise(other)) for one, other in typos.items()
        ):
            usual.setdefault(right, right)
            usual[wrong] = usual[right]
        usual.pop("", None)
        lengths: dict[str, set[int]] = {}
        for word in usual:
            lengths.setdefault(word[0], set()).add(len(word))
        beginnings = re.compile(f"[{re.escape(''.join(lengths))}]" if lengths else r"(?!)")
        longest = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
        return cls(usual, longest, beginnings)

    def apply(self, normal: str) -> str:
        """The normal form with the usual words in place."""
        parts: list[str] = []
        done = 0
        for match in self.beginnings.finditer(normal):
            at = match.start()
            word = self._word(normal, at) if at >= done else ""
            if word:
                parts += (normal[done:at], self.usual[word])
                done = at + len(word)
        return "".join((*parts, normal[done:])) if parts else normal

    def _word(self, normal: str, at: int) -> str:
        """The longest word of the glossary that begins here, empty if none; Latin words stand alone."""
        for length in self.lengths.get(normal[at], ()):
            word = normal[at : at + length]
            if word in self.usual and (not word.isascii() or _alone(normal, at, at + length)):
                return word
        return ""


def _alone(normal: str, start: int, end: int) -> bool:
    before, after = normal[start - 1 : start], normal[end : end + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
