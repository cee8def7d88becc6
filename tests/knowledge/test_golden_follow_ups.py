"""What a message means by what went before it, held against the golden follow-ups of the product's own knowledge."""

import datetime as dt
from pathlib import Path

import pytest
from told import in_full

from bot.domain.answer import Field
from bot.encoder import Encoder
from bot.knowledge import answers, golden_follow_ups
from bot.knowledge.building import Strictness, load
from bot.knowledge.files.reader import read_folder
from bot.knowledge.follow_ups import Before, decided
from bot.matching.decision.verdict import Kind

FOLDER = Path(__file__).parents[2] / "knowledge"
ORDER = "debt-payment-order"


@pytest.fixture(scope="module")
def own():
    return load(FOLDER, today=dt.date(2026, 11, 23), golden=Strictness.SKIP, encoder=Encoder.builtin())


@pytest.fixture(scope="module")
def golden():
    return list(golden_follow_ups.follow_ups(read_folder(FOLDER)))


def test_there_are_enough_golden_follow_ups_of_each_kind(golden):
    asking = [one for one in golden if one.asks is not None]
    assert len(asking) >= 120
    assert len({one.before.entry for one in asking}) >= 40
    assert {one.asks for one in asking} >= set(Field) - {Field.SHORT}
    assert sum(one.before.by_reply for one in asking) >= 30
    assert sum(one.asks is None and one.before.entry is not None for one in golden) >= 30


def test_the_right_part_of_the_right_entry_is_meant_and_never_another_entry(own, golden):
    asking = [one for one in golden if one.asks is not None]
    verdicts = [(one, one.decided(own)) for one in asking]
    right = [
        one for one, verdict in verdicts if one.asks in verdict.fields and verdict.entry == one.before.entry
    ]
    assert len(right) >= 0.95 * len(asking)
    assert [one.text for one, verdict in verdicts if verdict.entry not in (None, one.before.entry)] == []


def test_what_only_looks_like_a_follow_up_is_never_about_what_went_before(own, golden):
    others = [one for one in golden if one.asks is None]
    assert [one.text for one in others if one.decided(own).kind is Kind.FOLLOWUP] == []
    alone = [one for one in others if one.before.entry is None]
    assert [one.text for one in alone if one.decided(own).kind is Kind.ANSWER] == []


def test_hardly_any_golden_question_is_taken_for_a_follow_up_on_another_measure(own):
    every = sorted((one.text, one.entry or "") for one in own.golden if one.rule == "must_match")
    before = Before(ORDER, (ORDER,))
    elsewhere = [text for text, entry in every if own.measure_of[entry] != own.measure_of[ORDER]]
    asked = elsewhere[::6]
    caught = [text for text in asked if decided(own, own.hear(text), before, "allow").kind is Kind.FOLLOWUP]
    assert len(caught) <= 0.02 * len(asked), caught


def test_what_may_ask_on_and_may_be_another_question_offers_the_answer_before_it_first(own):
    verdict = decided(own, own.hear("他公司在上海，去哪边告"), Before(ORDER, (ORDER,)), "allow")
    assert verdict.kind is Kind.CLARIFY
    assert verdict.candidates[0].entry == ORDER
    assert len({one.entry for one in verdict.candidates}) == len(verdict.candidates) > 1
    alone = decided(own, own.hear("他公司在上海，去哪边告"), Before(), "allow")
    assert ORDER not in [one.entry for one in alone.candidates]


def test_a_golden_follow_up_that_goes_wrong_is_named_with_its_place(own, tmp_path):
    for file in FOLDER.rglob("*.yaml"):
        there = tmp_path / file.relative_to(FOLDER)
        there.parent.mkdir(exist_ok=True)
        there.write_bytes(file.read_bytes())
    (tmp_path / "checks" / "followups.yaml").write_text(
        "checks:\n  - entry: debt-payment-order\n    asks: materials\n    zh: [费用呢]\n"
        "own_subject:\n  - after: debt-payment-order\n    zh: [要多久]\n"
        "nothing_before:\n  en: [how do i apply for a payment order]\n",
        "utf-8",
    )
    faults = [in_full(fault) for fault in golden_follow_ups.wrong(read_folder(tmp_path), own)]
    assert len(faults) == 3
    assert "followups.yaml:4" in faults[0]
    assert "must ask for materials of debt-payment-order, but the verdict is followup" in faults[0]
    assert "must not be about debt-payment-order" in faults[1]
    assert "must not be answered with nothing before it" in faults[2]


def test_a_part_of_its_own_is_said_and_otherwise_the_sentences_that_speak_of_it(own):
    fee = answers.field(own, ORDER, Field.FEE, "zh")
    assert (fee.lines, fee.has_its_own) == (("按财产案件受理费标准的三分之一交纳。",), True)
    amount = answers.field(own, "deposit-double", Field.AMOUNT, "en")
    assert not amount.has_its_own
    assert any("double" in line for line in amount.lines)
    unsaid = answers.field(own, "reconsideration-deadline", Field.FEE, "zh")
    assert not unsaid.is_said
    assert answers.field(own, ORDER, Field.BASIS, "zh").citations


@pytest.mark.parametrize("lang", ["zh", "zh-Hant", "en"])
def test_every_part_of_every_entry_can_be_asked_for(own, lang):
    for entry in list(own.entries)[::9]:
        for field in Field:
            told = answers.field(own, entry, field, lang)
            assert told.is_said or told.lines == ()
            assert not any("{" in line for line in told.lines)


def test_thanks_change_no_subject_and_an_unanswered_question_does(own):
    before = Before(ORDER, (ORDER,))
    thanked = before.after(decided(own, own.hear("谢谢"), before, "allow"))
    assert thanked.entry == ORDER
    asked = thanked.after(decided(own, own.hear("合同"), thanked, "allow"))
    assert asked.entry is None
    assert decided(own, own.hear("费用呢"), asked, "allow").kind is Kind.CLARIFY
