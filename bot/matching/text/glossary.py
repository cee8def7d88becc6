"""The trade's words made one before anything is compared: synonyms to the usual word, wrong spellings to right."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.matching.text import normal_form


@dataclass(frozen=True, slots=True)
class Glossary:
    """A replacement of words in normal forms, at each place the longest word that stands there."""

    usual: Mapping[str, str]
    lengths: Mapping[str, tuple[int, ...]]
    """For each beginning of one or two characters, the lengths of the words that begin with it, longest first."""

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
        return cls(usual, _lengths(usual))

    def apply(self, normal: str) -> str:
        """The normal form with the usual words in place."""
        parts: list[str] = []
        done = 0
        for at in range(len(normal)):
            if normal[at : at + 2] not in self.lengths and normal[at] not in self.lengths:
                continue
            word = self._word(normal, at) if at >= done else ""
            if word:
                parts += (normal[done:at], self.usual[word])
                done = at + len(word)
        return "".join((*parts, normal[done:])) if parts else normal

    def _word(self, normal: str, at: int) -> str:
        """The longest word of the glossary that begins here, empty if none; Latin words stand alone."""
        for length in self.lengths.get(normal[at : at + 2]) or self.lengths.get(normal[at], ()):
            word = normal[at : at + length]
            if word in self.usual and (not word.isascii() or _alone(normal, at, at + length)):
                return word
        return ""


def _lengths(words: Collection[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for word in words:
        found.setdefault(word[:2], set()).add(len(word))
    for beginning in found.keys() & {word[:2] for word in words if word[0] in words}:
        found[beginning].add(1)
    return {beginning: tuple(sorted(some, reverse=True)) for beginning, some in found.items()}


def _alone(normal: str, start: int, end: int) -> bool:
    before, after = normal[start - 1 : start], normal[end : end + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
