"""Golden questions are faults that name both entries, at their own place."""

import pytest
from told import english

from bot.errors import KnowledgeError
from bot.knowledge.building import Strictness, load
from bot.knowledge.checks.golden_questions import Golden, objection
from bot.matching import Kind
from bot.matching.decision.verdict import Verdict

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


@pytest.mark.parametrize(("heard", "right"), [("court-papers", True), ("fire", False), (None, False)])
def test_whoever_asks_for_an_entry_may_be_heard_as_being_in_its_emergency_and_in_no_other(heard, right):
    asked = Golden(
        "must_match", "we got papers", "court-papers-received", CHECKS, ("checks", 0), alarm="court-papers"
    )
    verdict = Verdict(Kind.ESCALATE, talk=heard, urgent=heard is not None)
    assert (objection(asked, verdict) is None) is right
