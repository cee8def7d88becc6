"""From questions whose answer is known to the threshold: how sure the matcher must be before it answers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.matching.decision.base import TALK, Base
from bot.matching.decision.calibration import Trial, answer_threshold
from bot.matching.text import segments
from bot.matching.text.normal_form import normalise

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


def fitted_thresholds(base: Base, golden: Iterable[Golden], precision: float) -> tuple[float, float]:
    """The probabilities from which on answers to short questions, and to stories, are right at this precision.

    Fitted on golden questions, which never were in the base. Where there are none, on phrasings that are asked while
    they are out of it: each takes its way of asking with it, so that the base looks poorer than it is.
    """
    trials = list(golden_trials(base, golden)) or list(rehearsed_trials(base))
    told = [trial for trial in trials if trial.told]
    short = answer_threshold([trial for trial in trials if not trial.told], precision)
    return short, max(short, answer_threshold(told, precision))


def golden_trials(base: Base, golden: Iterable[Golden]) -> Iterator[Trial]:
    """Golden questions as trials. Those that talk would take never come to be answered."""
    for each in golden:
        written = normalise(each.question)
        best = next(iter(base.matcher.rank_normal(base.way(written).normal, limit=1)), None)
        if best is not None and best.entry in base.entries:
            told = segments.is_story(written)
            yield Trial(best.score, float(best.entry == each.entry), told=told, forbidden=each.forbidden)


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
