"""The figures of a run, as pure functions over three arrays with a place for each question.

`score` is what an engine gives its best label, any scale unless said otherwise; `right` whether that label is the one
meant; `inside` whether any label is meant. A question outside the base is never `right`.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SILENCE = 0.1
"""What keeping silent on all questions outside is worth beside answering all questions inside.

A tenth: a point of right answers is given up for ten points of recall, no sooner. That is the count of right decisions
where one question in eleven lies outside. One value for all sets and engines, so that none is bent to its set.
"""
_BINS = 10


class Judged(NamedTuple):
    """The three arrays of a run."""

    score: Floats
    right: Flags
    inside: Flags

    def at(self, places: npt.NDArray[np.int64]) -> "Judged":
        """The questions at these places only."""
        return Judged(self.score[places], self.right[places], self.inside[places])


def threshold(judged: Judged) -> float:
    """The score from which on to answer: the one with the most worth, see `SILENCE`; the lowest of several."""
    options = np.unique(np.concatenate(([0.0], judged.score)))
    worth = [_worth(judged, one) for one in options]
    return float(options[int(np.argmax(worth))])


def _worth(judged: Judged, cut: float) -> float:
    answered, silent = at_threshold(judged, cut)
    return (answered or 0.0) + SILENCE * (silent or 0.0)


def at_threshold(judged: Judged, cut: float) -> tuple[float | None, float | None]:
    """The shares 0…1 of questions inside that are answered and right, and of questions outside that are not answered.

    None where there is no such question.
    """
    answered = judged.score >= cut
    return share((judged.right & answered)[judged.inside]), share(~answered[~judged.inside])


def area(score: Floats, inside: Flags) -> float | None:
    """The probability 0…1 that a question inside scores higher than one outside (AUROC); None without either."""
    if inside.all() or not inside.any():
        return None
    values, counts = np.unique(score, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    ranks = middle[np.searchsorted(values, score)]
    positives, negatives = int(inside.sum()), int((~inside).sum())
    return float((ranks[inside].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def calibration_error(score: Floats, right: Flags) -> float | None:
    """How far scores 0…1 are from the share that is right, 0…1: the mean over ten equal bins by their questions (ECE).

    Questions outside count as wrong. None without questions.
    """
    if not len(score):
        return None
    bins = np.minimum((score * _BINS).astype(np.int64), _BINS - 1)
    surplus = np.bincount(bins, weights=score - right, minlength=_BINS)
    return float(np.abs(surplus).sum() / len(score))


def share(flags: Flags) -> float | None:
    """The part 0…1 that is true; None of nothing."""
    return float(flags.mean()) if len(flags) else None
