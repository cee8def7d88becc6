"""How many emergencies the judge hears, and how often it cries wolf, on sentences that nobody fitted it to.

The sentences in `alarm_sentences/` were written for this by people's manner of writing: alarms of sixteen kinds, bare, polite,
in stories, as captions, in dialect and with slips; look-alikes of each (questions about the rule, long past, the other
side's, idioms); ordinary questions and chat. `none` must raise no alarm, nor must `self_help`, which is to be refused.

`python -m bench.alarms` prints one line for each file and one for each kind.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.knowledge.snapshot import Strictness, load
from bot.matching import Judge

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "bench" / "alarm_sentences"
QUIET = ("none", "self_help")
"""Kinds that are no alarm."""


def read(file: Path) -> list[tuple[str, str]]:
    """The (text, kind) lines of a file."""
    lines = file.read_text("utf-8").splitlines()
    return [(line["text"], line["kind"]) for line in map(json.loads, lines)]


def heard(judge: Judge, lines: Iterable[tuple[str, str]]) -> Mapping[str, tuple[int, int]]:
    """For each kind, how many sentences raised an alarm, and of how many."""
    raised: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for text, kind in lines:
        asked[kind] += 1
        raised[kind] += judge.judge(text).urgent
    return {kind: (raised[kind], asked[kind]) for kind in sorted(asked)}


def share(counted: Mapping[str, tuple[int, int]], kinds: Iterable[str]) -> float:
    """The part of the sentences of these kinds that raised an alarm."""
    some = [counted[kind] for kind in kinds if kind in counted]
    return sum(raised for raised, _ in some) / sum(asked for _, asked in some)


def report(name: str, counted: Mapping[str, tuple[int, int]]) -> None:
    """Print the figures of one file."""
    alarms = [kind for kind in counted if kind not in QUIET]
    print(f"{name}: alarms heard {share(counted, alarms):.1%}, false alarms {share(counted, ['none']):.1%}")
    for kind, (raised, asked) in counted.items():
        print(f"  {kind:12} {raised:4} of {asked}")


def main() -> None:
    """Hold the product's own judge against every file."""
    today = datetime.now(UTC).date()
    judge = load(ROOT / "knowledge", today=today, golden=Strictness.SKIP).judge
    for file in sorted(FOLDER.glob("*.jsonl")):
        report(file.stem, heard(judge, read(file)))


if __name__ == "__main__":
    main()
