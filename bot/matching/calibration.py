"""From the base's own phrasings to thresholds: how sure the matcher must be before it answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

CAUTIOUS = 0.93
"""Needed probability where the base is too small to say more."""
_LEAST, _MOST = 0.45, 0.97
"""Whatever the phrasings say, the answer threshold stays between these: people write less like the phrasings than
the phrasings like one another."""
_Z = 0.5
"""How many standard errors below the seen precision the true one is taken to be; a small base shows little."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A question whose answer is known: how probable the best label was, how right it was (0…1), how much the
    trial counts."""

    probability: float
    right: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least probability for an answer, and the least sum of probabilities worth offering as options."""

    answer: float
    offer: float


def lower_bound(right: float, total: float) -> float:
    """The least precision that `right` of `total` still speaks for (Wilson's interval)."""
    if not total:
        return 0.0
    share, square = right / total, _Z * _Z
    centre = share + square / (2 * total)
    spread = _Z * sqrt(share * (1 - share) / total + square / (4 * total * total))
    return (centre - spread) / (1 + square / total)


def answer_threshold(trials: Sequence[Trial], precision: float) -> float:
    """Find the lowest probability above which trials reach the precision, by its lower bound.

    `CAUTIOUS` where they never do.
    """
    threshold, right, total = CAUTIOUS, 0.0, 0.0
    for trial in sorted(trials, key=lambda trial: -trial.probability):
        total += trial.weight
        right += trial.weight * trial.right
        if lower_bound(right, total) >= precision:
            threshold = trial.probability
    return min(max(threshold, _LEAST), _MOST)
