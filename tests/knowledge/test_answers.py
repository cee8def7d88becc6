"""What the knowledge says to one reader."""

import datetime as dt

import pytest

from bot.knowledge import answers
from bot.knowledge.building import load
from bot.matching.decision.verdict import Kind, Verdict
from bot.matching.ranking.candidate import Candidate

ENTRY = "labour-relations-first"


@pytest.fixture
def knowledge(room, today):
    return load(room.path, today=today)


def test_a_card_carries_the_answer_in_the_readers_language(knowledge):
    card = answers.card(knowledge, ENTRY, "en")
    assert (card.title, card.measure_title) == (
        "Dismiss a worker in probation",
        "dismiss a worker in probation",
    )
    assert card.short == "dismiss a worker in probation: yes, within 60 days."
    [cited] = card.citations
    assert (cited.statute, cited.version, cited.articles, cited.before) == ("Some Law", "2023", (20,), None)
    assert (card.reviewed_by, card.revision) == (None, knowledge.revision)


def test_traditional_chinese_is_derived_in_every_part(knowledge):
    card = answers.card(knowledge, ENTRY, "zh-Hant")
    assert (card.lang, card.title) == ("zh-Hant", "試用期辭退員工")
    assert card.steps == ("先準備材料。",)


def test_a_line_with_an_unconfirmed_field_is_left_out_and_shown_once_it_is_confirmed(room, knowledge, today):
    assert answers.card(knowledge, ENTRY, "en").steps == ("Prepare.",)
    office = room.values["offices.yaml"]["offices"]["window"]
    office["address"] = {"zh": "某路1号", "en": "1 Some Road"}
    room.save("offices.yaml")
    confirmed = load(room.path, today=today)
    assert answers.card(confirmed, ENTRY, "en").steps == ("Prepare.", "Address: 1 Some Road")
    assert answers.card(confirmed, ENTRY, "zh").steps == ("先准备材料。", "地址：某路1号")
    assert answers.card(confirmed, ENTRY, "zh-Hant").steps == ("先準備材料。", "地址：某路1號")


def test_options_have_titles_and_an_entry_that_is_gone_is_left_out(knowledge):
    candidates = [Candidate("gone", 0.5, ""), Candidate(ENTRY, 0.4, "")]
    assert answers.offered(knowledge, candidates, "zh") == [(ENTRY, "试用期辞退员工")]


def test_the_ten_measures_come_in_their_order(knowledge):
    slugs = [slug for slug, _ in answers.measures(knowledge, "en")]
    assert (slugs[0], slugs[3], slugs[9]) == (
        "exclusive-butler",
        "labour-relations",
        "cross-region-cooperation",
    )


@pytest.mark.parametrize(("written", "told"), [("now", "now"), ("soon", "soon"), ("normal", None)])
def test_an_entry_says_how_soon_a_lawyer_is_wanted(room, today, written, told):
    room.change("labour-relations", urgency=written)
    assert answers.urgency_of(load(room.path, today=today), ENTRY) == told


def test_an_entry_that_is_gone_is_not_urgent(knowledge):
    assert answers.urgency_of(knowledge, "gone") is None


def test_small_talk_is_answered_in_the_readers_script(knowledge):
    assert answers.talk_reply(knowledge, "divorce", "zh-Hant") == "離婚財產怎麼分"


@pytest.mark.parametrize(
    ("status", "policy", "kind"),
    [
        ("unreviewed", "allow", Kind.ANSWER),
        ("unreviewed", "ask_lawyer", Kind.ESCALATE),
        ("reviewed", "ask_lawyer", Kind.ANSWER),
        ("suspended", "allow", Kind.ESCALATE),
    ],
)
def test_an_entry_answers_only_as_far_as_it_was_reviewed(room, today, status, policy, kind):
    review = {"reviewed_by": "A lawyer", "reviewed_on": dt.date(2026, 11, 1)} if status == "reviewed" else {}
    room.change("labour-relations", status=status, **review)
    verdict = Verdict(Kind.ANSWER, (Candidate(ENTRY, 0.99, ""),), entry=ENTRY, score=0.99)
    settled = answers.settled(load(room.path, today=today), verdict, policy)
    assert settled.kind is kind
    assert settled.candidates == verdict.candidates
