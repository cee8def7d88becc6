"""What each part of the matcher brings: the figures without it, on every yardstick and on our own knowledge.

    python -m bench.ablation [--yardsticks DIR]

Nothing is learnt anew: weights stay as they are, and one part at a time is switched off.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from bench.compare import FOLDER, YARDSTICKS, missing, read
from bench.engines import Butler, Pairs
from bench.figures import area, share
from bench.record import ROOT, keep
from bench.tables import table
from bench.yardstick import DIGITS, OUTSIDE, run, sampled
from bot.knowledge.building import Strictness, load
from bot.knowledge.checks.golden_questions import Golden
from bot.knowledge.snapshot import Knowledge
from bot.matching import Matcher
from bot.matching.decision import guards
from bot.matching.decision.judge import Judge
from bot.matching.decision.verdict import Kind as Verdict
from bot.matching.ranking.evidence import FEATURES
from bot.matching.ranking.features import WEIGHTS, Kind
from bot.matching.ranking.model import SURENESS, Model
from bot.matching.text.spelling import Spelling

ASKED = 1000
"""Questions of a yardstick at most."""
Part = Callable[[], Any]


@contextmanager
def without_kinds(*kinds: Kind) -> Iterator[None]:
    """Features of these kinds weigh nothing."""
    kept = WEIGHTS.copy()
    WEIGHTS[list(kinds)] = 0
    try:
        yield
    finally:
        WEIGHTS[:] = kept


@contextmanager
def without_weights(feature: str) -> Iterator[None]:
    """Rank and confidence overlook one feature of the evidence."""
    whole = Model.shipped(semantic=False)
    rank = np.where(np.array(FEATURES) == feature, 0, whole.rank).astype(np.float32)
    sure = np.where(np.array(SURENESS) == feature, 0, whole.sure).astype(np.float32)
    with mock.patch.object(Model, "shipped", return_value=replace(whole, rank=rank, sure=sure)):
        yield


PARTS: dict[str, Part] = {
    "whole": without_kinds,
    "without letters": lambda: without_kinds(Kind.LETTERS_3, Kind.LETTERS_4),
    "without words": lambda: without_kinds(Kind.WORD),
    "without stems": lambda: without_kinds(Kind.STEM),
    "without pairs of stems": lambda: without_kinds(Kind.STEM_PAIR),
    "without Han characters": lambda: without_kinds(Kind.HAN),
    "without pairs of Han characters": lambda: without_kinds(Kind.HAN_PAIR),
    "without syllables": lambda: without_kinds(Kind.SYLLABLE, Kind.SYLLABLE_PAIR),
    "without the vote": lambda: without_weights("vote"),
    "without the lesson": lambda: without_weights("lesson"),
    "without coverage": lambda: without_weights("covers"),
    "without the ratio": lambda: without_weights("ratio"),
    "without the share": lambda: without_weights("share"),
    "without mended slips": lambda: mock.patch.object(Spelling, "helped", lambda _, normal: normal),
}


def scored(base: Pairs, asked: Pairs) -> dict[str, float | None]:
    """Top-1 inside, and the area under the curve of inside against outside."""
    judged = run(Butler(Matcher.from_pairs(base)), asked).judged
    inside = np.array([label != OUTSIDE for label, _ in asked])
    found = area(judged.score, inside)
    return {
        "top1": round(float(judged.right[inside].mean()), DIGITS),
        "auroc": None if found is None else round(found, DIGITS),
    }


def on_yardsticks(folder: Path) -> dict[str, dict[str, dict[str, float | None]]]:
    """By part and yardstick."""
    questions = {one.name: read(one, folder) for one in YARDSTICKS}
    found: dict[str, dict[str, dict[str, float | None]]] = {}
    for name, part in PARTS.items():
        print(name, file=sys.stderr, flush=True)
        with part():
            found[name] = {
                one: scored(asked.base, sampled(asked.test, ASKED)) for one, asked in questions.items()
            }
    return found


def on_knowledge() -> dict[str, dict[str, float]]:
    """Golden questions of our own knowledge, with the guards and without."""
    today = dt.datetime.now(dt.UTC).date()
    knowledge = load(ROOT / "knowledge", today=today, golden=Strictness.SKIP)
    with mock.patch.object(guards, "fired", return_value=()):
        without_guards = answered(knowledge)
    with mock.patch.object(Judge, "_objections", return_value=()):
        neither = answered(knowledge)
    return {
        "whole": answered(knowledge),
        "without guards": without_guards,
        "without guards and lookalikes": neither,
    }


def answered(knowledge: Knowledge) -> dict[str, float]:
    """Shares of golden questions: rightly answered, wrongly answered, and lookalikes wrongly answered."""
    meant = [one for one in knowledge.golden if one.rule == "must_match"]
    near = [one for one in knowledge.golden if one.rule == "must_not_match"]
    said = [_answer(knowledge, one) for one in meant]
    right = [entry == one.entry for entry, one in zip(said, meant, strict=True)]
    wrong = [bool(entry) and entry != one.entry for entry, one in zip(said, meant, strict=True)]
    return {
        "right": round(share(np.array(right)) or 0.0, DIGITS),
        "wrong": round(share(np.array(wrong)) or 0.0, DIGITS),
        "lookalike": round(
            share(np.array([_answer(knowledge, one) == one.entry for one in near])) or 0.0, DIGITS
        ),
    }


def _answer(knowledge: Knowledge, one: Golden) -> str | None:
    verdict = knowledge.judge.judge(one.text)
    return verdict.entry if verdict.kind is Verdict.ANSWER else None


def shown(found: dict[str, Any]) -> str:
    """Both tables."""
    return "\n\n".join(
        part for part in (parts_table(found.get("parts")), guards_table(found["guards"])) if part
    )


def parts_table(parts: dict[str, Any] | None) -> str:
    """Top-1 in percent and AUROC, a row for each part."""
    if not parts:
        return ""
    sets = list(parts["whole"])
    rows = [[name, *(_cell(found[one]) for one in sets)] for name, found in parts.items()]
    return table(["top-1 / AUROC", *sets], rows)


def _cell(one: dict[str, float | None]) -> str:
    top1 = f"{100 * (one['top1'] or 0):.1f}"
    return top1 if one["auroc"] is None else f"{top1} / {one['auroc']:.3f}"


def guards_table(rows: dict[str, dict[str, float]]) -> str:
    """Percent of golden questions."""
    head = [
        "golden questions, %",
        "answered rightly",
        "answered wrongly",
        "lookalike answered with the entry",
    ]
    return table(head, [[name, *(f"{100 * one[key]:.1f}" for key in one)] for name, one in rows.items()])


def main() -> int:
    """Measure, print, and keep the figures under bench/results."""
    parser = argparse.ArgumentParser(prog="python -m bench.ablation", description=__doc__.splitlines()[0])
    parser.add_argument("--yardsticks", type=Path, default=FOLDER, help="the folder with the sets")
    options = parser.parse_args()
    found: dict[str, Any] = {"guards": on_knowledge()}
    if not missing(options.yardsticks):
        found["parts"] = on_yardsticks(options.yardsticks)
    print(shown(found))
    keep("ablation", found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
