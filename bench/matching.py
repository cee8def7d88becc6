"""Measure the matcher on questions with known labels and print one JSON object.

    python -m bench.matching --train TRAIN.jsonl --test TEST.jsonl [--dev DEV.jsonl]

Lines are `{"text": …, "label": …}`; the label `oos` means that nothing in the base is meant. A question counts as
answered when the best score reaches a threshold, which is fitted on DEV where it is given, else on questions taken
out of TRAIN: half of them stay in the base with the rest of their label, half lose their whole label.
"""

import argparse
import json
import random
import resource
import sys
import time
from pathlib import Path

import numpy as np

from bot.matching import Candidate, Matcher

Pairs = list[tuple[str, str]]
OUTSIDE = "oos"


def lines(path: Path) -> Pairs:
    """(label, text) of each line."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [(row["label"], row["text"]) for row in rows]


def ranked(matcher: Matcher, questions: Pairs) -> tuple[list[list[Candidate]], list[float]]:
    """The best three candidates of each question, and the milliseconds that each took."""
    found, took = [], []
    for _, question in questions:
        start = time.perf_counter()
        found.append(matcher.rank(question, 3))
        took.append((time.perf_counter() - start) * 1000)
    return found, took


def judged(questions: Pairs, found: list[list[Candidate]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Per question: the best score, whether it was right, whether the question is within scope."""
    score = np.array([one[0].score if one else 0.0 for one in found])
    pairs = zip(questions, found, strict=True)
    right = np.array([bool(one) and one[0].entry == label for (label, _), one in pairs], bool)
    inside = np.array([label != OUTSIDE for label, _ in questions], bool)
    return score, right, inside


def threshold(score: np.ndarray, right: np.ndarray, inside: np.ndarray) -> float:
    """The threshold with the most right decisions: right answers within scope, silence outside."""
    options = np.unique(np.concatenate(([0.0], score)))
    outside = 1 / max(int((~inside).sum()), 1)
    within = 1 / max(int(inside.sum()), 1)
    worth = [
        within * (right & inside & (score >= one)).sum() + SILENCE * outside * (~inside & (score < one)).sum()
        for one in options
    ]
    return float(options[int(np.argmax(worth))])


SILENCE = 0.1
"""What recognising all questions out of scope is worth beside answering all questions within it."""


def rehearsed(train: Pairs, seed: int = 11) -> float:
    """A threshold from TRAIN alone."""
    rnd = random.Random(seed)
    labels = sorted({label for label, _ in train if label != OUTSIDE})
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
    asked = [pair for pair in asked if pair[0] == OUTSIDE or pair[0] in held]
    found, _ = ranked(Matcher.from_pairs(base), asked)
    return threshold(*judged(asked, found))


def area(score: np.ndarray, inside: np.ndarray) -> float | None:
    """The probability that a question within scope scores higher than one outside (AUROC); None without either."""
    if inside.all() or not inside.any():
        return None
    values, counts = np.unique(score, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    ranks = middle[np.searchsorted(values, score)]
    positives, negatives = int(inside.sum()), int((~inside).sum())
    return float((ranks[inside].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def measure(train: Pairs, test: Pairs, dev: Pairs | None) -> dict[str, float | None]:
    """All figures of one run."""
    base = [pair for pair in train if pair[0] != OUTSIDE]
    start = time.perf_counter()
    matcher = Matcher.from_pairs(base)
    build = time.perf_counter() - start
    found, took = ranked(matcher, test)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 2**20
    )
    score, right, inside = judged(test, found)
    cut = threshold(*judged(dev, ranked(matcher, dev)[0])) if dev else rehearsed(base)
    pairs = zip(test, found, strict=True)
    third = np.array([label in {one.entry for one in three} for (label, _), three in pairs], bool)
    outside = ~inside
    return {
        "top1": round(float(right[inside].mean()), 4) if inside.any() else None,
        "top3": round(float(third[inside].mean()), 4) if inside.any() else None,
        "in_scope_accuracy": round(float((right & (score >= cut))[inside].mean()), 4)
        if inside.any()
        else None,
        "oos_recall": round(float((score < cut)[outside].mean()), 4) if outside.any() else None,
        "auroc": None if (found_area := area(score, inside)) is None else round(found_area, 4),
        "p50_ms": round(float(np.percentile(took, 50)), 3),
        "p99_ms": round(float(np.percentile(took, 99)), 3),
        "build_s": round(build, 3),
        "rss_mb": round(memory, 1),
        "threshold": round(cut, 4),
    }


def main() -> None:
    """Read the files, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--dev", type=Path)
    options = parser.parse_args()
    dev = lines(options.dev) if options.dev else None
    print(json.dumps(measure(lines(options.train), lines(options.test), dev)))


if __name__ == "__main__":
    main()
