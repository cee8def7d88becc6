"""Slips of the finger in words of letters: an unknown word becomes the known one that differs by a slip or two."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from rapidfuzz import process
from rapidfuzz.distance import OSA

_WORD = re.compile(r"[a-z]+")
_SLIPS = {4: 1, 5: 1, 6: 1, 7: 2}
"""Slips that are forgiven a word of this many letters; a longer one as many as the longest, a shorter one none."""

_MOST_MENDED = 24
"""Unknown words of one text for which a known one is looked for, the first ones: in a text of noise each would be."""


@dataclass(frozen=True, slots=True)
class Read:
    """A text in normal form, and the same with slips of the finger mended."""

    normal: str
    mended: str

    @property
    def helped(self) -> str:
        """The text mended, and behind it the words that were mended, as they were typed.

        They stay because an unknown word may be right: it then goes on lowering every likeness.
        """
        if self.mended == self.normal:
            return self.normal
        words = zip(_WORD.findall(self.normal), _WORD.findall(self.mended), strict=True)
        return " ".join((self.mended, *dict.fromkeys(one for one, other in words if one != other)))


class Spelling:
    """The words of letters that a base knows."""

    def __init__(self, counts: Counter[str]) -> None:
        """Use `of`."""
        self._counts = counts
        self._of_length: defaultdict[int, list[str]] = defaultdict(list)
        for word in sorted(counts):
            self._of_length[len(word)].append(word)

    @classmethod
    def of(cls, normals: Iterable[str]) -> "Spelling":
        """The words of texts in normal form."""
        return cls(_counted(normals))

    def updated(self, gone: Iterable[str], new: Iterable[str]) -> "Spelling":
        """The words without those of the texts `gone`, and with those of the texts `new`."""
        counts = self._counts + _counted(new)
        counts.subtract(_counted(gone))
        return Spelling(+counts)

    def mended(self, normal: str) -> str:
        """The text (normal form) with unknown words replaced by known ones from which a slip led to them."""
        unknown = dict.fromkeys(word for word in _WORD.findall(normal) if word not in self._counts)
        mended = {word: self._known(word) for word in islice(unknown, _MOST_MENDED)}
        return _WORD.sub(lambda match: mended.get(match[0], match[0]), normal)

    def read(self, normal: str) -> Read:
        """The text (normal form) as typed and as mended."""
        return Read(normal, self.mended(normal))

    def _known(self, word: str) -> str:
        slips = _SLIPS.get(min(len(word), max(_SLIPS)), 0)
        if not slips:
            return word
        near = [
            (distance, -self._counts[other], other)
            for length in range(len(word) - slips, len(word) + slips + 1)
            for other, distance, _ in process.extract(
                word, self._of_length[length], scorer=OSA.distance, score_cutoff=slips, limit=None
            )
        ]
        return min(near)[2] if near else word


def _counted(normals: Iterable[str]) -> Counter[str]:
    return Counter(word for normal in normals for word in _WORD.findall(normal))
