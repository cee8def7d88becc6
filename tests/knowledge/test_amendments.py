"""Entries whose rule changes on a known day."""

import copy
import dataclasses
import datetime as dt

import pytest
from told import english

from bot.cli import main
from bot.errors import KnowledgeError
from bot.knowledge import answers, in_force
from bot.knowledge.building import Strictness, load

ENTRY = "labour-relations-first"
DAY = dt.date(2027, 1, 1)
EVE = dt.date(2026, 12, 31)
NOTICE = {"zh": "自2027年1月1日起，期限是30日。", "en": "From 1 January 2027 the time limit is 30 days."}
NEW = {
    "in_force_from": DAY,
    "notice": NOTICE,
    "answer": {"zh": {"short": "可以，期限是30日。"}, "en": {"short": "Yes, within 30 days."}},
    "legal_basis": [{"statute": "new-law", "articles": [21]}],
    "figures": [{"value": 30, "unit": "calendar_day", "statute": "new-law", "article": 21}],
}


@pytest.fixture
def amended(room):
    """Amend an entry, and the law on which it rests; give a function that amends it further."""
    statutes = room.values["statutes.yaml"]["statutes"]
    statutes["new-law"] = statutes["some-law"] | {"in_force_from": DAY, "text": "新法"}
    statutes["some-law"] |= {"in_force_to": EVE, "superseded_by": "new-law", "text": "某法"}
    room.save("statutes.yaml")

    def amend(*amendments):
        room.change("labour-relations", amendments=[copy.deepcopy(each) for each in amendments or [NEW]])
        return room

    return amend


def card_on(room, day, lang="zh"):
    knowledge = load(room.path, today=day, golden=Strictness.SKIP)
    return answers.card(in_force.on_day(knowledge, day), ENTRY, lang)


def test_until_its_day_the_old_text_is_said_with_notice_of_the_new_one(amended):
    card = card_on(amended(), EVE)
    assert "60日" in card.short
    assert card.notes == ("自2027年1月1日起，期限是30日。",)
    assert [each.articles for each in card.citations] == [(20,)]
    assert card_on(amended(), EVE, "en").notes == ("From 1 January 2027 the time limit is 30 days.",)


def test_from_its_day_the_new_text_is_said_without_notice(amended):
    card = card_on(amended(), DAY)
    assert (card.short, card.notes, card.steps) == ("可以，期限是30日。", (), ())
    assert [each.articles for each in card.citations] == [(21,)]


def test_what_an_amendment_leaves_out_stays(amended):
    only_cited = {name: NEW[name] for name in ("in_force_from", "legal_basis")}
    before, after = (card_on(amended(only_cited | {"figures": []}), day) for day in (EVE, DAY))
    assert (after.short, after.steps, after.notes) == (before.short, before.steps, before.notes)
    assert after.citations != before.citations


def test_a_time_limit_changes_on_its_day(amended):
    both = {"zh": "期限", "en": "limit"}
    limit = {"act": both, "trigger": both, "length": 30, "unit": "day", "roll": "civil"}
    room = amended(NEW | {"limits": [limit | {"statute": "new-law", "article": 21}]})
    knowledge = load(room.path, today=DAY, golden=Strictness.SKIP)
    before, after = (in_force.on_day(knowledge, day).entries[ENTRY].limits for day in (EVE, DAY))
    assert (before, [each.length for each in after]) == ((), [30])


def test_one_amendment_follows_another(amended):
    later = {
        "in_force_from": dt.date(2028, 1, 1),
        "notice": {"zh": "再改。", "en": "Again."},
        "lawyer_when": NOTICE,
    }
    room = amended(NEW, later)
    assert card_on(room, EVE).notes == (NOTICE["zh"], "再改。")
    assert (card_on(room, DAY).notes, card_on(room, DAY).lawyer_when) == (("再改。",), None)
    last = card_on(room, dt.date(2028, 1, 1))
    assert (last.short, last.notes, last.lawyer_when) == ("可以，期限是30日。", (), NOTICE["zh"])


@pytest.mark.parametrize("days", [(DAY, DAY), (DAY, EVE)])
def test_amendments_stand_in_the_order_of_their_days(amended, days):
    room = amended(*(NEW | {"in_force_from": day} for day in days))
    with pytest.raises(KnowledgeError) as error:
        load(room.path, today=EVE)
    [fault] = error.value.faults
    assert english(fault) == "amendments must stand in the order of their in_force_from, each day once"


def test_the_day_decides_each_time_and_what_never_changes_is_left_alone(amended):
    knowledge = load(amended().path, today=EVE, golden=Strictness.SKIP)
    for day, said in ((EVE, "60日"), (DAY, "30日"), (EVE, "60日")):
        assert said in answers.card(in_force.on_day(knowledge, day), ENTRY, "zh").short
    plain = dataclasses.replace(knowledge, entries={})
    assert in_force.on_day(plain, DAY) is plain


@pytest.mark.parametrize("day", [EVE, DAY])
def test_law_is_in_force_when_each_text_is_said(amended, day):
    warnings = load(amended().path, today=day, golden=Strictness.SKIP).warnings
    assert not [each for each in warnings if ENTRY in each.field]


def test_an_amendment_that_cites_law_before_its_day_or_after_its_last_is_named(amended):
    early = NEW | {"in_force_from": EVE}
    [warning] = [each for each in load(amended(early).path, today=EVE).warnings if ENTRY in each.field]
    assert warning.field == f"entries[{ENTRY}].amendments[0].legal_basis[new-law]"
    assert english(warning) == "new-law is in force only from 2027-01-01"
    stays = {"in_force_from": DAY, "notice": NOTICE}
    warnings = load(amended(stays).path, today=EVE).warnings
    assert [english(each) for each in warnings if "legal_basis" in each.field] == [
        "some-law was in force until 2026-12-31; cite new-law, or add before: …"
    ]


def test_both_texts_are_checked_for_articles_offices_and_equal_numbers(amended):
    answer = {"zh": {"short": "{windows.address}"}, "en": {"short": "Within 31 days."}}
    wrong = NEW | {"answer": answer, "legal_basis": [{"statute": "new-law", "articles": [91]}]}
    with pytest.raises(KnowledgeError) as error:
        load(amended(wrong).path, today=EVE)
    named = {fault.field.removeprefix(f"entries[{ENTRY}].amendments[0].") for fault in error.value.faults}
    assert named == {"answer.zh.short", "legal_basis[new-law].articles[0]", "figures[new-law].article"}
    uneven = NEW | {"answer": {"zh": {"short": "期限是30日。"}, "en": {"short": "Within 31 days."}}}
    warnings = load(amended(uneven).path, today=EVE).warnings
    assert "the English answer does not have: 31" not in map(english, warnings)
    assert {english(each) for each in warnings if "amendments[0].answer" in each.field} == {
        "the Chinese answer does not have: 31"
    }


def test_the_audit_holds_both_texts_and_the_notice_against_their_law(amended, tmp_path, capsys):
    laws = tmp_path / "laws"
    laws.mkdir()
    (laws / "某法.md").write_text("第二十条 应当在六十日内提出。\n", "utf-8")
    (laws / "新法.md").write_text("第二十一条 应当在三十日内提出。\n", "utf-8")

    def audited(*amendments):
        amended(*amendments)
        status = main(["kb", "audit", "--laws", str(laws), "--knowledge", str(tmp_path / "knowledge")])
        return status, [line for line in capsys.readouterr().out.splitlines() if ENTRY in line]

    assert audited() == (0, [])
    assert audited(NEW | {"figures": [NEW["figures"][0] | {"value": 31}]})[0] == 1
    [chinese, english_line] = audited(NEW | {"notice": {"zh": "改为40日。", "en": "40 days."}})[1]
    assert "amendments[0].notice.zh: 40" in chinese
    assert "amendments[0].notice.en: 40" in english_line


def test_how_the_knowledge_reads_on_a_day_is_worked_out_once_and_anew_on_the_next(amended):
    knowledge = load(amended().path, today=EVE, golden=Strictness.SKIP)
    daily = in_force.Daily()
    eve = daily.answering(knowledge, EVE, ())
    assert daily.answering(knowledge, EVE, ()) is eve
    assert daily.answering(knowledge, DAY, ()).entries[ENTRY] != eve.entries[ENTRY]
    assert daily.answering(knowledge, EVE, [ENTRY]).entries[ENTRY].status == "suspended"
