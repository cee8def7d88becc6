"""The learned part: how features rank labels, and how sure that makes. Readable numbers in `weights.json`."""

import json
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Self

import numpy as np

from bot.matching.ranking.evidence import FEATURES, Evidence
from bot.matching.ranking.features import Floats

SURENESS = ("vote", "covers", "share", "meant", "ahead")
"""What the confidence in the best label is made of, each with a weight that is not negative: two of its features, the logarithm
of its share among the labels by all else than what their phrasings mean together, that of its share by just this, and how far it is
ahead there of whichever other label is best. The classifier is sure of something even about what is foreign to it."""

_MEANT = FEATURES.index("meant")


@dataclass(frozen=True, slots=True)
class Model:
    """Two linear models: `rank` orders labels; `sure` turns the best one's evidence into a probability."""

    rank: Floats
    sure: Floats
    bias: float
    meaning: float
    """How much likeness of meaning counts beside likeness of words, 0…1, if there is an encoder."""

    @classmethod
    def shipped(cls, *, semantic: bool) -> Self:
        """The weights that came with the product, for use with an encoder or without one."""
        every = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
        return cls.of(every["semantic" if semantic else "plain"])

    @classmethod
    def of(cls, kept: dict[str, dict[str, float]]) -> Self:
        """A model of weights by name."""
        rank = np.array([kept["rank"].get(name, 0.0) for name in FEATURES], np.float32)
        sure = np.array([kept["sure"].get(name, 0.0) for name in SURENESS], np.float32)
        return cls(rank, sure, kept["sure"]["bias"], kept["rank"].get("meaning", 0.0))

    def towards(self, other: Self, share: float) -> Self:
        """The model that lies between this one (0) and another (1)."""
        if share in (0.0, 1.0):
            return other if share else self
        rest = 1 - share
        return type(self)(
            np.asarray(rest * self.rank + share * other.rank, np.float32),
            np.asarray(rest * self.sure + share * other.sure, np.float32),
            rest * self.bias + share * other.bias,
            rest * self.meaning + share * other.meaning,
        )

    def without(self, feature: str) -> Self:
        """The model that leaves a feature aside when it ranks."""
        rest = np.array([name != feature for name in FEATURES])
        return replace(self, rank=np.asarray(self.rank * rest, np.float32))

    def scores(self, evidence: Evidence) -> Floats:
        """A score for each label of the evidence; only differences matter."""
        scores: Floats = evidence.features @ self.rank
        return scores

    def probabilities(self, evidence: Evidence) -> Floats:
        """For each label of the evidence, how probable it is that it is meant.

        They sum to 1 at most: the rest is the probability that nothing in the base is meant.
        """
        scores = self.scores(evidence)
        shares = _shares(scores)
        top = int(shares.argmax())
        right = 1 / (1 + np.exp(-float(self.sureness(evidence, scores) @ self.sure + self.bias)))
        if shares[top] > right:
            return np.asarray(shares * (right / shares[top]), np.float32)
        rest = (1 - right) / max(1 - float(shares[top]), 1e-9)
        probabilities = shares * np.float32(rest)
        probabilities[top] = right
        return np.asarray(probabilities, np.float32)

    def sureness(self, evidence: Evidence, scores: Floats) -> Floats:
        """The values of `SURENESS` for the best label by these scores."""
        top = int(scores.argmax())
        values = dict(zip(FEATURES, evidence.features[top].tolist(), strict=True))
        logs = evidence.features[:, _MEANT]
        values["share"] = float(np.log(_shares(scores - self.rank[_MEANT] * logs)[top]))
        values["meant"] = float(np.log(_shares(logs)[top]))
        others = [*logs[:top].tolist(), *logs[top + 1 :].tolist()]
        values["ahead"] = float(logs[top]) - max(others, default=float(logs[top]))
        return np.array([values[name] for name in SURENESS], np.float32)


def _shares(scores: Floats) -> Floats:
    shares = np.exp(scores - scores.max())
    return np.asarray(shares / shares.sum(), np.float32)
