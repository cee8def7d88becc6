"""From the base's own phrasings to the threshold: how sure the matcher must be before it answers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

CAUTIOUS = 0.85
"""Needed probability where the base is too small to say more."""
_LEAST, _MOST = 0.7, 0.95
"""The answer threshold stays between these: people write less like the phrasings than those like one another, and
what is as good as certain is answered whatever the trials say."""
_FORBIDDEN = 3.0
"""How many trials one question counts that must not be answered and is taken for an entry. It does not set the threshold for
all by itself: whether it is answered is tried when the knowledge is checked, and mended there."""
_PRIOR = 12.0
"""How many trials of the base outweigh the cautious assumption."""
_ASSUMED_SLOPE, _ASSUMED_BIAS = 1.0, -1.0
"""The cautious assumption: odds of being right lower than the matcher says, by a factor of e."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A question whose answer is known."""

    probability: float
    """Of the best label."""
    right: float
    """How right the best label was, 0…1."""
    weight: float = 1.0
    told: bool = False
    """Whether it is a story, of which a part may sound like an entry that the whole does not mean."""
    forbidden: bool = False
    """Whether no label may answer it, however sure the matcher is."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least probability for an answer, to a short question and to a story, and the least sum worth offering as options."""

    answer: float
    story: float
    offer: float

    def needed(self, *, told: bool) -> float:
        """The least probability for an answer to a story, or to a short question."""
        return self.story if told else self.answer


def answer_threshold(trials: Sequence[Trial], precision: float) -> float:
    """Find the lowest probability such that answers from there on are right at this precision.

    The trials are smoothed by a logistic curve, so that single odd ones do not move the threshold.
    """
    if not trials:
        return CAUTIOUS
    said = np.array([trial.probability for trial in trials])
    weight = np.array([trial.weight * (_FORBIDDEN if trial.forbidden else 1) for trial in trials])
    odds = _log_odds(said)
    slope, bias = _curve(odds, np.array([trial.right for trial in trials]), weight)
    order = np.argsort(-said)
    fitted = 1 / (1 + np.exp(-(slope * odds[order] + bias)))
    reached = np.cumsum(fitted * weight[order]) / np.cumsum(weight[order])
    enough = np.flatnonzero(reached >= precision)
    threshold = float(said[order][enough[-1]]) if len(enough) else CAUTIOUS
    return min(max(threshold, _LEAST), _MOST)


def _log_odds(probability: np.ndarray) -> np.ndarray:
    held = np.clip(probability, 1e-4, 1 - 1e-4)
    return np.asarray(np.log(held / (1 - held)))


def _curve(odds: np.ndarray, right: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """Slope and offset of a logistic curve through the trials, by Newton's method, held near the assumption."""
    assumed = np.array([_ASSUMED_SLOPE, _ASSUMED_BIAS])
    found = assumed.copy()
    table = np.stack([odds, np.ones_like(odds)], axis=1)
    for _ in range(12):
        fitted = 1 / (1 + np.exp(-(table @ found)))
        gradient = table.T @ (weight * (fitted - right)) + _PRIOR * 0.1 * (found - assumed)
        spread = weight * fitted * (1 - fitted)
        bend = (table * spread[:, None]).T @ table + _PRIOR * 0.1 * np.eye(2)
        found = found - np.linalg.solve(bend, gradient)
    return float(max(found[0], 0.1)), float(found[1])
