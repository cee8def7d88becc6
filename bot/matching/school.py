"""Where a base learns to tell its own labels apart: first the groups, then the labels within each group.

A group is what the labels of one measure have in common. Two small lessons instead of a large one: they cost a
tenth of the time, and the first asks directly for what matters most.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from bot.matching import text
from bot.matching.classes import Lessons, learn, log_softmax
from bot.matching.index import Floats, Index, Ints


class School:
    """Linear models over groups and labels, apart for Chinese and other texts, which share nothing to learn."""

    def __init__(
        self, index: Index, normals: Sequence[str], labels: Ints, groups: Ints, probes: Ints
    ) -> None:
        """Learn from texts sorted by label, all but `probes`; `groups` tells each label's group, not descending."""
        self._edges: Ints = np.searchsorted(groups, np.arange(groups[-1] + 2))
        han = np.array([text.is_han(normal) for normal in normals])
        taught = np.ones(len(normals), np.bool_)
        taught[probes] = False
        self._classes = [
            self._taught(index, np.flatnonzero(taught & (han == script)), labels, groups)
            for script in (False, True)
        ]

    def _taught(self, index: Index, texts: Ints, labels: Ints, groups: Ints) -> list[tuple[Ints, Lessons]]:
        """The lessons from these texts: over the groups, then over the labels of each group."""
        if not len(texts):
            return []
        kernel = index.among(texts)
        mine = groups[labels[texts]]
        bounds = np.searchsorted(mine, np.arange(groups[-1] + 2)).tolist()
        taught = []
        for group, (start, end) in enumerate(pairwise(bounds)):
            first, count = self._edges[group], int(self._edges[group + 1] - self._edges[group])
            inside = kernel[start:end, start:end].copy()
            taught.append((texts[start:end], _lessons(inside, labels[texts[start:end]] - first, count)))
        return [(texts, _lessons(kernel, mine, int(groups[-1]) + 1)), *taught]

    def score(self, similar: Floats, *, han: bool) -> Floats:
        """The logarithm of each label's probability, from a question's similarities to all texts."""
        if not self._classes[han]:
            return np.zeros(int(self._edges[-1]), np.float32)
        scores = [log_softmax(_told(similar, *lesson)) for lesson in self._classes[han]]
        shares = zip(scores[0], scores[1:], strict=True)
        return np.concatenate([group + within for group, within in shares])


def _lessons(kernel: Floats, labels: Ints, count: int) -> Lessons:
    if not len(labels) or count == 1:
        return Lessons(np.zeros((len(labels), count), np.float32), np.zeros(count, np.float32))
    return learn(kernel, labels, count)


def _told(similar: Floats, texts: Ints, lessons: Lessons) -> Floats:
    return np.asarray(similar[texts] @ lessons.coefficients + lessons.bias, np.float32)
