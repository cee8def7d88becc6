"""From questions whose answer is known to the threshold: how sure the matcher must be before it answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.matching.decision.base import TALK, Base
from bot.matching.decision.calibration import Trial, answer_threshold

_PROBES = 160
"""Phrasings that are asked where there are no golden questions."""
_NATIVE = 0.95
"""The share of questions that are taken to be about something in the base."""


@dataclass(frozen=True, slots=True)
class Golden:
    """A question that is no phrasing, and the entry meant, None where no entry answers it."""

    question: str
    entry: str | None
    forbidden: bool = False
    """Whether no entry may ever answer it."""


def fitted_threshold(base: Base, golden: Iterable[Golden], precision: float) -> float:
    """The probability from which on answers are right at this precision.

    Fitted on golden questions, which never were in the base. Where there are none, on phrasings that are asked while
    they are out of it: each takes its way of asking with it, so that the base looks poorer than it is.
    """
    trials = list(golden_trials(base, golden)) or list(rehearsed_trials(base))
    return answer_threshold(trials, precision)


def golden_trials(base: Base, golden: Iterable[Golden]) -> Iterator[Trial]:
    """Golden questions as trials. Those that talk would take never come to be answered."""
    for each in golden:
        best = next(iter(base.matcher.rank_normal(base.way(each.question).normal, limit=1)), None)
        if best is not None and best.entry in base.entries:
            yield Trial(best.score, float(best.entry == each.entry), forbidden=each.forbidden)


def rehearsed_trials(base: Base) -> Iterator[Trial]:
    """Phrasings as trials, each while it has no say, and some while their whole label has none.

    Another entry of the right measure is half right: its title shows what it answers, and it leads to the right one.
    """
    for right, best, could_speak in base.matcher.rehearsals(_PROBES):
        if not best.entry.startswith(TALK):
            weight = _NATIVE if could_speak else 2 * (1 - _NATIVE)
            yield Trial(best.score, _credit(base, right, best.entry), weight)


def _credit(base: Base, right: str, found: str) -> float:
    if found == right:
        return 1.0
    same = right in base.entries and base.entries[right].measure == base.entries[found].measure
    return 0.5 if same else 0.0
