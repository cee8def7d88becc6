"""The matcher: pairs of (label, one way to ask) in, ranked candidates with probabilities out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from bot.matching import text
from bot.matching.evidence import FEATURES, Evidence, Witness
from bot.matching.model import Model
from bot.matching.verdict import Candidate


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One way to ask for a label: as written, in normal form, and the group of labels that the label belongs to."""

    label: str
    written: str
    normal: str
    group: str = ""


class Matcher:
    """Which labels a question may mean, any labels, any language. Built once, never changed, safe to share."""

    def __init__(self, phrasings: list[Phrasing], probes: int = 0) -> None:
        """Use `from_pairs` or `from_phrasings`."""
        self._group_of = {phrasing.label: phrasing.group for phrasing in phrasings}
        self.labels = sorted(self._group_of, key=lambda label: (self._group_of[label], label))
        number = {label: at for at, label in enumerate(self.labels)}
        phrasings = sorted(phrasings, key=lambda phrasing: number[phrasing.label])
        self._written = [phrasing.written for phrasing in phrasings]
        kept = sorted(set(self._group_of.values()))
        groups = np.array([kept.index(self._group_of[label]) for label in self.labels], np.int64)
        owners = np.array([number[phrasing.label] for phrasing in phrasings], np.int64)
        self._witness = Witness([phrasing.normal for phrasing in phrasings], owners, groups, probes)
        self._model = Model.shipped(taught=self._witness.taught)

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[str, str]]) -> Self:
        """A matcher for pairs (label, phrasing). Repeated pairs count once; a phrasing may be empty."""
        return cls.from_phrasings(
            Phrasing(label, phrasing, text.normalise(phrasing)) for label, phrasing in pairs
        )

    @classmethod
    def from_phrasings(cls, phrasings: Iterable[Phrasing], probes: int = 0) -> Self:
        """A matcher for phrasings whose normal forms and groups are given; one of each normal form a label.

        Up to `probes` of them are kept from the linear model, for `rehearsals`.
        """
        kept: dict[tuple[str, str], Phrasing] = {}
        for phrasing in phrasings:
            kept.setdefault((phrasing.label, phrasing.normal), phrasing)
        return cls(list(kept.values()), probes)

    def rank(self, question: str, limit: int = 5) -> list[Candidate]:
        """The labels that the question may mean, best first, `score` the probability that it is meant.

        Fewer than `limit` when fewer share anything with the question; empty for an empty question.
        """
        return self.rank_normal(text.normalise(question), limit)

    def rank_normal(
        self, normal: str, limit: int = 5, silent: npt.NDArray[np.bool_] | None = None
    ) -> list[Candidate]:
        """As `rank`, for a question in normal form; phrasings marked in `silent` do not speak."""
        if not normal or not self.labels:
            return []
        evidence = self._witness.testify(normal, silent)
        return self._candidates(evidence, limit)

    def knows_any(self, normal: str) -> bool:
        """Whether any content word of a text in normal form stands in the base."""
        return self._witness.knows_any(normal)

    def rehearsals(self) -> list[tuple[str, Candidate, bool]]:
        """Ask the matcher some of its own phrasings, evenly spread.

        Gives the right label, the best candidate, and whether the right label could speak. Each is asked while it is out of the base itself, and once more while its
        whole label is silent.
        """
        owners = self._witness.labels
        asked = []
        for probe in self._witness.probes.tolist():
            right = self.labels[owners[probe]]
            silent = owners == owners[probe]
            native = self._candidates(self._witness.rehearse(probe), 1)
            asked += [(right, best, True) for best in native]
            if probe % 2:
                continue
            foreign = self._candidates(self._witness.testify(self._witness.normals[probe], silent), 1)
            asked += [(right, best, False) for best in foreign]
        return asked

    def _candidates(self, evidence: Evidence, limit: int) -> list[Candidate]:
        scores, probabilities = self._model.scores(evidence), self._model.probabilities(evidence)
        best = evidence.features[:, FEATURES.index("best")]
        order = [at for at in np.argsort(-scores, kind="stable") if best[at] > 0][:limit]
        return [
            Candidate(
                self.labels[evidence.labels[at]],
                round(float(probabilities[at]), 4),
                self._written[evidence.phrasings[at]],
            )
            for at in order
        ]
