"""What all phrasings of a label say together about a question: one classifier over their meaning.

Neighbours compare a question with single phrasings, and a long story has little in common with any of them. The
classifier has learnt from all phrasings of a label at once what tells it from the others: multinomial logistic
regression on the main directions of the encoder's vectors (`directions`), by Newton steps with a fixed curvature that
Nesterov's momentum hastens. 27,000 phrasings of 590 labels take it more than a second, a change
a fifth of that; what was learnt is kept.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from bot.matching.ranking.features import Floats, Ints

_SCALE = np.float32(5.0)
"""What vectors are lengthened by, so that weights need not be large."""
_HELD, _MOST_HELD = np.float32(1 / 15), np.float32(3.0)
"""How strongly weights are held small: in proportion to the phrasings of a label, up to the second."""
_CURVE = np.float32(0.8)
"""The curvature by which steps are taken, over the root of the number of labels. It is far below the bound for many labels
(Böhning 1992), since nearly all of them have hardly any probability nearly everywhere; of few labels that is less true."""
_STEPS, _AFTER_CHANGE = 14, 2
"""Steps from the beginning, and from what was known before a change."""
_MOST = 30_000_000
"""Phrasings times labels up to which a classifier is learnt; a larger base goes without one."""
Keeper = Callable[[bytes, Callable[[], Floats]], Floats]
"""Gives what was learnt by a recipe before, or what is learnt now."""


def _not_kept(_: bytes, learn: Callable[[], Floats]) -> Floats:
    return learn()


@dataclass(frozen=True, slots=True)
class Classifier:
    """Weights for each label. Never changed."""

    weights: Floats
    """Directions and a constant × labels."""

    @classmethod
    def of(cls, drawn: Floats, labels: Ints, keeper: Keeper = _not_kept) -> Self | None:
        """Learn from phrasings drawn in the main directions, and their labels 0, 1, …; None if they are too many.

        The `keeper` gives what it has kept by a recipe, or lets it be learnt.
        """
        width = int(labels.max(initial=0)) + 1
        if not len(labels) or len(labels) * width > _MOST:
            return None
        unlearnt = cls(np.zeros((drawn.shape[1] + 1, width), np.float32))
        return cls(keeper(_recipe(drawn, labels), lambda: unlearnt.taught(drawn, labels, _STEPS).weights))

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
        held = min(_MOST_HELD, _HELD * len(labels) / self.weights.shape[1])
        curve = _CURVE / np.sqrt(np.float32(self.weights.shape[1]))
        step = np.linalg.inv(curve * (shown.T @ shown) + held * np.eye(shown.shape[1], dtype=np.float32))
        learnt = before = self.weights
        for taken in range(steps):
            ahead = learnt + np.float32(taken / (taken + 3)) * (learnt - before)
            before = learnt
            error = _shares(shown @ ahead)
            error[rows, labels] -= 1
            learnt = np.asarray(ahead - step @ (shown.T @ error + held * ahead), np.float32)
        return replace(self, weights=learnt)


def _recipe(drawn: Floats, labels: Ints) -> bytes:
    """Name all that a classifier is learnt from."""
    recipe = hashlib.sha256(repr((_SCALE, _HELD, _MOST_HELD, _CURVE, _STEPS, drawn.shape)).encode())
    recipe.update(drawn.tobytes())
    recipe.update(labels.tobytes())
    return recipe.digest()


def _seen(drawn: Floats) -> Floats:
    """Lengthened, with a constant."""
    return np.hstack((_SCALE * drawn, np.ones((len(drawn), 1), np.float32)))


def _shares(scores: Floats) -> Floats:
    """Probabilities, a row for each row of scores, which are overwritten: there are millions of them."""
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores
