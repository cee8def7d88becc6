"""What speaks for each label: its phrasings by every scorer, and a linear model over all labels.

One `Evidence` is a small table, a row for each label that may be meant, a column for each feature in `FEATURES`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.matching import scorers, text
from bot.matching.classes import ridge
from bot.matching.index import Floats, Index

_VIEWS = (text.characters, text.terms, text.sounds)
_BLEND = np.array([0.45, 0.35, 0.2], np.float32)
"""How much written form, content words and sound count where one similarity is needed."""
_ROWS = 16
_TEACHABLE = 8000
"""Phrasings up to which the linear model is trained: its cost grows with their square."""
_WORTH_TEACHING = 2.5
"""Mean phrasings a label from which the linear model has something to learn."""

FEATURES = (
    "characters", "terms", "sounds", "best", "best three", "class", "question covered", "phrasing covered",
    *(scorer.__name__ for scorer in scorers.SCORERS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """Labels that may be meant (indices), their features, the phrasing that spoke best for each; best first in
    no particular sense. `known` is the part of the question's weight that the base knows."""

    labels: npt.NDArray[np.int64]
    features: Floats
    phrasings: npt.NDArray[np.int64]
    known: float


class Witness:
    """Phrasings grouped by label, ready to testify about a question."""

    def __init__(self, normals: Sequence[str], labels: npt.NDArray[np.int64], count: int) -> None:
        """`normals` are normal forms sorted by label; `labels` their labels, 0…count-1, each at least once."""
        self.normals = list(normals)
        self.labels = labels
        self.count = count
        self.starts = np.searchsorted(labels, np.arange(count + 1))
        self._indexes = [Index(map(view, normals)) for view in _VIEWS]
        self._lessons = self._taught() if self._teachable() else None

    def _teachable(self) -> bool:
        return len(self.normals) <= _TEACHABLE and len(self.normals) >= _WORTH_TEACHING * self.count

    def _taught(self) -> Floats:
        rows = [self._similar(normal) for normal in self.normals]
        return ridge(np.array(rows, np.float32), self.labels, self.count)

    def _similar(self, normal: str) -> Floats:
        views = [
            index.compare(view(normal)).cosine for index, view in zip(self._indexes, _VIEWS, strict=True)
        ]
        return _kernel(np.stack(views, axis=1) @ _BLEND)

    def testify(self, normal: str, without: npt.NDArray[np.bool_] | None = None) -> Evidence:
        """The evidence about a question in normal form; phrasings marked in `without` keep silent."""
        overlaps = [index.compare(view(normal)) for index, view in zip(self._indexes, _VIEWS, strict=True)]
        cosines = np.stack([overlap.cosine for overlap in overlaps])
        if without is not None:
            cosines[:, without] = 0.0
        blend: Floats = _BLEND @ cosines
        best = np.maximum.reduceat(blend, self.starts[:-1])
        taught = np.zeros(self.count, np.float32)
        if self._lessons is not None:
            taught = _kernel(blend) @ self._lessons
        rows = min(_ROWS, self.count)
        chosen = np.argpartition(-(best + taught), rows - 1)[:rows]
        spoke = np.array([self._best_of(label, blend) for label in chosen])
        columns = [np.maximum.reduceat(view, self.starts[:-1])[chosen] for view in cosines]
        columns += [best[chosen], self._best_three(chosen, blend), taught[chosen]]
        columns += [overlaps[0].of_question[spoke], overlaps[0].of_text[spoke]]
        columns += [score(normal, [self.normals[at] for at in spoke]) for score in scorers.SCORERS]
        features = np.stack(columns, axis=1).astype(np.float32)
        return Evidence(chosen, features, spoke, overlaps[1].known)

    def knows_any(self, normal: str) -> bool:
        """Whether any content word of a text in normal form stands in a phrasing."""
        return self._indexes[1].compare(text.terms(normal)).known > 0

    def _best_of(self, label: int, blend: Floats) -> int:
        start, end = self.starts[label], self.starts[label + 1]
        return int(start + np.argmax(blend[start:end]))

    def _best_three(self, chosen: npt.NDArray[np.int64], blend: Floats) -> Floats:
        means = [np.sort(blend[self.starts[at] : self.starts[at + 1]])[-3:].mean() for at in chosen]
        return np.array(means, np.float32)


def _kernel(blend: Floats) -> Floats:
    """Similarity for the linear model: near ones count more than proportionally, far ones still a little."""
    return np.float32(0.5) * (blend + blend * blend)
