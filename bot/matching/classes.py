"""A linear model over labels, learnt from the phrasings themselves: logistic regression with a kernel.

It sees what tells labels apart, where similarity only sees what texts share. Learning is a fixed number of
accelerated gradient steps on a centred kernel: without what all texts have in common, long steps are safe.
"""

from dataclasses import dataclass

import numpy as np

from bot.matching.index import Floats, Ints

_STEPS = 16
"""Gradient steps; more of them change few rankings and cost time whenever the knowledge is loaded."""
_SHRINK = np.float32(0.1)
"""How strongly coefficients are held small."""
_FEW = 8
"""Labels below which steps are shorter: probabilities near one half bend the loss most."""
_PROBE_STEPS = 6


@dataclass(frozen=True, slots=True)
class Lessons:
    """What was learnt: a question's similarities to the texts, times `coefficients`, plus `bias`, scores labels."""

    coefficients: Floats
    """Texts × labels."""
    bias: Floats


def learn(kernel: Floats, labels: Ints, count: int) -> Lessons:
    """Learn to tell `count` labels apart from the similarities of the texts among each other."""
    size = len(labels)
    usual = kernel.mean(axis=0)
    centred = kernel - usual[None, :] - usual[:, None] + usual.mean()
    wanted = np.zeros((size, count), np.float32)
    wanted[np.arange(size), labels] = 1.0
    learnt = _descend(centred, wanted)
    total = learnt.sum(axis=0)
    bias = usual.mean() * total - usual @ learnt
    return Lessons(learnt - total / np.float32(size), np.asarray(bias, np.float32))


def log_softmax(scores: Floats) -> Floats:
    """Scores of labels as logarithms of probabilities."""
    scores = scores - scores.max()
    return np.asarray(scores - np.log(np.exp(scores).sum()), np.float32)


def _descend(kernel: Floats, wanted: Floats) -> Floats:
    curve = 0.5 if wanted.shape[1] < _FEW else 0.2
    pace = np.float32(1 / (curve * _largest(kernel) + float(_SHRINK)))
    now: Floats = np.zeros_like(wanted)
    ahead: Floats = now
    for step in range(_STEPS):
        scores = kernel @ ahead
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        scores -= wanted
        later = np.asarray(ahead - pace * (scores + _SHRINK * ahead), np.float32)
        ahead = np.asarray(later + np.float32(step / (step + 3)) * (later - now), np.float32)
        now = later
    return now


def _largest(kernel: Floats) -> float:
    """The largest eigenvalue, by a few power iterations from a start that favours no text."""
    vector = np.cos(np.arange(len(kernel), dtype=np.float32))
    for _ in range(6):
        vector = np.asarray(kernel @ (vector / _length(vector)), np.float32)
    return _length(vector)


def _length(vector: Floats) -> float:
    return max(float(np.linalg.norm(vector)), 1e-9)


def own_part(kernel: Floats, probes: Ints) -> Floats:
    """For each probe (a text), the part of its similarity to itself that the other texts cannot make up for.

    That is one over the diagonal of the regularised inverse, less the regularisation; by conjugate gradients.
    """
    wanted = np.zeros((len(kernel), len(probes)), np.float32)
    wanted[probes, np.arange(len(probes))] = 1.0
    solution, residual, direction = np.zeros_like(wanted), wanted.copy(), wanted.copy()
    rest = (residual**2).sum(axis=0)
    for _ in range(_PROBE_STEPS):
        image = kernel @ direction + np.float32(0.5) * direction
        step = rest / np.maximum((direction * image).sum(axis=0), np.float32(1e-12))
        solution += step * direction
        residual -= step * image
        now = (residual**2).sum(axis=0)
        direction = residual + (now / np.maximum(rest, np.float32(1e-12))) * direction
        rest = now
    diagonal = np.maximum(solution[probes, np.arange(len(probes))], np.float32(1e-6))
    return np.asarray(np.clip(1 / diagonal - np.float32(0.5), 0, 1), np.float32)
