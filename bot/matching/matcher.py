"""The matcher: pairs of (label, one way to ask) in, ranked candidates with probabilities out."""

from collections.abc import Iterable
from typing import Self

import numpy as np
import numpy.typing as npt

from bot.matching import text
from bot.matching.evidence import Evidence, Witness
from bot.matching.model import Model
from bot.matching.verdict import Candidate


class Matcher:
    """Which labels a question may mean, any labels, any language. Built once, never changed, safe to share."""

    def __init__(self, phrasings: list[tuple[str, str, str]], model: Model) -> None:
        """`phrasings` are (label, phrasing as written, its normal form); use `from_pairs`."""
        self.labels = sorted({label for label, _, _ in phrasings})
        number = {label: at for at, label in enumerate(self.labels)}
        phrasings = sorted(phrasings, key=lambda phrasing: number[phrasing[0]])
        self._written = [written for _, written, _ in phrasings]
        self._model = model
        owners = np.array([number[label] for label, _, _ in phrasings], np.int64)
        self._witness = Witness([normal for _, _, normal in phrasings], owners, len(self.labels))

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """A matcher for pairs (label, phrasing). Repeated pairs count once; a phrasing may be empty."""
        unique = dict.fromkeys((label, text.normalise(phrasing), phrasing) for label, phrasing in pairs)
        kept = {(label, normal): written for label, normal, written in reversed(list(unique))}
        return cls([(label, written, normal) for (label, normal), written in kept.items()], Model.shipped())

    def rank(self, question: str, limit: int = 5) -> list[Candidate]:
        """The labels that the question may mean, best first, `score` the probability that it is meant.

        Fewer than `limit` when fewer share anything with the question; empty for an empty question.
        """
        return self.rank_normal(text.normalise(question), limit)

    def rank_normal(
        self, normal: str, limit: int = 5, without: npt.NDArray[np.bool_] | None = None
    ) -> list[Candidate]:
        """As `rank`, for a question in normal form; phrasings marked in `without` keep silent."""
        if not normal or not self.labels:
            return []
        evidence = self._witness.testify(normal, without)
        return self._candidates(evidence, limit)

    def knows_any(self, normal: str) -> bool:
        """Whether any content word of a text in normal form stands in the base."""
        return self._witness.knows_any(normal)

    def trials(self, most: int) -> list[tuple[float, bool]]:
        """The matcher asked its own phrasings, up to `most` of them, evenly spread: the probability of the best
        label and whether it was right. Each is asked twice: while it is out of the base, and while its whole label
        is, when no answer is right."""
        owners = self._witness.labels
        trials = []
        for at in range(0, len(owners), max(1, len(owners) // max(most, 1))):
            silent = np.zeros(len(owners), np.bool_)
            silent[at] = True
            for without, right in ((silent, self.labels[owners[at]]), (owners == owners[at], None)):
                ranked = self.rank_normal(self._witness.normals[at], 1, without)
                if ranked:
                    trials.append((ranked[0].score, ranked[0].entry == right))
        return trials

    def _candidates(self, evidence: Evidence, limit: int) -> list[Candidate]:
        scores, probabilities = self._model.scores(evidence), self._model.probabilities(evidence)
        best = evidence.features[:, 3]
        order = [at for at in np.argsort(-scores, kind="stable") if best[at] > 0][:limit]
        return [
            Candidate(
                self.labels[evidence.labels[at]],
                round(float(probabilities[at]), 4),
                self._written[evidence.phrasings[at]],
            )
            for at in order
        ]
