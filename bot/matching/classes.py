"""A linear model over labels, trained from the phrasings themselves: kernel ridge regression, one against the rest."""

import numpy as np
import numpy.typing as npt

from bot.matching.index import Floats

_STEPS = 12
"""Steps of conjugate gradients; the residual is then below what a ranking could notice."""


def ridge(kernel: Floats, labels: npt.NDArray[np.int64], count: int, strength: float = 1.0) -> Floats:
    """Coefficients (texts × labels): a question's similarities to the texts, times these, score every label.

    `kernel` holds the similarities of the texts among each other. Several right-hand sides are solved at once by
    conjugate gradients, each with its own step length.
    """
    wanted = np.zeros((len(labels), count), np.float32)
    wanted[np.arange(len(labels)), labels] = 1.0
    solution = np.zeros_like(wanted)
    residual, direction = wanted.copy(), wanted.copy()
    rest = (residual**2).sum(axis=0)
    for _ in range(_STEPS):
        image = kernel @ direction + strength * direction
        step = rest / np.maximum((direction * image).sum(axis=0), 1e-12)
        solution += step * direction
        residual -= step * image
        new = (residual**2).sum(axis=0)
        direction = residual + (new / np.maximum(rest, 1e-12)) * direction
        rest = new
    return solution
