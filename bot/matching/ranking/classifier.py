"""What all phrasings of a label say together about a question: one classifier over their meaning.

Neighbours compare a question with single phrasings, and a long story has little in common with any of them. The
classifier has learnt from all phrasings of a label at once what tells it from the others: multinomial logistic
regression on the main directions of the encoder's vectors (`directions`), by Newton steps with a fixed curvature that
Nesterov's momentum hastens. 27,000 phrasings of 590 labels take it half a second, a change a fifth of that.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from bot.matching.ranking.features import Floats, Ints

_SCALE = np.float32(5.0)
"""What vectors are lengthened by, so that weights need not be large."""
_HELD = np.float32(3.0)
"""How strongly weights are held small."""
_CURVE = np.float32(0.03)
"""The curvature by which steps are taken. It is far below the bound for many labels (Böhning 1992), since nearly all of them
have hardly any probability nearly everywhere."""
_STEPS, _AFTER_CHANGE = 6, 2
"""Steps from the beginning, and from what was known before a change."""
_MOST = 30_000_000
"""Phrasings times labels up to which a classifier is learnt; a larger base goes without one."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """Weights for each label. Never changed."""

    weights: Floats
    """Directions and a constant × labels."""

    @classmethod
    def of(cls, drawn: Floats, labels: Ints) -> Self | None:
        """Learn from phrasings drawn in the main directions, and their labels 0, 1, …; None if they are too many."""
        width = int(labels.max(initial=0)) + 1
        if not len(labels) or len(labels) * width > _MOST:
            return None
        return cls(np.zeros((drawn.shape[1] + 1, width), np.float32)).taught(drawn, labels, _STEPS)

    def updated(self, drawn: Floats, labels: Ints) -> Self:
        """What it knows after a change, from all phrasings that are left or new; new labels have the highest numbers."""
        width = max(int(labels.max(initial=0)) + 1, self.weights.shape[1])
        new = np.zeros((len(self.weights), width - self.weights.shape[1]), np.float32)
        known = replace(self, weights=np.hstack((self.weights, new)))
        return known.taught(drawn, labels, _AFTER_CHANGE)

    def logs(self, drawn: Floats) -> Floats:
        """The logarithm of each label's probability, for a question drawn in the main directions."""
        scores = _seen(drawn[None])[0] @ self.weights
        return np.asarray(scores - scores.max() - np.log(np.exp(scores - scores.max()).sum()), np.float32)

    def taught(self, drawn: Floats, labels: Ints, steps: int) -> Self:
        """What it knows after so many more steps through these."""
        shown, rows = _seen(drawn), np.arange(len(labels))
        step = np.linalg.inv(_CURVE * (shown.T @ shown) + _HELD * np.eye(shown.shape[1], dtype=np.float32))
        learnt = before = self.weights
        for taken in range(steps):
            ahead = learnt + np.float32(taken / (taken + 3)) * (learnt - before)
            before = learnt
            error = _shares(shown @ ahead)
            error[rows, labels] -= 1
            learnt = np.asarray(ahead - step @ (shown.T @ error + _HELD * ahead), np.float32)
        return replace(self, weights=learnt)


def _seen(drawn: Floats) -> Floats:
    """Lengthened, with a constant."""
    return np.hstack((_SCALE * drawn, np.ones((len(drawn), 1), np.float32)))


def _shares(scores: Floats) -> Floats:
    """Probabilities, a row for each row of scores, which are overwritten: there are millions of them."""
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores
