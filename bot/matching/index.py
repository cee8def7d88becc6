"""An inverted index over sets of features: how much of a question's rare features each text shares with it."""

import zlib
from array import array
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Feature = tuple[int, str]
"""A view's number and what stands in it."""

_POSTINGS_SUMMED = 400_000
"""Postings summed for one question. The commonest features beyond it are left out of the sum, not of the norm."""
_COMMON = 160
"""Texts that share a feature from which on a dense column is cheaper than all pairs of its texts."""


_VIEW = 32
"""Bits of a key below its view's number."""


def _key(feature: Feature) -> int:
    """A feature as a number: two of a hundred thousand may share one, which no similarity notices.

    Numbers in a sorted array take a tenth of the memory that a dictionary of the features themselves would.
    """
    view, what = feature
    return view << _VIEW | zlib.crc32(what.encode("utf-8", "surrogatepass"))


class _Keys(dict[Feature, int]):
    """The keys of features met so far: most are met again, and looking up is quicker than reckoning."""

    def __missing__(self, feature: Feature) -> int:
        self[feature] = key = _key(feature)
        return key


class Index:
    """Texts as sets of weighted features. Built once, read by many.

    A feature weighs the weight of its view times its rarity (idf). A question's features that no text has keep
    the weight of a feature never seen: words unknown to the base lower every similarity, so that a foreign
    question is not taken for a near one.
    """

    def __init__(self, texts: Iterable[Sequence[Feature]], views: Sequence[float]) -> None:
        """`texts` are the features of each text, without repetition; `views` the weight of each view."""
        flat, lengths = array("q"), array("i")
        keys = _Keys()
        for features in texts:
            flat.extend([keys[feature] for feature in features])
            lengths.append(len(features))
        self.size = len(lengths)
        self._keys, features_flat = np.unique(np.array(flat, np.int64), return_inverse=True)
        self._frequency = np.bincount(features_flat, minlength=len(self._keys))
        of_view = np.array(views, np.float64)[self._keys >> _VIEW]
        idf = np.log((self.size + 1) / (self._frequency + 1)) + 1
        self._weights: Floats = (of_view * idf**2).astype(np.float32)
        self._unseen = [view * (np.log(self.size + 1) + 1) ** 2 for view in views]
        owners = np.repeat(np.arange(self.size, dtype=np.int32), np.array(lengths, np.int32))
        masses = np.bincount(owners, weights=self._weights[features_flat], minlength=self.size)
        self._masses: Floats = np.maximum(masses, 1e-9).astype(np.float32)
        self._texts = owners[np.argsort(features_flat, kind="stable")]
        self._starts = np.concatenate(([0], np.cumsum(self._frequency)))

    def compare(self, features: Sequence[Feature]) -> "Overlap":
        """How the question with these features overlaps with every text."""
        keys = np.array([_key(feature) for feature in features], np.int64)
        places = np.searchsorted(self._keys, keys)
        there = np.append(self._keys, -1)[places] == keys
        known = places[there]
        unseen = float(sum(self._unseen[view] for view in (keys[~there] >> _VIEW).tolist()))
        seen = float(self._weights[known].sum())
        return Overlap(self._sum(known), seen + unseen or 1.0, self._masses, seen)

    def _sum(self, known: Ints) -> Floats:
        known = known[np.argsort(self._frequency[known], kind="stable")]
        known = known[np.cumsum(self._frequency[known]) <= _POSTINGS_SUMMED]
        if not len(known):
            return np.zeros(self.size, np.float32)
        starts, ends = self._starts[known].tolist(), self._starts[known + 1].tolist()
        texts = np.concatenate([self._texts[a:b] for a, b in zip(starts, ends, strict=True)])
        repeated = np.repeat(self._weights[known], self._frequency[known])
        return np.bincount(texts, weights=repeated, minlength=self.size).astype(np.float32)

    def among(self, texts: Ints) -> Floats:
        """The similarities of these texts among each other (texts × texts)."""
        local = np.full(self.size, -1, np.int64)
        local[texts] = np.arange(len(texts))
        owners = local[self._texts]
        features = np.repeat(np.arange(len(self._frequency)), self._frequency)[owners >= 0]
        owners = owners[owners >= 0]
        frequency = np.bincount(features, minlength=len(self._frequency))
        matrix = _dense(owners, features, frequency, self._weights, len(texts))
        _add_pairs(matrix, owners, frequency, self._weights)
        roots = np.sqrt(self._masses[texts])
        matrix /= roots[:, None]
        matrix /= roots[None, :]
        return matrix


def _dense(owners: Ints, features: Ints, frequency: Ints, weights: Floats, size: int) -> Floats:
    """What common features bring to the similarities, before norms: a product of dense columns."""
    common = np.flatnonzero(frequency > _COMMON)
    column = np.full(len(frequency), -1, np.int64)
    column[common] = np.arange(len(common))
    chosen = column[features] >= 0
    table = np.zeros((size, len(common)), np.float32)
    table[owners[chosen], column[features[chosen]]] = np.sqrt(weights[features[chosen]])
    return np.asarray(table @ table.T, np.float32)


def _add_pairs(matrix: Floats, owners: Ints, frequency: Ints, weights: Floats) -> None:
    """Add what rare features bring to the similarities, before norms: all pairs of the texts of each.

    The pairs are few beside the cells of the matrix, so they are added where they belong.
    """
    flat, size = matrix.reshape(-1), len(matrix)
    starts = np.concatenate(([0], np.cumsum(frequency)))
    for shared in np.unique(frequency[(frequency > 0) & (frequency <= _COMMON)]):
        alike = np.flatnonzero(frequency == shared)
        texts = owners[starts[alike][:, None] + np.arange(shared)]
        cells = (texts[:, :, None] * size + texts[:, None, :]).ravel()
        np.add.at(flat, cells, np.repeat(weights[alike], shared * shared))


class Overlap:
    """A question against all texts of an index. All values are 0…1."""

    def __init__(self, shared: Floats, mass: float, masses: Floats, seen: float) -> None:
        self._shared, self._mass, self._masses = shared, np.float32(mass), masses
        self.similar: Floats = shared / np.sqrt(masses * self._mass)
        """Per text: the cosine of both."""
        self.known = seen / mass
        """The part of the question's weight that stands in any text."""

    def of_question(self, texts: Ints) -> Floats:
        """The part of the question's weight that each of these texts holds."""
        return np.asarray(self._shared[texts] / self._mass, np.float32)

    def of_text(self, texts: Ints) -> Floats:
        """The part of each of these texts' weight that the question holds."""
        return np.asarray(self._shared[texts] / self._masses[texts], np.float32)
