"""A question among the texts nearest to it: how alike they all are, and what that says about each label.

Two small models are fitted to the nearest texts only, for each question anew (after "SVM-KNN", Zhang et al. 2006): a
kernel ridge regression, whose votes tell how far the base explains a question at all, and a logistic regression, which
tells labels apart. They see what a model trained on the whole base sees, but nothing has to be trained: a base is ready
as soon as it is indexed, and stays so when an entry changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.matching.ranking.features import Floats, Ints, Keys, Rows
from bot.matching.ranking.rarity import Rarity

_SHARPNESS = np.float32(2.0)
"""How fast a text's say falls with its distance: the kernel is exp(-sharpness · (1 - cosine))."""
_SHRINK = np.float32(0.2)
"""What is added to the kernel's diagonal, so that no single text is believed wholly."""
_MOMENTA = tuple(np.float32(taken / (taken + 3)) for taken in range(1, 10))
"""How far each step but the first goes on beyond the one before it."""
_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)
"""To put a key of 32 bits and the number of its text into one number, and to part them."""
_HELD = np.float32(0.1)
"""How strongly the coefficients of a lesson are held small."""
_CURVE = np.float32(0.25)
"""The logistic loss's largest curvature for two labels (Böhning 1992), by which steps are taken."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """A question and the texts nearest to it. All likenesses are 0…1."""

    similar: Floats
    """Per text, its cosine with the question."""
    among: Floats
    """The texts' cosines among each other (texts × texts)."""
    shares: Floats
    """Per text and feature that any text shares with the question, the part of the question's weight that it is."""
    listened: float = 0.0
    """How far an encoder was listened to, whose likeness of meaning is mixed into the cosines, 0…1."""

    @classmethod
    def compare(cls, question: Keys, texts: Sequence[Keys], rarity: Rarity) -> "Neighbours":
        """A question with these features beside texts with these."""
        table, masses = _table(question, texts, rarity)
        roots = np.sqrt(np.maximum(masses, 1e-9))
        shared = table[:-1, table[-1] > 0]
        weight = np.square(shared)
        together = weight.sum(axis=1)
        table /= roots[:, None]
        among = np.asarray(table[:-1] @ table[:-1].T, np.float32)
        among.flat[:: len(among) + 1] = 1.0  # its diagonal
        return cls(
            similar=together / (roots[:-1] * roots[-1]),
            among=among,
            shares=weight / masses[-1],
        )

    def with_meaning(self, question: Floats, texts: Floats, part: float, listened: float) -> "Neighbours":
        """The same with a part of likeness of meaning mixed in: vectors of length 1 of the question and of each text."""
        similar = np.maximum(texts @ question, 0)
        among = np.maximum(texts @ texts.T, 0)
        return Neighbours(
            np.asarray((1 - part) * self.similar + part * similar, np.float32),
            np.asarray((1 - part) * self.among + part * among, np.float32),
            self.shares,
            listened,
        )

    def among_these(self, texts: Ints) -> "Neighbours":
        """The same question beside some of the texts, in this order."""
        return Neighbours(
            self.similar[texts],
            self.among[texts[:, None], texts],
            self.shares[texts],
            self.listened,
        )

    def votes(self, labels: Ints) -> Floats:
        """For each label 0, 1, … of these texts, how much of the question is explained by it: 1 is all, 0 nothing."""
        kernel = self.among - 1
        kernel *= _SHARPNESS
        np.exp(kernel, out=kernel)
        kernel.flat[:: len(kernel) + 1] += _SHRINK
        mine = np.exp(_SHARPNESS * (self.similar - 1))
        return np.bincount(labels, np.linalg.solve(kernel, mine)).astype(np.float32)

    def lesson(self, labels: Ints) -> Floats:
        """The logarithm of each label's probability by a logistic regression learnt from these texts.

        Newton steps with a fixed curvature, hastened by Nesterov's momentum.
        """
        wanted = _wanted(labels)
        system = _CURVE * self.among
        system.flat[:: len(system) + 1] += _HELD
        step = np.linalg.inv(system)
        # The arrays of the steps are used again and again: to make new ones takes as long as to reckon.
        before = np.zeros_like(wanted)
        learnt = (wanted - np.float32(1) / np.float32(len(wanted))) @ step  # at first all are as probable
        ahead, error = np.empty_like(wanted), np.empty_like(wanted)
        for momentum in _MOMENTA:
            np.subtract(learnt, before, out=ahead)
            ahead *= momentum
            ahead += learnt
            np.matmul(ahead, self.among, out=error)
            np.subtract(wanted, _shares(error), out=error)
            error -= np.multiply(ahead, _HELD, out=before)
            before, learnt = learnt, np.matmul(error, step, out=before)
            learnt += ahead
        scores = learnt @ self.similar
        scores -= scores.max()
        return np.asarray(scores - np.log(np.exp(scores).sum()), np.float32)


def _wanted(labels: Ints) -> Floats:
    """Labels × texts: 1 for a text's own label, else 0."""
    return np.equal.outer(np.arange(int(labels.max()) + 1), labels).astype(np.float32)


def _shares(scores: Floats) -> Floats:
    """Probabilities, a column for each column of scores, which are overwritten: this is done ten times for a question."""
    scores -= np.maximum.reduce(scores, axis=0)
    np.exp(scores, out=scores)
    scores /= np.add.reduce(scores, axis=0)
    return scores


def _table(question: Keys, texts: Sequence[Keys], rarity: Rarity) -> tuple[Floats, Floats]:
    """The texts and below them the question, by features that any two of them share, as roots of weights.

    With it the weight of each row, features of one row alone included. A text has each feature once at most; so a feature is
    weighed once, and its weight repeated as often as there are texts with it.
    """
    rows = Rows.of([*texts, question])
    owned = rows.keys.astype(np.uint64)
    owned <<= _HALF
    owned |= rows.owners.view(np.uint64)
    owned.sort()
    owners = (owned & _LOW).view(np.int64)
    owned >>= _HALF
    fresh = np.ones(len(owned) + 1, np.bool_)
    np.not_equal(owned[1:], owned[:-1], out=fresh[1:-1])
    firsts = fresh.nonzero()[0]
    weights, times = rarity.weights(owned[firsts[:-1]].astype(np.uint32)), firsts[1:] - firsts[:-1]
    masses = np.bincount(owners, weights.astype(np.float64).repeat(times), len(rows)).astype(np.float32)
    shared = (~(fresh[:-1] & fresh[1:])).nonzero()[
        0
    ]  # a feature of one text is fresh, and so is what follows it
    columns = fresh[shared].cumsum() - 1
    table = np.zeros((len(rows), int(np.count_nonzero(times > 1))), np.float32)
    table[owners[shared], columns] = np.sqrt(weights[times > 1])[columns]
    return table, masses
