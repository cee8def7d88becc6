"""Phrasings in a row: to which label each belongs, as it was written and in normal form."""

from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np

from bot.matching.ranking.features import Ints
from bot.matching.ranking.packed_texts import Texts


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to ask for a label: as written, and in normal form."""

    label: str
    written: str
    normal: str


class Shelf:
    """Phrasings by their places, 0, 1, …, and labels by their numbers. A place is never given to another phrasing."""

    def __init__(self) -> None:
        """No phrasings yet."""
        self.labels: list[str] = []
        self.written, self.normals = Texts(), Texts()
        self._numbers: dict[str, int] = {}
        self._owners = array("i")

    def __len__(self) -> int:
        """How many phrasings there are, forgotten ones among them."""
        return len(self._owners)

    @property
    def owners(self) -> Ints:
        """For each phrasing the number of its label."""
        return np.array(self._owners, np.int64)

    def put(self, phrasings: Iterable[Phrasing]) -> None:
        """Put phrasings behind the others."""
        for phrasing in phrasings:
            number = self._numbers.setdefault(phrasing.label, len(self.labels))
            if number == len(self.labels):
                self.labels.append(phrasing.label)
            self._owners.append(number)
            self.written.append(phrasing.written)
            self.normals.append(phrasing.normal)

    def number(self, label: str) -> int:
        """The number of a label; -1 if there is none such."""
        return self._numbers.get(label, -1)

    def places(self, labels: Collection[str]) -> Ints:
        """Where the phrasings of these labels stand."""
        numbers = [self._numbers[label] for label in labels if label in self._numbers]
        return np.flatnonzero(np.isin(self.owners, numbers))

    def copy(self) -> "Shelf":
        """The same phrasings, to which others can be put apart."""
        twin = Shelf()
        twin.labels, twin._numbers, twin._owners = self.labels[:], self._numbers.copy(), self._owners[:]
        twin.written, twin.normals = self.written.copy(), self.normals.copy()
        return twin
