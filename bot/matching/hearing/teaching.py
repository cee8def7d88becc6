"""How the sentences of a knowledge folder teach what has learnt from thousands of others, in a moment."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

UNDERSTOOD = 0.6
"""A lesson that is so probable has been understood, and pulls no longer: else every lesson of alarms would make all that
sounds a little like it an alarm, for lessons are few beside the sentences of the training, which are not repeated."""
MOST = 30.0
"""How strongly a lesson pulls at most."""
ROUNDS = 100
STEP = 0.5
"""Rounds of teaching, and how far each goes."""


def wanted(lessons: Sequence[tuple[str, str]], kinds: Sequence[str]) -> Floats:
    """Lessons × kinds: 1 for the kind of a lesson, else 0."""
    table = np.zeros((len(lessons), len(kinds)), np.float32)
    table[np.arange(len(lessons)), [kinds.index(kind) for _, kind in lessons]] = 1
    return table


def pulled(before: Floats, gram: Floats, right: Floats) -> Floats:
    """How strongly each lesson has to pull at each kind, so that all are understood: a kernel perceptron with margin.

    `before` are the scores of the lessons (lessons × kinds), `gram` their likenesses (lessons × lessons), `right` what
    `wanted` gives. Scores are raised by likeness times pull.
    """
    pulls = np.zeros_like(right)
    for _ in range(ROUNDS):
        shares = softmax(before + gram @ pulls)
        open_yet = (shares * right).sum(axis=1, keepdims=True) < UNDERSTOOD
        if not open_yet.any():
            break
        pulls = np.clip(pulls + STEP * open_yet * (right - shares), -MOST, MOST)
    return np.asarray(pulls, np.float32)


def softmax(scores: Floats) -> Floats:
    """Probabilities, a row for each row of scores."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), np.float32)
