"""A linear model over the runs of a text: how probable is each kind of sentence.

Multinomial logistic regression. The weights that come with the product are learnt from thousands of sentences by
`python -m bench.train_alarms` and `bench.train_followups`; the sentences of a knowledge folder teach it on top.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from typing import Self

import numpy as np
from numpy.typing import NDArray

from bot.matching.hearing.features import places
from bot.matching.hearing.teaching import pulled, softmax, wanted
from bot.matching.text.normal_form import normalise

Floats = NDArray[np.float32]

NONE = "none"
"""The class of what is of no kind that is listened for."""
STRENGTH = 30.0
"""How strongly sentences pull against weights that are held small, in training."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights (places × kinds) and a bias for each kind."""

    kinds: tuple[str, ...]
    weights: Floats
    bias: Floats

    @classmethod
    def shipped(cls, package: str) -> Self:
        """The model that came with the product in a package. Its weights are kept as whole numbers with a scale for each kind."""
        raw = files(package).joinpath("weights.npz").read_bytes()
        with np.load(BytesIO(raw)) as kept:
            kinds = tuple(json.loads(str(kept["kinds"])))
            return cls(kinds, kept["weights"].astype(np.float32) * kept["scale"], kept["bias"])

    def probabilities(self, normal: str) -> Floats:
        """The probability of each kind for a text in normal form, in the order of `kinds`; they sum to 1."""
        return np.asarray(softmax(self.scores([places(normal)]))[0], np.float32)

    def taught(self, lessons: Sequence[tuple[str, str]]) -> Self:
        """The model after it was shown (text, kind) pairs; kinds that it has not met are added.

        What no lesson speaks of stays as it is.
        """
        if not lessons:
            return self
        known = self._with_kinds([kind for _, kind in lessons])
        shown = [places(normalise(text)) for text, _ in lessons]
        pulls = pulled(known.scores(shown), _products(shown), wanted(lessons, known.kinds))
        weights = known.weights.copy()
        for (at, value), pull in zip(shown, pulls, strict=True):
            weights[at] += value * pull
        return type(self)(known.kinds, weights, known.bias)

    def _with_kinds(self, kinds: Sequence[str]) -> Self:
        new = [kind for kind in dict.fromkeys(kinds) if kind not in self.kinds]
        if not new:
            return self
        weights = np.hstack([self.weights, np.zeros((len(self.weights), len(new)), np.float32)])
        bias = np.append(self.bias, np.full(len(new), self.bias.min(), np.float32))
        return type(self)((*self.kinds, *new), weights, bias)

    def scores(self, shown: Sequence[tuple[NDArray[np.int64], float]]) -> Floats:
        """How much speaks for each kind, a row for each text; only differences matter."""
        return np.array([value * self.weights[at].sum(axis=0) + self.bias for at, value in shown], np.float32)


def _products(shown: Sequence[tuple[NDArray[np.int64], float]]) -> Floats:
    """How much each two texts have in common."""
    met = np.unique(np.concatenate([at for at, _ in shown]))
    spread = np.zeros((len(shown), len(met)), np.float32)
    for row, (at, value) in zip(spread, shown, strict=True):
        row[np.searchsorted(met, at)] = value
    return np.asarray(spread @ spread.T, np.float32)
