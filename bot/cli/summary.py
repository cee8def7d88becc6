"""How well questions with labels were answered: shares, and a table by measure."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.matching.decision.verdict import Kind

OUTSIDE = "none"
"""The label of a question that belongs to none of the ten measures."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A question's labels, and what was said to it."""

    labels: Mapping[str, Any]
    found: Mapping[str, Any]

    @property
    def label(self) -> str | None:
        """The measure that should lead."""
        measure = self.labels.get("measure")
        return measure if isinstance(measure, str) else None

    @property
    def answered(self) -> bool:
        """Whether an entry answered by itself."""
        return self.found["verdict"] in (Kind.ANSWER, Kind.FOLLOWUP)

    @property
    def answered_right(self) -> bool:
        """Whether the right measure answered by itself."""
        return self.answered and self.found["measure"] == self.label

    @property
    def offered_right(self) -> bool:
        """Whether the right measure was among the options of a question back."""
        offered = {candidate["measure"] for candidate in self.found["candidates"]}
        return self.found["verdict"] == Kind.CLARIFY and self.label in offered

    @property
    def answered_wrong(self) -> bool:
        """Whether a measure answered by itself that should not have."""
        return self.answered and not self.answered_right

    @property
    def as_expected(self) -> bool:
        """Whether the verdict is one of those that the label `expect` allows."""
        expected = self.labels["expect"]
        return self.found["verdict"] in (expected if isinstance(expected, list) else [expected])


def summary(scored: Sequence[Scored]) -> str:
    """Say how well the questions were answered; labels that are missing are left out of it."""
    inside = [one for one in scored if one.label not in (None, OUTSIDE)]
    outside = [one for one in scored if one.label == OUTSIDE]
    expecting = [one for one in scored if one.labels.get("expect")]
    lines = [f"{len(scored)} questions; {_times(scored)}"]
    if inside:
        lines += [
            _share(
                "right measure answered or offered",
                inside,
                lambda one: one.answered_right or one.offered_right,
            ),
            _share("right measure answered", inside, lambda one: one.answered_right),
            _share("wrong measure answered", inside, lambda one: one.answered_wrong),
        ]
    if outside:
        lines.append(_share("none: answered all the same", outside, lambda one: one.answered))
    if expecting:
        lines.append(_share("verdict as expected", expecting, lambda one: one.as_expected))
    return "\n".join([*lines, *_table(inside + outside)])


def _share(name: str, among: Sequence[Scored], hit: Callable[[Scored], bool]) -> str:
    hits = sum(map(hit, among))
    return f"{name:<34} {hits / len(among):7.1%}  ({hits} of {len(among)})"


def _times(scored: Sequence[Scored]) -> str:
    times = sorted(one.found["ms"] for one in scored)
    return f"median {statistics.median(times):.1f} ms, slowest {times[-1]:.1f} ms" if times else "no times"


def _table(labelled: Sequence[Scored]) -> list[str]:
    if not labelled:
        return []
    lines = ["", f"{'measure':<32}{'asked':>7}{'answered':>10}{'offered':>9}{'wrong':>7}{'other':>7}"]
    for label in dict.fromkeys(str(one.label) for one in labelled):
        of_label = [one for one in labelled if one.label == label]
        right = sum(one.answered_right for one in of_label)
        offered = sum(one.offered_right for one in of_label)
        wrong = sum(one.answered_wrong for one in of_label)
        other = len(of_label) - right - offered - wrong
        lines.append(f"{label:<32}{len(of_label):>7}{right:>10}{offered:>9}{wrong:>7}{other:>7}")
    return lines
