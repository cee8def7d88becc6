"""Rules that two languages turn opposite ways."""

import pytest
from told import english

from bot.knowledge.building import load
from bot.knowledge.checks.polarity import contraries


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        ("必须在开庭前提出。", "You may raise it at the hearing.", [("must", "may")]),
        ("可以申请缓缴。", "You must apply for deferral.", [("may", "must")]),
        ("交货之前通知。", "Give notice after delivery.", [("before", "after")]),
        ("签字以后付款。", "Pay before the signature.", [("after", "before")]),
        ("需要判决书或者调解书。", "Judgment and mediation statement are needed.", [("or", "and")]),
        ("需要发票和合同。", "Invoice or contract is needed.", [("and", "or")]),
    ],
)
def test_a_rule_that_says_the_contrary_in_the_other_language_is_found(zh, en, found):
    assert contraries(zh, en) == found


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("应当在30日内申请。", "You must apply within 30 days."),
        ("知道或者应当知道之日起算。", "It runs from when you knew or could have known."),
        ("可以申请，也可以不申请。", "You may apply or leave it."),
        ("不可以扣货。", "You must not hold the goods."),
        ("带发票、合同。", "Bring invoice or contract."),
        ("起诉之前先催款。", "Demand payment first, and sue after that, not before."),
    ],
)
def test_what_says_the_same_or_may_do_so_is_not(zh, en):
    assert contraries(zh, en) == []


def test_such_a_line_is_a_warning_at_its_place(room, today):
    answer = {
        "zh": {"short": "好。", "notes": ["必须书面提出。"]},
        "en": {"short": "Yes.", "notes": ["It may be said aloud."]},
    }
    room.change("labour-relations", answer=answer)
    [warning] = load(room.path, today=today).warnings
    assert warning.field == "entries[labour-relations-first].answer.zh.notes[“必须书面提出。”]"
    assert (
        english(warning) == "the Chinese line says “must” and the English one “may”; make both say the same"
    )
