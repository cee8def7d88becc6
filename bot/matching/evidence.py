"""What speaks for each label: its phrasings by every scorer, its words as a whole, a linear model over all labels.

One `Evidence` is a small table, a row for each label that may be meant, a column for each of `FEATURES`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.matching import scorers, text
from bot.matching.index import Feature, Floats, Index, Ints, Overlap
from bot.matching.school import School

_VIEWS: tuple[tuple[Callable[[str], Sequence[str]], float], ...] = (
    (text.characters, 0.45),
    (text.terms, 0.35),
    (text.sounds, 0.2),
)
"""How much written form, content words and sound count towards similarity."""
_ROWS = 16
_TEACHABLE = 16000
"""Phrasings up to which the linear model is trained: its cost grows with their square."""
_TAUGHT = np.float32(0.15)
"""What a point of the linear model is worth beside similarity when the labels that may be meant are chosen."""
_LEFT_PER_PROBE = 25
"""Phrasings that a base needs for each one that it does not learn from."""
_WORTH_TEACHING = 2.5
"""Mean phrasings a label from which the linear model has something to learn."""

FEATURES = (
    "best", "best three", "class", "question covered", "phrasing covered", "label similar", "label covers",
    *(scorer.__name__ for scorer in scorers.SCORERS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """Labels that may be meant, in no particular order, with their features."""

    labels: Ints
    features: Floats
    phrasings: Ints
    """For each label the phrasing that is most like the question."""
    known: float
    """The part of the question's weight that stands anywhere in the base, 0…1."""


class Witness:
    """Phrasings grouped by label, ready to testify about a question."""

    def __init__(self, normals: Sequence[str], labels: Ints, groups: Ints, probes: int = 0) -> None:
        """Take normal forms sorted by label, their labels 0, 1, …, and for each label its group, not descending."""
        self.normals = list(normals)
        self.labels = labels
        count = len(groups)
        self.starts: Ints = np.searchsorted(labels, np.arange(count + 1))
        features = [viewed(normal) for normal in self.normals]
        weights = [weight for _, weight in _VIEWS]
        self._phrasings = Index(features, weights)
        bounds = zip(self.starts[:-1].tolist(), self.starts[1:].tolist(), strict=True)
        wholes = ({one for way in features[start:end] for one in way} for start, end in bounds)
        self._wholes = Index([list(whole) for whole in wholes], weights)
        few = min(probes, len(normals) // _LEFT_PER_PROBE)
        self.probes: Ints = np.linspace(0, len(normals) - 1, few).astype(np.int64)
        """Phrasings, evenly spread, that the linear model does not learn, so that they can be asked."""
        self._school: School | None = None
        if count > 1 and _WORTH_TEACHING * count <= len(self.normals) <= _TEACHABLE:
            self._school = School(self._phrasings, self.normals, labels, groups, self.probes)

    @property
    def taught(self) -> bool:
        """Whether there is a linear model over the labels."""
        return self._school is not None

    def testify(self, normal: str, silent: npt.NDArray[np.bool_] | None = None) -> Evidence:
        """The evidence about a question in normal form; phrasings marked in `silent` do not speak."""
        features = viewed(normal)
        overlap = self._phrasings.compare(features)
        similar = overlap.similar if silent is None else np.where(silent, np.float32(0), overlap.similar)
        return self._evidence(normal, features, overlap, similar, self._taught(normal, similar))

    def rehearse(self, probe: int) -> Evidence:
        """The evidence about a phrasing of its own, one of `probes`, as if it were not in the base."""
        normal = self.normals[probe]
        features = viewed(normal)
        overlap = self._phrasings.compare(features)
        similar = overlap.similar.copy()
        similar[probe] = 0.0
        return self._evidence(normal, features, overlap, similar, self._taught(normal, similar))

    def _taught(self, normal: str, similar: Floats) -> Floats:
        if self._school is None:
            return np.zeros(len(self.starts) - 1, np.float32)
        return self._school.score(similar, han=text.is_han(normal))

    def _evidence(
        self, normal: str, features: list[Feature], overlap: Overlap, similar: Floats, taught: Floats
    ) -> Evidence:
        whole = self._wholes.compare(features)
        best = np.maximum.reduceat(similar, self.starts[:-1])
        rows = min(_ROWS, len(best))
        labels = np.argpartition(-(best + _TAUGHT * taught), rows - 1)[:rows]
        spoke = np.array([self._best_of(label, similar) for label in labels], np.int64)
        columns = [best[labels], self._best_three(labels, similar), taught[labels]]
        columns += [overlap.of_question(spoke), overlap.of_text(spoke)]
        columns += [whole.similar[labels], whole.of_question(labels)]
        said = [self.normals[at] for at in spoke]
        columns += [score(normal, said) for score in scorers.SCORERS]
        return Evidence(labels, np.stack(columns, axis=1).astype(np.float32), spoke, overlap.known)

    def knows_any(self, normal: str) -> bool:
        """Whether any word of a text in normal form stands in a phrasing."""
        return self._phrasings.compare([(1, term) for term in text.terms(normal)]).known > 0

    def _best_of(self, label: int, similar: Floats) -> int:
        start, end = self.starts[label], self.starts[label + 1]
        return int(start + np.argmax(similar[start:end]))

    def _best_three(self, labels: Ints, similar: Floats) -> Floats:
        means = [np.sort(similar[self.starts[at] : self.starts[at + 1]])[-3:].mean() for at in labels]
        return np.array(means, np.float32)


def viewed(normal: str) -> list[Feature]:
    """The features of a text in normal form, in all views."""
    return [(at, feature) for at, (view, _) in enumerate(_VIEWS) for feature in view(normal)]
