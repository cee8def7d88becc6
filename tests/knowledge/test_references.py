"""What only shows across files."""

import datetime as dt

import pytest
from told import english

from bot.errors import KnowledgeError
from bot.knowledge.building import load

OLD = {"statute": "some-law-2017", "articles": [20]}
BASIS = {"statute": "some-law", "articles": [20]}
LIMIT = {
    "act": {"zh": "起诉", "en": "sue"}, "trigger": {"zh": "收到之日", "en": "the day of receipt"},
    "length": 60, "unit": "day", "roll": "procedure", "statute": "some-law", "article": 20,
}  # fmt: skip
FIGURE = {"value": 60, "unit": "calendar_day", "statute": "some-law", "article": 21}

CONTRADICTIONS = [
    ("an unknown statute", {"legal_basis": [{"statute": "some-lav", "articles": [20]}], "figures": []},
     "legal_basis[some-lav].statute", "there is no some-lav in statutes.yaml; did you mean some-law?"),
    ("an article too high", {"legal_basis": [{"statute": "some-law", "articles": [20, 91]}]},
     "legal_basis[some-law].articles[1]", "some-law has 90 articles, there is no article 91"),
    ("no article of a law that has some", {"legal_basis": [BASIS, {"statute": "some-law-2017"}]},
     "legal_basis[some-law-2017]", "say which articles of some-law-2017"),
    ("an inserted article too high", {"legal_basis": [{"statute": "some-law", "articles": [20, "91-1"]}]},
     "legal_basis[some-law].articles[1]", "some-law has 90 articles, there is no article 91-1"),
    ("a figure not cited", {"figures": [FIGURE]},
     "figures[some-law].article", "article 21 of some-law is not in legal_basis"),
    ("a time limit not cited", {"limits": [LIMIT | {"article": 21}]},
     "limits[some-law].article", "article 21 of some-law is not in legal_basis"),
    ("a time limit of an unknown statute", {"limits": [LIMIT | {"statute": "some-lav"}]},
     "limits[some-lav].statute", "there is no some-lav in statutes.yaml; did you mean some-law?"),
    ("a time limit of no length", {"limits": [LIMIT | {"length": 0}]},
     "limits[some-law].length", "1"),
    ("a time limit with an unknown rule", {"limits": [LIMIT | {"roll": "civli"}]},
     "limits[some-law].roll", "civil"),
    ("a time limit in an unknown unit", {"limits": [LIMIT | {"unit": "yuan"}]},
     "limits[some-law].unit", "working_day"),
    ("an unknown related entry", {"related": ["legal-aid-frist"]},
     "related[0]", "did you mean legal-aid-first?"),
    ("itself as a lookalike", {"lookalikes": ["labour-relations-first"]},
     "lookalikes[0]", "cannot name itself"),
    ("an unknown office", {"answer": {"zh": {"short": "{windows.address}"}, "en": {"short": "x"}}},
     "answer.zh.short", "names no office"),
    ("an unknown field of an office", {"answer": {"zh": {"short": "{window.adress}"}, "en": {"short": "x"}}},
     "answer.zh.short", "allowed: title, address, telephone, hours, online"),
    ("an unknown kind of emergency", {"urgency": "now", "alarm": "detentoin"},
     "alarm", "alarms.yaml has no kind detentoin; did you mean detention?"),
    ("nothing to ask in English", {"phrasings": {"zh": ["问"]}},
     "phrasings.en", "at least one way to ask in English"),
    ("a way to ask of another entry", {"phrasings": {"zh": ["法律援助申请条件怎么办？"], "en": ["x y"]}},
     "phrasings.zh[0]", "also leads to l"),
]  # fmt: skip


@pytest.mark.parametrize("case", [pytest.param(case[1:], id=case[0]) for case in CONTRADICTIONS])
def test_a_contradiction_is_named(room, today, case):
    fields, field, words = case
    room.change("labour-relations", **fields)
    faults = faults_of(room, today)
    assert any(words in english(fault) for fault in faults), faults
    assert any(
        fault.field == f"entries[labour-relations-first].{field}" or "also leads" in english(fault)
        for fault in faults
    )


def test_law_cited_on_a_day_after_its_last_one_is_a_warning_that_names_what_followed_it(room, today):
    room.change("labour-relations", legal_basis=[OLD, BASIS])
    [warning] = load(room.path, today=today).warnings
    assert english(warning) == "some-law-2017 was in force until 2023-12-31; cite some-law, or add before: …"


def test_law_that_nothing_known_followed_is_one_warning_for_all_its_entries(room, today):
    room.values["statutes.yaml"]["statutes"]["some-law"]["in_force_to"] = today - dt.timedelta(1)
    room.save("statutes.yaml")
    [warning] = load(room.path, today=today).warnings
    told = english(warning)
    assert warning.field == "statutes.some-law.in_force_to"
    assert "and what followed it is not in statutes.yaml; add that, and have a lawyer look at: " in told
    assert "labour-relations-first" in told
    assert told.count("legal-aid-first") == 1
    assert load(room.path, today=today - dt.timedelta(1)).warnings == ()


def test_a_text_without_articles_is_cited_without(room, today):
    statutes = room.values["statutes.yaml"]["statutes"]
    statutes["reply"] = statutes["some-law"] | {"articles": 0}
    room.save("statutes.yaml")
    room.change("labour-relations", legal_basis=[BASIS, {"statute": "reply"}])
    assert load(room.path, today=today).warnings == ()


def test_superseded_law_may_be_cited_for_earlier_matters(room, today):
    room.change("labour-relations", legal_basis=[BASIS, OLD | {"before": dt.date(2024, 1, 1)}])
    assert load(room.path, today=today).warnings == ()


def test_single_articles_of_law_in_force_may_be_cited_for_earlier_matters(room, today):
    earlier = {"statute": "some-law", "articles": [32], "before": dt.date(2025, 9, 1)}
    room.change("labour-relations", legal_basis=[BASIS, earlier])
    assert load(room.path, today=today).warnings == ()


def test_an_id_used_twice_names_the_first_place(room, today):
    room.change("legal-aid", id="labour-relations-first")
    faults = [fault for fault in faults_of(room, today) if "used twice" in english(fault)]
    assert [fault.file.endswith("legal-aid.yaml") for fault in faults] == [True]
    assert "labour-relations.yaml:" in english(faults[0])


def test_a_measure_must_stand_in_the_file_of_its_name(room, today):
    room.values["measures/legal-aid.yaml"]["measure"] = "labour-relations"
    room.save("measures/legal-aid.yaml")
    assert any("must be named labour-relations.yaml" in english(fault) for fault in faults_of(room, today))


def test_all_ten_measures_must_be_there(room, today):
    (room.path / "measures" / "legal-aid.yaml").unlink()
    assert [english(fault) for fault in faults_of(room, today)] == ["this measure is missing"]


def test_a_golden_question_of_no_entry_is_named(room, today):
    room.values["checks/labour-relations.yaml"]["checks"][0]["entry"] = "labour-relations-frist"
    room.save("checks/labour-relations.yaml")
    assert any("did you mean labour-relations-first?" in english(fault) for fault in faults_of(room, today))


def test_a_broken_file_does_not_make_the_names_in_it_unknown(room, today):
    room.change("legal-aid", related=["labour-relations-first"])
    room.write("measures/labour-relations.yaml", "a: b: c\n")
    assert not any("there is no entry" in english(fault) for fault in faults_of(room, today))


def test_a_review_that_is_due_is_a_warning_and_no_fault(room, today):
    room.change("labour-relations", review_by=dt.date(2026, 11, 22))
    [warning] = load(room.path, today=today).warnings
    assert "was to be reviewed by 2026-11-22" in english(warning)
    assert load(room.path, today=dt.date(2026, 11, 22)).warnings == ()


def test_different_numbers_in_both_languages_are_a_warning(room, today):
    answer = {"zh": {"short": "期限是60日。"}, "en": {"short": "The limit is 90 days."}}
    room.change("labour-relations", answer=answer)
    messages = [english(warning) for warning in load(room.path, today=today).warnings]
    assert sorted(messages) == [
        "the Chinese answer does not have: 90",
        "the English answer does not have: 60",
    ]


def test_few_ways_to_ask_are_a_warning(room, today):
    room.change("labour-relations", phrasings={"zh": ["试用期辞退员工"], "en": ["a b", "c d", "e f", "g h"]})
    room.write("checks/labour-relations.yaml", "{}\n")
    [warning] = load(room.path, today=today).warnings
    assert "few ways to ask in Chinese: 1" in english(warning)


def faults_of(room, today):
    with pytest.raises(KnowledgeError) as caught:
        load(room.path, today=today)
    return caught.value.faults
