"""Are probabilities what they say, eight of ten right where the score is near 0.8? Measured on every yardstick.

    python -m bench.reliability [--yardsticks DIR]

Draws docs/reliability.png: for each set, the share of right answers over the score of the best candidate.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np

from bench.compare import FOLDER, YARDSTICKS, missing, read
from bench.engines import Butler
from bench.figures import Judged, calibration_error
from bench.picture import draw_reliability
from bench.record import ROOT, keep
from bench.tables import table
from bench.yardstick import DIGITS, run
from bot.matching import Matcher

BINS = 10
PICTURE = ROOT / "docs" / "reliability.png"


def binned(judged: Judged) -> list[dict[str, float]]:
    """For each tenth of the scores that has questions: how many, their mean score, the share that is right."""
    bins = np.minimum((judged.score * BINS).astype(np.int64), BINS - 1)
    return [
        {
            "questions": int(chosen.sum()),
            "score": round(float(judged.score[chosen].mean()), DIGITS),
            "right": round(float(judged.right[chosen].mean()), DIGITS),
        }
        for one in range(BINS)
        if (chosen := bins == one).any()
    ]


def measure(folder: Path) -> dict[str, dict[str, Any]]:
    """By yardstick: the bins, and the expected calibration error."""
    found = {}
    for yardstick in YARDSTICKS:
        questions = read(yardstick, folder)
        judged = run(Butler(Matcher.from_pairs(questions.base)), questions.test).judged
        error = calibration_error(judged.score, judged.right)
        found[yardstick.name] = {"bins": binned(judged), "ece": round(error or 0.0, DIGITS)}
    return found


def shown(found: dict[str, dict[str, Any]]) -> str:
    """A row for each set: the error, then the share of right answers in each tenth of the scores."""
    rows = [
        [
            name,
            f"{one['ece']:.3f}",
            " · ".join(f"{each['score']:.2f} → {each['right']:.2f}" for each in one["bins"]),
        ]
        for name, one in found.items()
    ]
    return table(["set", "ECE", "mean score → share right, by tenths of the score"], rows)


def main() -> int:
    """Measure, print, draw, and keep the figures under bench/results."""
    parser = argparse.ArgumentParser(prog="python -m bench.reliability", description=__doc__.splitlines()[0])
    parser.add_argument("--yardsticks", type=Path, default=FOLDER, help="the folder with the sets")
    options = parser.parse_args()
    if missing(options.yardsticks):
        print(
            "Nothing measured: the folder of the yardsticks is not complete. docs/benchmarks.md says what it holds."
        )
        return 0
    found = measure(options.yardsticks)
    print(shown(found))
    draw_reliability({name: one["bins"] for name, one in found.items()}, PICTURE)
    keep("reliability", {"sets": found})
    return 0


if __name__ == "__main__":
    sys.exit(main())
