"""Measure the matcher on questions with known labels and print one JSON object.

    python -m bench.matching --train TRAIN.jsonl --test TEST.jsonl [--dev DEV.jsonl] [--encoder DIR|builtin]

Lines are `{"text": …, "label": …}`; the label `oos` means that nothing in the base is meant. A question counts as
answered when the best score reaches a threshold, which is fitted on DEV where it is given, else on questions taken
out of TRAIN: some stay in the base with the rest of their label, some lose their whole label. `figures.SILENCE` says
what the threshold is fitted to.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path

from bench.engines import Build, Pairs, butler
from bench.yardstick import OUTSIDE, figures, fitted, lines, run


def measure(build: Build, train: Pairs, test: Pairs, dev: Pairs | None) -> dict[str, float | None]:
    """All figures of one run; memory is the whole process's at its highest, in megabytes."""
    base = [pair for pair in train if pair[0] != OUTSIDE]
    start = time.perf_counter()
    engine = build(base)
    took = time.perf_counter() - start
    asked = run(engine, test)
    peak = peak_mb()
    found = figures(asked, fitted(engine, build, base, dev))
    return {**found, "build_s": round(took, 3), "rss_mb": round(peak, 1)}


def peak_mb() -> float:
    """The most memory that this process has had, in megabytes."""
    kibibytes = 1024 if sys.platform != "darwin" else 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / kibibytes


def main() -> None:
    """Read the files, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m bench.matching", description=__doc__.splitlines()[0])
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--test", type=Path, required=True)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--encoder", help="a folder with a sentence encoder, or builtin")
    options = parser.parse_args()
    dev = lines(options.dev) if options.dev else None
    build = butler(options.encoder)
    print(json.dumps(measure(build, lines(options.train), lines(options.test), dev)))


if __name__ == "__main__":
    main()
