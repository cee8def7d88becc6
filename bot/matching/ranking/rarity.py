"""How rare a feature is among the labels of a base, counted in a table of fixed size.

A count may include those of a few other features that fall into the same cell, so that a feature may seem a little
commoner than it is, never rarer. In exchange, counts of any number of features are read at once and changed in place.
"""

import numpy as np
import numpy.typing as npt

from bot.matching.ranking.features import WEIGHTS, Floats, Ints, Keys, Rows, distinct, kinds_of

_LEAST_BITS, _MOST_BITS = 17, 23
_CELLS_PER_TEXT = 32
"""Cells of the table for each text: several times the features that a text brings in."""
_LEAST = 0.1
"""What the commonest feature still counts."""
_LOW = np.uint64(0xFFFFFFFF)


class Rarity:
    """With how many labels of a base each feature is found."""

    def __init__(self, counts: npt.NDArray[np.int32], labels: int) -> None:
        """Use `of`."""
        self._counts, self._labels = counts, labels
        self._by_count: npt.NDArray[np.float64] | None = None

    @classmethod
    def of(cls, texts: int) -> "Rarity":
        """A table in which nothing is counted yet, for a base of about this many texts."""
        bits = int(np.clip(np.ceil(np.log2(max(texts, 1) * _CELLS_PER_TEXT)), _LEAST_BITS, _MOST_BITS))
        return cls(np.zeros(2**bits, np.int32), 0)

    def count(self, rows: Rows, labels: Ints, sign: int = 1) -> None:
        """Count whole labels in, or with `sign` -1 out: the features of their texts, and each text's label."""
        owned = distinct(
            np.repeat(labels, np.diff(rows.starts)).astype(np.uint64) << np.uint64(32) | rows.keys
        )
        np.add.at(self._counts, self._cells((owned & _LOW).astype(np.uint32)), np.int32(sign))
        self._labels += sign * len(np.unique(labels))
        self._by_count = None

    def copy(self) -> "Rarity":
        """The same counts, to be changed apart."""
        return Rarity(self._counts.copy(), self._labels)

    def seen(self, keys: Keys) -> npt.NDArray[np.bool_]:
        """Which of these features stand in any text."""
        return np.asarray(self._counts[self._cells(keys)] > 0)

    def weights(self, keys: Keys) -> Floats:
        """What each feature counts: the weight of its kind times its rarity.

        The rarity is ln((labels + 1) / (labels with it + 1)) + 1: the inverse document frequency (Spärck Jones 1972,
        smoothed), counting labels instead of texts, so that a word in all phrasings of one label stays a telling
        one. A feature never seen weighs most: words unknown to the base lower every similarity, so that a foreign
        question is not taken for a near one.
        """
        rarity = self._rarities()[self._counts[self._cells(keys)]]
        return np.asarray(WEIGHTS[kinds_of(keys)] * rarity, np.float32)

    def _rarities(self) -> npt.NDArray[np.float64]:
        """The rarity of a feature for each count, worked out once: a question asks for thousands of features."""
        if self._by_count is None:
            counts = np.arange(int(self._counts.max()) + 1)
            self._by_count = np.maximum(np.log((self._labels + 1) / (counts + 1)) + 1, _LEAST)
        return self._by_count

    def _cells(self, keys: Keys) -> Keys:
        # Fibonacci hashing: the high bits of the product depend on all bits of the key.
        shift = np.uint32(32 - (len(self._counts).bit_length() - 1))
        return (keys * np.uint32(0x9E3779B1)) >> shift
