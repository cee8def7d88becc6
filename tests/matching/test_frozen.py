"""Verdicts on 2,000 questions stay as they are, whatever is done to make the judge quicker."""

import frozen_base
import pytest

from bot.encoder import Encoder

NEARLY = 0.002
"""Probabilities may differ by so much: another processor adds numbers in another order."""


def _unlike(now, before):
    """Whether two verdicts differ in more than the last digits of a probability."""
    offered = [(now[name], before[name]) for name in ("candidates", "also")]
    if {**now, "candidates": 0, "also": 0} != {**before, "candidates": 0, "also": 0}:
        return True
    return any(
        one.keys() != other.keys() or any(abs(one[entry] - other[entry]) > NEARLY for entry in one)
        for one, other in offered
    )


def _eight_at_a_time(judge, questions):
    for at in range(0, len(questions), 8):
        for told in judge.taken_in_together(questions[at : at + 8]):
            yield judge.decided(told, *judge.listened(told))


@pytest.mark.parametrize("heard", ["by words", "by meaning", "by meaning, eight at a time"])
def test_the_judge_says_what_it_said(heard, tmp_path):
    by_words = heard == "by words"
    before = frozen_base.written(frozen_base.BY_WORDS if by_words else frozen_base.BY_MEANING)
    judge = frozen_base.frozen_judge(None if by_words else Encoder.builtin(tmp_path))
    judged = _eight_at_a_time(judge, list(before)) if "eight" in heard else map(judge.judge, before)
    now = {question: frozen_base.said(verdict) for question, verdict in zip(before, judged, strict=True)}
    other = {
        question: (now[question], before[question])
        for question in before
        if _unlike(now[question], before[question])
    }
    assert not other
