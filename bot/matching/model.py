"""The learned part: how features rank labels, and how sure that makes. Readable numbers in `weights.json`."""

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Self

import numpy as np

from bot.matching.evidence import FEATURES, Evidence
from bot.matching.index import Floats

SURENESS = (
    "score",
    "margin",
    "known",
    "best",
    "best three",
    "class",
    "class margin",
    "ratio",
    "question covered",
)
"""What the confidence in the best label is made of, each with a weight that is not negative."""

_WIDE = 6.0
"""A margin beyond which more of it says nothing."""


@dataclass(frozen=True, slots=True)
class Model:
    """Two linear models: `rank` orders labels; `sure` turns the best one's evidence into a probability."""

    rank: Floats
    sure: Floats
    bias: float

    @classmethod
    def shipped(cls, *, taught: bool) -> Self:
        """The weights that came with the product, for bases with or without the linear model over labels."""
        every = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
        kept = every["taught" if taught else "untaught"]
        rank = np.array([kept["rank"].get(name, 0.0) for name in FEATURES], np.float32)
        sure = np.array([kept["sure"].get(name, 0.0) for name in SURENESS], np.float32)
        return cls(rank, sure, float(kept["sure"]["bias"]))

    def scores(self, evidence: Evidence) -> Floats:
        """A score for each label of the evidence; only differences matter."""
        scores: Floats = evidence.features @ self.rank
        return scores

    def probabilities(self, evidence: Evidence) -> Floats:
        """For each label of the evidence, how probable it is that it is meant.

        They sum to 1 at most: the rest is the probability that nothing in the base is meant.
        """
        scores = self.scores(evidence)
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        top = int(np.argmax(scores))
        right = 1 / (1 + np.exp(-float(self.sureness(evidence, scores) @ self.sure + self.bias)))
        if shares[top] > right:
            return np.asarray(shares * (right / shares[top]), np.float32)
        rest = (1 - right) / max(1 - float(shares[top]), 1e-9)
        probabilities = shares * np.float32(rest)
        probabilities[top] = right
        return np.asarray(probabilities, np.float32)

    def sureness(self, evidence: Evidence, scores: Floats) -> Floats:
        """The values of `SURENESS` for the best label."""
        order = np.argsort(-scores)
        top, rows = order[0], dict(zip(FEATURES, evidence.features.T, strict=True))
        taught = np.sort(rows["class"])[::-1]
        values = {
            "score": scores[top],
            "margin": min(float(scores[top] - scores[order[1]]), _WIDE) if len(order) > 1 else _WIDE,
            "known": evidence.known,
            "class margin": rows["class"][top] - (taught[1] if len(taught) > 1 else 0.0),
        }
        return np.array(
            [values[name] if name in values else rows[name][top] for name in SURENESS], np.float32
        )
