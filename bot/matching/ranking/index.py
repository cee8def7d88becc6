"""An inverted index: which texts share most of a question's rare features, found without looking at the others.

Texts stand in segments that are never changed. An update adds a segment and forgets texts of others, so its cost does
not depend on the size of the base; small segments are joined when there are many.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bot.matching.ranking.features import Floats, Ints, Keys, Kind, Rows, extract, kinds_of
from bot.matching.ranking.packed_texts import Texts
from bot.matching.ranking.rarity import Rarity

_PLACE_BITS = np.uint64(16)
_SEGMENT = 2**15
"""Texts of a segment at most: a text's place takes two bytes, and its scores stay in the processor's cache."""
_AT_ONCE = 2**12
"""Texts whose features are found at once: cutting takes some five kilobytes for each of them."""
_BARS = (0.5, 0.25, 0.1, 0.0)
"""Parts of the largest value above which the largest ones are looked for: few values are above the first."""
_SPARE = 8
"""Small segments, each from one update, that are borne."""
_POSTINGS_SUMMED = 60_000
"""Postings of a segment summed for one question. The commonest features beyond it are left out of the search."""
_SEARCHED = np.zeros(16, np.bool_)
_SEARCHED[[Kind.WORD, Kind.STEM, Kind.LETTERS_4, Kind.HAN, Kind.HAN_PAIR, Kind.SYLLABLE_PAIR]] = True
"""Kinds by which texts are found; all of them count once a text is found."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Texts with their features, and for each feature searched the texts that have it."""

    rows: Rows
    keys: Keys
    """The features searched, ascending."""
    starts: Ints
    texts: npt.NDArray[np.uint16]
    """The texts that have feature `i` are `texts[starts[i]:starts[i + 1]]`."""
    scales: npt.NDArray[np.float64]
    """For each text one over the root of the weight of its searched features; 0 for one that was forgotten."""

    @classmethod
    def of(cls, rows: Rows, rarity: Rarity) -> "Segment":
        """A segment of these texts."""
        searched = _SEARCHED[kinds_of(rows.keys)]
        masses = np.zeros(len(rows.keys) + 1, np.float32)
        masses[1:][searched] = rarity.weights(rows.keys[searched])
        np.cumsum(masses, dtype=np.float64, out=(summed := np.empty(len(masses))))
        scales = 1 / np.sqrt(np.maximum(np.diff(summed[rows.starts]), 1e-9))
        owned = np.repeat(np.arange(len(rows), dtype=np.uint64), np.diff(rows.starts))[searched]
        owned |= rows.keys[searched].astype(np.uint64) << _PLACE_BITS
        owned.sort()
        keys = (owned >> _PLACE_BITS).astype(np.uint32)
        firsts = np.flatnonzero(np.diff(keys, prepend=~keys[:1]))
        return cls(rows, keys[firsts], np.append(firsts, len(keys)), owned.astype(np.uint16), scales)

    def without(self, texts: Ints) -> "Segment":
        """The same segment, in which these texts are no longer found."""
        scales = self.scales.copy()
        scales[texts] = 0.0
        return Segment(self.rows, self.keys, self.starts, self.texts, scales)

    def nearest(self, keys: Keys, weights: Floats, limit: int, hidden: Ints) -> tuple[Ints, Floats]:
        """Up to `limit` texts that share most with these features, in no order, and how much each shares."""
        if not len(self.keys):
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        places = np.searchsorted(self.keys[:-1], keys)
        there = self.keys[places] == keys
        places, weights = places[there], weights[there]
        lengths = self.starts[places + 1] - self.starts[places]
        order = np.argsort(lengths, kind="stable")
        order = order[: max(1, int(np.searchsorted(np.cumsum(lengths[order]), _POSTINGS_SUMMED)))]
        if not len(order):
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        firsts, ends = self.starts[places[order]].tolist(), self.starts[places[order] + 1].tolist()
        texts = np.concatenate([self.texts[first:end] for first, end in zip(firsts, ends, strict=True)])
        each = weights[order].astype(np.float64)  # or `bincount` would cast those of all postings
        summed = np.bincount(texts, each.repeat(lengths[order]), len(self.scales))
        shared = np.asarray(summed * self.scales, np.float64)
        if len(hidden):
            shared[hidden] = 0.0
        best = _largest(shared, limit)
        return best, shared[best].astype(np.float32)


def _largest(values: npt.NDArray[np.float64], limit: int) -> Ints:
    """The places of the largest values above zero, up to `limit` of them."""
    most = float(values.max())
    for part in _BARS:
        found = np.flatnonzero(values > most * part)
        if len(found) >= limit:
            break
    if len(found) > limit:
        found = found[np.argpartition(-values[found], limit - 1)[:limit]]
    return found


class Index:
    """Texts in segments, numbered through from the first to the last."""

    def __init__(self, segments: Sequence[Segment], rarity: Rarity) -> None:
        """Use `of`."""
        self._segments = list(segments)
        self._firsts = np.cumsum([0, *(len(segment.rows) for segment in segments)])
        self.rarity = rarity

    @classmethod
    def of(cls, normals: Texts, labels: Ints) -> "Index":
        """An index of these texts in normal form, each with the number of its label."""
        rarity = Rarity.of(len(normals))
        cuts = [*range(0, len(normals), _SEGMENT), len(normals)]
        rows = [_extracted(normals, first, end) for first, end in pairwise(cuts)]
        for some, (first, end) in zip(rows, pairwise(cuts), strict=True):
            rarity.count(some, labels[first:end])
        return cls([Segment.of(some, rarity) for some in rows], rarity)

    def __len__(self) -> int:
        """How many texts there are, forgotten ones among them."""
        return int(self._firsts[-1])

    @property
    def crowded(self) -> bool:
        """Whether texts stand in many more segments than they need, which slows every question down."""
        return len(self._segments) > _SPARE + len(self) // _SEGMENT

    @property
    def alive(self) -> Ints:
        """The texts that were not forgotten."""
        return np.flatnonzero(self._scales > 0)

    @cached_property
    def forgotten(self) -> Ints:
        """The texts that were forgotten."""
        return np.flatnonzero(self._scales == 0)

    @property
    def _scales(self) -> npt.NDArray[np.float64]:
        return np.concatenate([np.zeros(0), *(segment.scales for segment in self._segments)])

    def nearest(self, keys: Keys, limit: int, hidden: Ints | None = None) -> Ints:
        """The texts that share most with a question of these features, best first; none of those in `hidden`."""
        keys = keys[_SEARCHED[kinds_of(keys)]]
        weights = self.rarity.weights(keys)
        found = [
            (first + texts, shared)
            for segment, (first, end) in zip(self._segments, pairwise(self._firsts.tolist()), strict=True)
            for texts, shared in [segment.nearest(keys, weights, limit, _within(hidden, first, end))]
        ]
        if not found:
            return np.zeros(0, np.int64)
        texts, shared = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return np.asarray(texts[np.argsort(-shared, kind="stable")[:limit]], np.int64)

    def features(self, texts: Ints) -> list[Keys]:
        """The features of these texts."""
        segments = np.searchsorted(self._firsts, texts, side="right") - 1
        places = texts - self._firsts[segments]
        return [
            self._segments[segment].rows[place]
            for segment, place in zip(segments.tolist(), places.tolist(), strict=True)
        ]

    def updated(self, forgotten: Ints, normals: Texts, labels: Ints) -> "Index":
        """An index in which the texts `forgotten`, whole labels, are no longer found, and those from here on are.

        `normals` and `labels` begin with the texts of this index. What stays is shared with it.
        """
        rarity = self.rarity.copy()
        rarity.count(Rows.of(self.features(forgotten)), labels[forgotten], -1)
        segments = [
            segment.without(mine) if len(mine := _within(forgotten, first, end)) else segment
            for segment, (first, end) in zip(self._segments, pairwise(self._firsts.tolist()), strict=True)
        ]
        added = _extracted(normals, len(self), len(normals))
        rarity.count(added, labels[len(self) :])
        return Index([*segments, Segment.of(added, rarity)] if len(added) else segments, rarity)


def _extracted(normals: Texts, first: int, end: int) -> Rows:
    """The features of the texts from `first` up to `end`."""
    cuts = [*range(first, end, _AT_ONCE), end]
    return Rows.joined([extract(normals[one:next_]) for one, next_ in pairwise(cuts)])


def _within(texts: Ints | None, first: int, end: int) -> Ints:
    """Those of the texts that stand in a segment, by their numbers there."""
    if texts is None:
        return np.zeros(0, np.int64)
    return texts[(texts >= first) & (texts < end)] - first
