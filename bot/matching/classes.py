"""A linear model over labels, learnt from the phrasings themselves: logistic regression with a kernel.

It sees what tells labels apart, where similarity only sees what texts share. Coefficients are learnt block by block
on a centred kernel: each block of texts corrects its own errors given all the others, and three rounds are enough.
"""

from dataclasses import dataclass

import numpy as np

from bot.matching.index import Floats, Ints

_ROUNDS = 3
_BLOCK = 256
"""Texts corrected at once: few enough for long steps, enough for whole matrix products."""
_SHRINK = np.float32(0.1)
"""How strongly coefficients are held small."""
_CURVE = 0.25
"""How strongly the loss bends at most; two labels at one half bend it twice as much, where steps are halved."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What was learnt: a question's similarities to the texts, times `coefficients`, plus `bias`, scores labels."""

    coefficients: Floats
    """Texts × labels."""
    bias: Floats


def learn(kernel: Floats, labels: Ints, count: int) -> Lessons:
    """Learn to tell `count` labels apart from the similarities of the texts among each other.

    `kernel` is used up: it is centred in place.
    """
    usual = kernel.mean(axis=0)
    middle = usual.mean()
    kernel -= usual[None, :]
    kernel -= (usual - middle)[:, None]
    wanted = np.zeros((len(labels), count), np.float32)
    wanted[np.arange(len(labels)), labels] = 1.0
    learnt = _rounds(kernel, wanted)
    total = learnt.sum(axis=0)
    bias = np.asarray(middle * total - usual @ learnt, np.float32)
    return Lessons(np.asarray(learnt - total / np.float32(len(labels)), np.float32), bias)


def log_softmax(scores: Floats) -> Floats:
    """Scores of labels as logarithms of probabilities."""
    scores = scores - scores.max()
    return np.asarray(scores - np.log(np.exp(scores).sum()), np.float32)


def _rounds(kernel: Floats, wanted: Floats) -> Floats:
    learnt = np.zeros_like(wanted)
    blocks = -(-len(wanted) // _BLOCK)
    few = 2 if wanted.shape[1] <= 2 else 1  # noqa: PLR2004 - see _CURVE
    inner = [np.ascontiguousarray(kernel[first::blocks, first::blocks]) for first in range(blocks)]
    paces = [np.float32(1 / (few * _CURVE * _largest(block) + float(_SHRINK))) for block in inner]
    for _ in range(_ROUNDS):
        for first, (block, pace) in enumerate(zip(inner, paces, strict=True)):
            scores = kernel[first::blocks] @ learnt
            step = _correction(scores, learnt[first::blocks], wanted[first::blocks], pace)
            learnt[first::blocks] += step
            scores += block @ step
            learnt[first::blocks] += _correction(scores, learnt[first::blocks], wanted[first::blocks], pace)
    return learnt


def _correction(scores: Floats, learnt: Floats, wanted: Floats, pace: np.float32) -> Floats:
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    return np.asarray(pace * (wanted - shares - _SHRINK * learnt), np.float32)


def _largest(block: Floats) -> float:
    """The largest eigenvalue, by a few power iterations from a start that favours no text."""
    vector = np.cos(np.arange(len(block), dtype=np.float32))
    for _ in range(5):
        vector = np.asarray(block @ (vector / _length(vector)), np.float32)
    return _length(vector)


def _length(vector: Floats) -> float:
    return max(float(np.linalg.norm(vector)), 1e-9)
