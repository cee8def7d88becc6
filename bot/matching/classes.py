"""A linear model over labels, learnt from the phrasings themselves: kernel ridge regression, one against the rest."""

import numpy as np

from bot.matching.index import Floats, Ints

_STEPS = 8
"""Steps of conjugate gradients; more of them change no ranking."""
_STRENGTH = 0.5
"""How strongly coefficients are held small."""


def ridge(kernel: Floats, labels: Ints, count: int, probes: Ints) -> tuple[Floats, Floats]:
    """Coefficients (texts × labels), and the class scores (probes × labels) without each probe itself.

    A question's similarities to the texts, times the coefficients, score every label. `kernel` holds the
    similarities of the texts among each other. `probes` are texts for which the scores are wanted that they would
    get if they were not among the texts; ridge regression tells them exactly from the inverse's diagonal.
    """
    wanted = np.zeros((len(labels), count + len(probes)), np.float32)
    wanted[np.arange(len(labels)), labels] = 1.0
    wanted[probes, count + np.arange(len(probes))] = 1.0
    solved = _solve(kernel, wanted)
    coefficients = solved[:, :count]
    diagonal = np.maximum(solved[probes, count + np.arange(len(probes))], np.float32(1e-6))
    without = wanted[probes, :count] - coefficients[probes] / diagonal[:, None]
    return coefficients, np.asarray(without, np.float32)


def _solve(kernel: Floats, wanted: Floats) -> Floats:
    """Solve (kernel + strength) × solution = wanted, all columns at once, each with its own step length."""
    solution = np.zeros_like(wanted)
    residual, direction = wanted.copy(), wanted.copy()
    rest = (residual**2).sum(axis=0)
    for _ in range(_STEPS):
        image = kernel @ direction + np.float32(_STRENGTH) * direction
        step = rest / np.maximum((direction * image).sum(axis=0), np.float32(1e-12))
        solution += step * direction
        residual -= step * image
        now = (residual**2).sum(axis=0)
        direction = residual + (now / np.maximum(rest, np.float32(1e-12))) * direction
        rest = now
    return solution
