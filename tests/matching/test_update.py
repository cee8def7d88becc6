"""A base that changes an entry at a time answers as one built anew."""

from dataclasses import replace

import pytest
from small_base import ENTRIES, SYNONYMS, TALK, TYPOS

from bot.matching import EntryText, Judge, Matcher
from bot.matching.ranking.phrasings import Phrasing
from bot.matching.text.normal_form import normalise
from bot.matching.text.spelling import Spelling

PAIRS = [(entry.id, way) for entry in ENTRIES for way in (*entry.titles, *entry.phrasings)]
ASKED = (
    "复议要花钱吗",
    "公司怎么注销",
    "试用期能辞退吗",
    "how long can goods be sealed",
    "no such thing at all",
)


def phrasings(*pairs):
    return [Phrasing(label, way, normalise(way)) for label, way in pairs]


def ranked(matcher, question):
    return [(one.entry, one.phrasing) for one in matcher.rank(question, 3)]


def test_a_new_way_to_ask_is_found_and_the_old_matcher_stays_as_it_was():
    before = Matcher.from_pairs(PAIRS)
    after = before.updated((), phrasings(("quarry", "how do i open a quarry")))
    assert after.rank("open a quarry")[0].entry == "quarry"
    assert "quarry" not in {one.entry for one in before.rank("open a quarry", 20)}


def test_a_forgotten_label_is_never_found_again():
    after = Matcher.from_pairs(PAIRS).updated({"reconsideration-fee"}, ())
    assert all(label != "reconsideration-fee" for question in ASKED for label, _ in ranked(after, question))


@pytest.mark.parametrize("question", ASKED)
def test_an_updated_matcher_ranks_as_one_built_anew(question):
    extra = [("seizure-how-long", "仓库被封了要等多久")]
    kept = [pair for pair in PAIRS if pair[0] != "seizure-how-long"]
    updated = Matcher.from_pairs(PAIRS).updated({"seizure-how-long"}, phrasings(*extra))
    assert ranked(updated, question) == ranked(Matcher.from_pairs([*kept, *extra]), question)


def test_many_updates_make_it_time_to_build_anew():
    matcher = Matcher.from_pairs(PAIRS)
    for at in range(12):
        assert matcher.crowded == (at > 7)
        matcher = matcher.updated(
            {"reconsideration-fee"}, phrasings(("reconsideration-fee", f"复议第{at}种收费"))
        )


def test_a_judge_takes_over_what_is_the_same_and_decides_as_one_built_anew():
    before = Judge.build(ENTRIES, TALK, SYNONYMS, TYPOS)
    changed = [
        *ENTRIES[1:],
        EntryText("quarry", "legal-checkup", ("开采石场要什么手续",), ("how to open a quarry",)),
    ]
    anew, after = (Judge.build(changed, TALK, SYNONYMS, TYPOS, before=one) for one in (None, before))
    for question in (*ASKED, "采石场手续", "公司注册要多久", "你好"):
        one, other = anew.judge(question), after.judge(question)
        assert (one.kind, one.entry, one.talk) == (other.kind, other.entry, other.talk)


def test_what_guards_look_at_is_that_of_the_edited_entry_and_of_the_others_as_it_was():
    before, edited = Judge.build(ENTRIES, TALK, SYNONYMS, TYPOS), ENTRIES[0]
    changed = [replace(edited, phrasings=(*edited.phrasings, "不交钱可以吗")), *ENTRIES[1:]]
    anew, after = (
        Judge.build(changed, TALK, SYNONYMS, TYPOS, before=one)._base.guarded for one in (None, before)
    )
    assert {id_: one.value for id_, one in after.items()} == {id_: one.value for id_, one in anew.items()}
    kept = before._base.guarded
    assert [entry.id for entry in ENTRIES if after[entry.id] is not kept[entry.id]] == [edited.id]


def test_guards_look_at_ways_to_ask_as_they_are_written_and_not_at_the_usual_words():
    asked = "贴封条最长多久"
    judge = Judge.build([EntryText("seals", "m", (asked,), ())], synonyms=[("查封", "贴封条")])
    way = judge._base.ways.value[asked]
    assert way.plain != way.normal
    assert {one.rests[0] for one in judge._base.guarded["seals"].value.twins} == {way.plain}


def test_a_judge_with_another_glossary_is_built_anew():
    before = Judge.build(ENTRIES, TALK, SYNONYMS, TYPOS)
    after = Judge.build(ENTRIES, TALK, [*SYNONYMS, ("查封", "贴封条")], TYPOS, before=before)
    assert after.judge("贴封条最长多久").candidates[0].entry == "seizure-how-long"


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("labuor arbitrtion", "labour arbitration"),
        ("regsiter a compnay", "register a company"),
        ("quarry", "quarry"),
        ("cat", "cat"),
        ("公司 compnay", "公司 company"),
    ],
)
def test_slips_of_the_finger_lead_back_to_words_that_the_base_knows(typed, mended):
    spelling = Spelling.of(normalise(way) for _, way in PAIRS)
    assert spelling.read(typed).helped.startswith(mended)


def test_a_mended_word_goes_on_standing_as_it_was_typed():
    assert Spelling.of(["labour"]).read("labuor law").helped.split() == ["labour", "law", "labuor"]


def test_words_of_forgotten_texts_are_no_longer_known():
    spelling = Spelling.of(["quarry", "labour"]).updated(["quarry"], ["mining"])
    assert spelling.read("quarri minign").helped == "quarri mining minign"
