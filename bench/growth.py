"""How the matcher grows with its base: milliseconds a question, seconds to build, megabytes, beside rapidfuzz's WRatio.

    python -m bench.growth [--sizes 300 3000 30000 300000 1000000] [--questions 300]

Each size and engine is measured in a process of its own. WRatio looks at every phrasing for every question, so it is
measured up to 30,000 phrasings and with fewer questions. Memory is what the process grows by, texts included, once built
and at its highest; it is read from /proc, so this bench runs on Linux.
"""

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench import growth_texts, tables
from bench.engines import Build, butler
from bench.figures import share
from bench.matching import peak_mb
from bench.picture import draw
from bench.record import ROOT, keep
from bench.rivals import RIVALS
from bench.yardstick import DIGITS, latency, run

SIZES = (300, 3_000, 30_000, 300_000, 1_000_000)
RIVAL = "WRatio"
RIVAL_UP_TO, RIVAL_QUESTIONS = 30_000, 100
_WARMING = 10
"""Questions asked before the clock counts: tables are read with the first."""
ENGINES: dict[str, Build] = {tables.OURS: butler(), RIVAL: RIVALS[RIVAL]}


def resident_mb() -> float:
    """Megabytes of this process in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def measure(engine: str, size: int, questions: int) -> dict[str, Any]:
    """One engine at one size, in this process."""
    made_of = growth_texts.stock(ROOT / "knowledge")
    base = growth_texts.pairs(size, made_of)
    gc.collect()
    before = resident_mb()
    start = time.perf_counter()
    built = ENGINES[engine](base)
    took = time.perf_counter() - start
    gc.collect()
    grown = resident_mb() - before
    run(built, growth_texts.questions(base, _WARMING, seed=1))
    asked = run(built, growth_texts.questions(base, questions))
    return {
        "engine": engine,
        "size": size,
        "labels": len({label for label, _ in base}),
        "asked": questions,
        "top1": round(share(asked.judged.right) or 0.0, DIGITS),
        **latency(asked.took),
        "build_s": round(took, 3),
        "grown_mb": round(grown, 1),
        "peak_mb": round(peak_mb() - before, 1),
    }


def apart(engine: str, size: int, questions: int) -> dict[str, Any]:
    """The same in a fresh process with one thread for linear algebra."""
    command = [sys.executable, "-m", "bench.growth", "--one", engine]
    command += ["--sizes", str(size), "--questions", str(questions)]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)  # noqa: S603  ourselves
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def times_faster(rows: list[dict[str, Any]]) -> dict[str, float] | None:
    """How many times the rival's median and 99th percentile are ours, at the largest size that both have."""
    of = {(row["engine"], row["size"]): row for row in rows}
    both = [size for engine, size in of if engine == RIVAL and (tables.OURS, size) in of]
    if not both:
        return None
    ours, rival = of[tables.OURS, max(both)], of[RIVAL, max(both)]
    ratios = {name: round(rival[f"{name}_ms"] / ours[f"{name}_ms"], 1) for name in ("p50", "p99")}
    return {"size": max(both), **ratios}


def all_sizes(sizes: list[int], questions: int) -> list[dict[str, Any]]:
    """Every size, ours and the rival where it is measured, each printed as soon as it is there."""
    rows = []
    for size in sizes:
        asked = {tables.OURS: questions}
        if size <= RIVAL_UP_TO:
            asked[RIVAL] = min(questions, RIVAL_QUESTIONS)
        for engine, number in asked.items():
            rows.append(apart(engine, size, number))
            print(json.dumps(rows[-1]), file=sys.stderr, flush=True)
    return rows


def main() -> int:
    """Measure, print, keep the figures under bench/results, and draw the curve."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="phrasings")
    parser.add_argument("--questions", type=int, default=300)
    parser.add_argument(
        "--one", choices=ENGINES, help="measure only this engine at one size, in this process"
    )
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one, options.sizes[0], options.questions)))
        return 0
    rows = all_sizes(options.sizes, options.questions)
    keep("growth", {"rows": rows, "times_faster": times_faster(rows)})
    draw(rows, ROOT / "docs" / "growth.png")
    print(tables.growth(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
