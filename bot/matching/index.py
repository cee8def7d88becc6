"""An inverted index over sets of features: how much of a question's rare features each text shares with it."""

from array import array
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

_POSTINGS_LOOKED_AT = 400_000
"""Postings summed for one question; the commonest features beyond it are left out of the sum, not of the norm."""


class Index:
    """Texts as sets of features, weighted by rarity (idf). Built once, read by many.

    A question's features that no text has keep the full weight of a feature never seen: words unknown to the
    base lower every cosine, so that a foreign question is not taken for a near one.
    """

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        vocabulary: dict[str, int] = {}
        flat, lengths = array("i"), array("i")
        for features in texts:
            flat.extend([vocabulary.setdefault(feature, len(vocabulary)) for feature in features])
            lengths.append(len(features))
        features_of_texts = np.frombuffer(flat, dtype=np.int32) if flat else np.zeros(0, np.int32)
        lengths_of_texts = np.frombuffer(lengths, dtype=np.int32) if lengths else np.zeros(0, np.int32)
        self.size = len(lengths)
        self._vocabulary = vocabulary
        self._frequency = np.bincount(features_of_texts, minlength=len(vocabulary))
        self._idf = (np.log((self.size + 1) / (self._frequency + 1)) + 1).astype(np.float32)
        self._unseen = float(np.log(self.size + 1) + 1)
        owners = np.repeat(np.arange(self.size, dtype=np.int32), lengths_of_texts)
        order = np.argsort(features_of_texts, kind="stable")
        self._texts = owners[order]
        self._starts = np.concatenate(([0], np.cumsum(self._frequency)))
        weights = self._idf[features_of_texts] ** 2
        squared = np.bincount(owners, weights=weights, minlength=self.size)
        self._norms = np.sqrt(np.maximum(squared, 1e-9)).astype(np.float32)
        self._mass = np.bincount(owners, weights=np.sqrt(weights), minlength=self.size).astype(np.float32)

    def compare(self, features: Sequence[str]) -> "Overlap":
        """How the question with these features overlaps with every text."""
        known = np.array(
            [at for f in features if (at := self._vocabulary.get(f)) is not None], dtype=np.int64
        )
        weights = self._idf[known]
        unseen = len(features) - len(known)
        norm = float(np.sqrt((weights**2).sum() + unseen * self._unseen**2)) or 1.0
        mass = float(weights.sum() + unseen * self._unseen) or 1.0
        shared = self._sum(known, weights)
        return Overlap(shared, norm, mass, self._norms, float(weights.sum()) / mass)

    def _sum(self, known: npt.NDArray[np.int64], weights: Floats) -> Floats:
        order = np.argsort(self._frequency[known], kind="stable")
        within = np.cumsum(self._frequency[known][order]) <= _POSTINGS_LOOKED_AT
        known, weights = known[order][within], weights[order][within]
        if not len(known):
            return np.zeros(self.size, np.float32)
        texts = np.concatenate([self._texts[self._starts[at] : self._starts[at + 1]] for at in known])
        repeated = np.repeat(weights**2, self._frequency[known])
        return np.bincount(texts, weights=repeated, minlength=self.size).astype(np.float32)


class Overlap:
    """A question against all texts of an index, in one view."""

    def __init__(self, shared: Floats, norm: float, mass: float, norms: Floats, known: float) -> None:
        self.cosine: Floats = shared / (norms * np.float32(norm))
        """Per text, 0…1."""
        self.known = known
        """The share of the question's weight that the base knows at all, 0…1."""
        self.of_question: Floats = (np.sqrt(shared) / np.float32(norm)).astype(np.float32)
        """Per text, the part of the question that it covers, 0…1."""
        self.of_text: Floats = (np.sqrt(shared) / norms).astype(np.float32)
        """Per text, the part of it that the question covers, 0…1."""
        self.mass = mass
