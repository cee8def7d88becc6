"""Whose question an entry answers: one that stands close behind on the other side is offered, never passed over."""

from dataclasses import replace

import pytest

from bot.matching import EntryText, Judge, Kind
from bot.matching.decision.sides import elsewhere, opposed


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        (["buyer"], ["seller"], True),
        (["accused"], ["victim"], True),
        (["creditor", "buyer"], ["debtor"], True),
        (["employer"], ["employer", "worker"], False),
        (["buyer"], ["tenant"], False),
        (["none"], ["seller"], False),
        ([], ["seller"], False),
    ],
)
def test_two_sides_of_one_matter_are_opposed(one, other, against):
    assert (opposed(one, other), opposed(other, one)) == (against, against)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (["apply"], ["object"], True),
        (["apply", "object"], ["object"], False),
        (["none"], ["object"], False),
        ([], ["object"], False),
    ],
)
def test_to_apply_is_not_to_object(one, other, apart):
    assert elsewhere(one, other) is apart


RIVALS = (
    ("商标侵权要赔多少", "侵犯了商标怎么赔", "商标侵权赔偿怎么算"),
    ("商标侵权能要多少", "侵犯了商标怎么要", "商标侵权赔偿怎么要"),
)


def verdict_on(question, sides):
    """Of a judge of two entries that share nearly all their words, on these sides."""
    judge = Judge.build(
        [
            EntryText("by-us", "legal-checkup", ("我们侵了权",), RIVALS[0], sides=(sides[0],)),
            EntryText("by-them", "legal-checkup", ("我们被侵权",), RIVALS[1], sides=(sides[1],)),
        ]
    )
    judge.thresholds = replace(judge.thresholds, answer=0.5)
    return judge.judge(question)


def test_a_sure_answer_for_one_side_is_asked_back_where_the_other_stands_close():
    verdict = verdict_on("商标侵权", ("accused", "victim"))
    assert (verdict.kind, verdict.guards) == (Kind.CLARIFY, ("side",))
    assert {one.entry for one in verdict.candidates} == {"by-us", "by-them"}


def test_entries_of_the_same_side_do_not_hinder_one_another():
    assert verdict_on("商标侵权", ("accused", "accused")).guards == ()
