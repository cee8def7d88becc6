"""A yardstick is a set of questions with known labels; here an engine is held against it.

Lines of a file are `{"text": …, "label": …}`. The label `oos` means that nothing in the base is meant.
"""

import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.engines import Build, Engine, Pairs, Ranking
from bench.figures import Flags, Judged, area, at_threshold, calibration_error, share, threshold

OUTSIDE = "oos"
DIGITS = 4


def lines(path: Path) -> Pairs:
    """(label, text) of each line of a file; empty lines are passed over."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [(row["label"], row["text"]) for row in rows]


def sampled(questions: Pairs, most: int | None, seed: int = 5) -> Pairs:
    """Up to `most` of the questions inside and as many outside, all without it; the same ones for the same seed."""
    if most is None:
        return questions
    rnd = random.Random(seed)
    inside = [pair for pair in questions if pair[0] != OUTSIDE]
    outside = [pair for pair in questions if pair[0] == OUTSIDE]
    return [pair for kind in (inside, outside) for pair in rnd.sample(kind, min(most, len(kind)))]


@dataclass(frozen=True)
class Run:
    """What an engine said to each question: its best three labels, and the milliseconds that they took."""

    questions: Pairs
    found: list[Ranking]
    took: list[float]

    @property
    def judged(self) -> Judged:
        """Best score (0 where nothing was found), whether it was right, whether a label was meant."""
        score = np.array([one[0][1] if one else 0.0 for one in self.found], np.float64)
        pairs = zip(self.questions, self.found, strict=True)
        right = np.array([bool(one) and one[0][0] == label for (label, _), one in pairs], bool)
        inside = np.array([label != OUTSIDE for label, _ in self.questions], bool)
        return Judged(score, right & inside, inside)

    @property
    def among_three(self) -> Flags:
        """Per question: whether the label meant is among the best three."""
        pairs = zip(self.questions, self.found, strict=True)
        return np.array([label in {one for one, _ in three[:3]} for (label, _), three in pairs], bool)


def run(engine: Engine, questions: Pairs) -> Run:
    """Ask an engine all questions, one after another."""
    found, took = [], []
    for _, question in questions:
        start = time.perf_counter()
        found.append(engine.rank(question, 3))
        took.append((time.perf_counter() - start) * 1000)
    return Run(questions, found, took)


def rehearsal(train: Pairs, seed: int = 11) -> tuple[Pairs, Pairs]:
    """A base and questions out of the training lines, for a threshold without further questions.

    A tenth of the labels leave the base, and their lines are asked as questions outside. Of the other lines a tenth is
    asked, where its label still has another.
    """
    rnd = random.Random(seed)
    labels = sorted({label for label, _ in train})
    foreign = set(rnd.sample(labels, max(1, len(labels) // 10)))
    base, asked = [], []
    for label, way in train:
        if label in foreign:
            asked.append((OUTSIDE, way))
        elif rnd.random() < 0.1:
            asked.append((label, way))
        else:
            base.append((label, way))
    held = {label for label, _ in base}
    return base, [pair for pair in asked if pair[0] == OUTSIDE or pair[0] in held]


def fitted(engine: Engine, build: Build, train: Pairs, dev: Pairs | None, most: int | None = None) -> float:
    """The threshold: on `dev` where it is given, else on a rehearsal; at most `most` questions are asked."""
    if dev:
        return threshold(run(engine, sampled(dev, most)).judged)
    base, asked = rehearsal(train)
    return threshold(run(build(base), sampled(asked, most)).judged)


def crossed(judged: Judged) -> tuple[float | None, float | None]:
    """In-scope accuracy and recall where each half of the questions has the threshold of the other half.

    Halves are every other question inside, every other one outside. What a set without questions of its own for
    fitting would show if it had them.
    """
    order = np.argsort(judged.inside, kind="stable")
    halves = [order[::2], order[1::2]]
    shares = [
        at_threshold(judged.at(here), threshold(judged.at(there)))
        for here, there in zip(halves, reversed(halves), strict=True)
    ]
    answered, silent = zip(*shares, strict=True)
    return _mean(answered), _mean(silent)


def _mean(values: tuple[float | None, ...]) -> float | None:
    kept = [value for value in values if value is not None]
    return sum(kept) / len(kept) if kept else None


def figures(asked: Run, cut: float) -> dict[str, float | None]:
    """The figures of a run: shares 0…1 (None where no question is of the kind), milliseconds, the threshold."""
    judged = asked.judged
    answered, silent = at_threshold(judged, cut)
    found = {
        "top1": share(judged.right[judged.inside]),
        "top3": share(asked.among_three[judged.inside]),
        "in_scope_accuracy": answered,
        "oos_recall": silent,
        "auroc": area(judged.score, judged.inside),
        "ece": calibration_error(judged.score, judged.right),
        **latency(asked.took),
        "threshold": cut,
    }
    return {name: None if value is None else round(value, DIGITS) for name, value in found.items()}


def latency(took: list[float]) -> dict[str, float]:
    """Median and 99th percentile in milliseconds."""
    values: npt.NDArray[np.float64] = np.array(took, np.float64)
    return {
        "p50_ms": round(float(np.percentile(values, 50)), 3),
        "p99_ms": round(float(np.percentile(values, 99)), 3),
    }
