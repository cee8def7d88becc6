"""Golden questions are faults that name both entries, at their own place."""

import pytest
from told import english

from bot.errors import KnowledgeError
from bot.knowledge.snapshot import Strictness, load

CHECKS = "checks/labour-relations.yaml"


def rule(room, **fields):
    room.values[CHECKS] = fields
    room.save(CHECKS)


def faults_of(room, today):
    with pytest.raises(KnowledgeError) as caught:
        load(room.path, today=today)
    return [(fault.line, english(fault)) for fault in caught.value.faults]


def test_a_question_that_leads_elsewhere_names_both_entries(room, today):
    asked = {"zh": ["法律援助申请条件怎么办"]}
    rule(room, checks=[{"entry": "labour-relations-first", "must_match": asked}])
    [(line, message)] = faults_of(room, today)
    assert line == 5
    assert message == ("must lead to labour-relations-first, but is answered with legal-aid-first")


def test_a_lookalike_must_not_be_answered_with_the_entry(room, today):
    check = {
        "entry": "legal-aid-first",
        "must_match": {},
        "must_not_match": {"zh": ["法律援助申请条件怎么办"]},
    }
    rule(room, checks=[check])
    [(_, message)] = faults_of(room, today)
    assert "must not be answered with legal-aid-first" in message


def test_what_is_outside_must_not_be_answered(room, today):
    rule(room, none={"zh": ["法律援助申请条件怎么办"]})
    [(_, message)] = faults_of(room, today)
    assert "must not be answered from any entry, but is answered with legal-aid-first" in message


def test_a_red_flag_must_go_to_a_lawyer_at_once(room, today):
    rule(room, red_flags={"zh": ["你好"]})
    [(_, message)] = faults_of(room, today)
    assert "must go to a lawyer at once, but the verdict is chat (hello)" in message


def test_golden_questions_may_be_left_out(room, today):
    rule(room, red_flags={"zh": ["你好"]})
    assert load(room.path, today=today, golden=Strictness.SKIP).warnings == ()
