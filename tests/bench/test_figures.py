"""The arithmetic behind the tables of docs/benchmarks.md."""

import numpy as np
import pytest

from bench.figures import Judged, area, at_threshold, calibration_error, threshold
from bench.yardstick import OUTSIDE, Run, crossed, figures, rehearsal, sampled


def judged(*rows):
    score, right, inside = zip(*rows, strict=True)
    return Judged(np.array(score, float), np.array(right, bool), np.array(inside, bool))


CLEAR = judged((0.9, 1, 1), (0.8, 1, 1), (0.7, 0, 1), (0.2, 0, 0), (0.1, 0, 0))


def test_the_area_is_one_when_every_question_inside_scores_higher_and_a_half_when_all_score_alike():
    assert area(CLEAR.score, CLEAR.inside) == 1
    assert area(1 - CLEAR.score, CLEAR.inside) == 0
    assert area(np.ones(5), CLEAR.inside) == 0.5


def test_the_area_counts_a_tie_as_half_a_win():
    assert area(np.array([0.5, 0.9, 0.5]), np.array([True, True, False])) == 0.75


def test_there_is_no_area_without_questions_of_both_kinds():
    assert area(np.array([0.5]), np.array([True])) is None


def test_calibration_is_perfect_when_scores_are_the_share_that_is_right():
    right = np.array([1, 1, 1, 0] * 5, bool)
    assert calibration_error(np.full(20, 0.75), right) == pytest.approx(0)


def test_calibration_error_is_the_mean_distance_over_bins_by_their_questions():
    score, right = np.array([0.95, 0.95, 0.95, 0.15]), np.array([1, 1, 0, 0], bool)
    assert calibration_error(score, right) == pytest.approx(0.75 * abs(0.95 - 2 / 3) + 0.25 * 0.15)


def test_a_score_of_one_belongs_to_the_highest_bin():
    assert calibration_error(np.array([1.0, 0.9]), np.array([True, True])) == pytest.approx(0.05)


def test_the_threshold_parts_inside_from_outside_where_that_costs_nothing():
    assert at_threshold(CLEAR, threshold(CLEAR)) == (pytest.approx(2 / 3), 1.0)


def test_the_threshold_gives_no_right_answer_away_for_little_silence():
    nine_above = [(0.5 + place / 100, 1, 1) for place in range(9)]
    mixed = judged((0.1, 1, 1), *nine_above, (0.2, 0, 0), *[(0.05, 0, 0)] * 3)
    assert threshold(mixed) == 0.1


def test_without_questions_outside_everything_is_answered():
    assert threshold(judged((0.3, 1, 1), (0.6, 1, 1))) == 0


def test_crossing_uses_each_half_for_the_other():
    first = [(0.9, 1, 1), (0.3, 0, 0)]
    second = [(0.7, 1, 1), (0.8, 0, 0)]
    alternating = [row for pair in zip(first * 5, second * 5, strict=True) for row in pair]
    answered, silent = crossed(judged(*alternating))
    assert (answered, silent) == (0.5, 0.5)


def test_a_question_outside_is_never_right_and_nothing_found_scores_zero():
    questions = [("a", "?"), (OUTSIDE, "?"), ("b", "?")]
    asked = Run(questions, [[("a", 0.9)], [(OUTSIDE, 0.8)], []], [1.0, 2.0, 3.0])
    assert asked.judged.right.tolist() == [True, False, False]
    assert asked.judged.score.tolist() == [0.9, 0.8, 0.0]
    assert figures(asked, 0.85) == {
        "top1": 0.5, "top3": 0.5, "in_scope_accuracy": 0.5, "oos_recall": 1.0, "auroc": 0.5,
        "ece": pytest.approx(0.3), "p50_ms": 2.0, "p99_ms": pytest.approx(2.98), "threshold": 0.85,
    }  # fmt: skip


def test_a_rehearsal_asks_nothing_that_it_left_in_the_base_and_keeps_the_label_of_what_lies_inside():
    train = [(f"label {place % 20}", f"way {place}") for place in range(400)]
    base, asked = rehearsal(train)
    assert not {way for _, way in base} & {way for _, way in asked}
    assert {label for label, _ in asked} - {OUTSIDE} <= {label for label, _ in base}
    assert sum(label == OUTSIDE for label, _ in asked) == 40


def test_a_sample_bounds_both_kinds_and_is_the_same_every_time():
    questions = [("a", str(place)) for place in range(50)] + [(OUTSIDE, str(place)) for place in range(3)]
    some = sampled(questions, 10)
    assert [label for label, _ in some] == ["a"] * 10 + [OUTSIDE] * 3
    assert some == sampled(questions, 10)
    assert sampled(questions, None) == questions
