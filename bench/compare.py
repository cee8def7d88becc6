"""The matcher beside its rivals on every yardstick: right or not, silent or not, how fast, and how much noise it takes.

    python -m bench.compare [--yardsticks DIR] [--encoder DIR] [--sample 500]

Yardsticks are not part of this repository; without them this bench says what is missing and measures nothing.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from bench import tables
from bench.engines import BUILTIN, Build, Engine, Pairs, butler
from bench.figures import share
from bench.noise import CHINESE, ENGLISH, Noise, noised
from bench.record import ROOT, keep
from bench.rivals import RIVALS, SLOW
from bench.yardstick import DIGITS, OUTSIDE, crossed, figures, fitted, lines, run, sampled

ENCODER = ROOT / ".venv" / "encoder"
"""Where the Makefile puts the English encoder (all-MiniLM)."""
FOLDER = ROOT.parent / "shared" / "data" / "yardsticks"


@dataclass(frozen=True)
class Yardstick:
    """A set by its name in the tables, its files without `.jsonl`, and the noises of its language."""

    name: str
    train: str
    test: str
    noises: dict[str, Noise]
    dev: str | None = None

    @property
    def files(self) -> list[str]:
        """The names of its files."""
        return [f"{part}.jsonl" for part in (self.train, self.test, self.dev) if part]


YARDSTICKS = (
    Yardstick("CLINC150", "clinc150_train", "clinc150_dev", ENGLISH),
    Yardstick("BANKING77, 10 phrasings a label", "banking77_10shot_train", "banking77_10shot_dev", ENGLISH),
    Yardstick("support_zh", "support_zh_train", "support_zh_dev", CHINESE),
    Yardstick("epidemic_zh", "epidemic_zh_train", "epidemic_zh_test", CHINESE, "epidemic_zh_dev"),
)


@dataclass(frozen=True)
class Questions:
    """A yardstick as read: the base, the questions, and those for fitting a threshold where it has some."""

    base: Pairs
    test: Pairs
    dev: Pairs | None

    @property
    def inside(self) -> Pairs:
        """The questions that the base can answer."""
        return [pair for pair in self.test if pair[0] != OUTSIDE]


def read(yardstick: Yardstick, folder: Path) -> Questions:
    """Read its files from a folder."""
    train, test, *rest = (lines(folder / name) for name in yardstick.files)
    return Questions([pair for pair in train if pair[0] != OUTSIDE], test, rest[0] if rest else None)


def scored(engine: Engine, build: Build, questions: Questions, most: int | None) -> dict[str, Any]:
    """The figures of an engine that has been built; `most` bounds the questions of each kind."""
    asked = run(engine, sampled(questions.test, most))
    cut = fitted(engine, build, questions.base, questions.dev, most)
    found: dict[str, Any] = {"asked": len(asked.questions), **figures(asked, cut)}
    if not questions.dev and found["oos_recall"] is not None:
        found["crossed"] = crossed(asked.judged)
    return found


def stood(engine: Engine, clean: Pairs, noises: dict[str, Noise]) -> Iterator[tuple[str, float]]:
    """Top-1 of these questions as they are, and under each noise."""
    for name, noise in {"clean": _unchanged, **noises}.items():
        yield name, round(share(run(engine, noised(clean, noise)).judged.right) or 0.0, DIGITS)


def _unchanged(text: str, _rnd: object) -> str:
    return text


def measure(yardstick: Yardstick, folder: Path, engines: dict[str, Build], sample: int) -> dict[str, Any]:
    """All engines on one yardstick, one after another so that only one is in memory."""
    questions = read(yardstick, folder)
    clean = sampled(questions.inside, sample)
    found: dict[str, Any] = {
        "phrasings": len(questions.base),
        "labels": len({label for label, _ in questions.base}),
        "outside": len(questions.test) - len(questions.inside),
        "fitted": "dev" if questions.dev else "rehearsal",
        "engines": {},
        "noises": {name: {} for name in ("clean", *yardstick.noises)},
    }
    for name, build in engines.items():
        print(f"{yardstick.name}: {name}", file=sys.stderr, flush=True)
        start = time.perf_counter()
        engine = build(questions.base)
        took = round(time.perf_counter() - start, 3)
        figures_of = scored(engine, build, questions, sample if name in SLOW else None)
        if name in RIVALS:  # their scores are no probabilities that they vouch for
            del figures_of["ece"]
        found["engines"][name] = {**figures_of, "build_s": took}
        for noise, top1 in stood(engine, clean, yardstick.noises):
            found["noises"][noise][name] = top1
    return found


def missing(folder: Path) -> list[str]:
    """The files that the folder lacks."""
    return [name for one in YARDSTICKS for name in one.files if not (folder / name).exists()]


def shown(found: dict[str, Any]) -> str:
    """The tables of one yardstick."""
    parts = [tables.scores(found["engines"]), tables.crossing(found["engines"])]
    return "\n\n".join([part for part in parts if part] + [tables.robustness(found["noises"])])


def main() -> int:
    """Measure, print, and keep the figures under bench/results."""
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description=__doc__.splitlines()[0])
    parser.add_argument("--yardsticks", type=Path, default=FOLDER, help="the folder with the sets")
    parser.add_argument(
        "--encoder",
        type=Path,
        default=ENCODER,
        help="a folder with another sentence encoder, measured as well",
    )
    parser.add_argument("--sample", type=int, default=500, help="questions for slow rivals and for noises")
    options = parser.parse_args()
    if absent := missing(options.yardsticks):
        print(
            f"No comparison: the folder of the yardsticks lacks {', '.join(absent)}. docs/benchmarks.md says where"
        )
        print(
            "they come from; put them there, one JSON object with text and label a line, and name it: --yardsticks DIR"
        )
        return 0
    engines = {tables.OURS: butler(), f"{tables.OURS} + encoder": butler(BUILTIN)}
    if options.encoder.exists():
        name = "MiniLM" if options.encoder == ENCODER else options.encoder.name
        engines[f"{tables.OURS} + {name}"] = butler(options.encoder)
    measured: dict[str, Any] = {}
    for yardstick in YARDSTICKS:
        with threadpool_limits(1):  # latencies are compared on one core each
            measured[yardstick.name] = measure(
                yardstick, options.yardsticks, engines | RIVALS, options.sample
            )
        print(f"\n{yardstick.name}\n\n{shown(measured[yardstick.name])}\n", flush=True)
    keep("compare", {"sample": options.sample, "yardsticks": measured})
    return 0


if __name__ == "__main__":
    sys.exit(main())
