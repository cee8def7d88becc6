"""A base that never changes, and what the judge said to questions about it: whoever makes the judge quicker changes no verdict.

`frozen/base.json` holds every fourth entry of the knowledge as it once was, with every third of its phrasings, all talk and all
words of danger. `frozen/verdicts.jsonl` holds questions and what the judge said, a line each. Where verdicts are meant to change,
`PYTHONPATH=. .venv/bin/python tests/matching/frozen_base.py` writes them anew; the difference is what is looked at before the commit.
"""

import dataclasses
import json
from pathlib import Path

from bot.encoder import Encoder
from bot.matching import EntryText, Judge, Kind, TalkText
from bot.matching.decision.calibration import Thresholds

PLACE = Path(__file__).with_name("frozen")
BASE, BY_WORDS, BY_MEANING = PLACE / "base.json", PLACE / "verdicts.jsonl", PLACE / "verdicts-encoder.jsonl"
EVERY = 10
"""One question of so many is asked with the encoder, too, which takes longer."""


def frozen_judge(encoder=None):
    """The judge of this base, with thresholds that are not fitted."""
    held = json.loads(BASE.read_text(encoding="utf-8"))
    return Judge.build(
        [EntryText(**_tuples(one)) for one in held["entries"]],
        [TalkText(**_tuples(one) | {"kind": Kind(one["kind"])}) for one in held["talk"]],
        held["synonyms"],
        held["typos"],
        lessons=held["lessons"],
        refused=held["refused"],
        encoder=encoder,
        thresholds=Thresholds(0.75, 0.8, 0.22),
    )


def said(verdict):
    """A verdict as it is written down."""
    told = dataclasses.asdict(verdict)
    offered = {
        name: {one["entry"]: round(one["score"], 3) for one in told[name]} for name in ("candidates", "also")
    }
    told["guards"] = list(verdict.guards)
    plain = ("entry", "talk", "urgent", "guards", "alarm", "warned")
    return {"kind": verdict.kind.value} | {name: told[name] for name in plain if told[name]} | offered


def written(file):
    """The questions of a file with what was said to them."""
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return {line.pop("question"): line for line in lines}


def _tuples(one):
    return {name: tuple(value) if isinstance(value, list) else value for name, value in one.items()}


def _write(file, questions, judge):
    lines = [{"question": question} | said(judge.judge(question)) for question in questions]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    asked = list(written(BY_WORDS))
    _write(BY_WORDS, asked, frozen_judge())
    _write(BY_MEANING, asked[::EVERY], frozen_judge(Encoder.builtin()))
