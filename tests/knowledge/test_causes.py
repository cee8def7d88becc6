"""What people who write Chinese get wrong in YAML is told in Chinese, once, at the line of its cause."""

import ast
from pathlib import Path

import pytest
from told import chinese, in_full

from bot.errors import KnowledgeError
from bot.knowledge.building import load
from bot.locales import faults as tables
from bot.locales.faults import told
from bot.strict_yaml.reader import read

ROOT = Path(__file__).parents[2]
MEASURE = "measures/labour-relations.yaml"
FIRST = "entries[labour-relations-first]"

SLIPS = [
    ("a full-width colon after an id", "- id：debt-x\n  title:\n    zh: 题\n", 1, 5, "全角冒号“：”"),
    ("a full-width colon above a list", "a:\n  zh：\n    - 一\n    - 二\n  en:\n    - c\n", 2, 5, "全角冒号"),
    ("a full-width colon between others", "zh:\n  short: 可以。\n  fee：免费\nen: x\n", 3, 6, "全角冒号"),
    ("a colon without a space", "title:\n  zh:对账单\n  en: a\n", 2, 5, "冒号后面少了一个空格"),
    ("a full-width dash", "zh:\n  - a\n  － b\nen: c\n", 3, 3, "“－”作列表符号"),
    ("a bullet", "zh:\n  - a\n  • b\nen: c\n", 3, 3, "“•”作列表符号"),
    ("a dash without a space", "zh:\n  - a\n  -b\nen: c\n", 3, 3, "减号后面少了一个空格"),
    ("curly quotation marks", "zh: “收到: 怎么办”\nen: a\n", 1, 5, "“ 不是电脑认得的引号"),
    ("a full-width space", "title:\n　　zh: 题\n  en: b\n", 2, 1, "全角空格"),
    ("a tab", "title:\n\tzh: 题\n", 2, 1, "Tab 键"),
    ("a quotation that never ends", 'title:\n  zh: "题\n  en: "b"\n  x: 1\n', 2, 7, "引号只有开头"),
    ("one space too few", "title:\n   zh: a\n  en: b\nc: 1\n", 3, 3, "有 2 个空格，和上面哪一级都对不齐；应当是 0, 3"),
    ("one space too many", "title:\n  zh: a\n   en: b\nc: 1\n", 3, 4, "有 3 个空格，和上面哪一级都对不齐；应当是 0, 2"),
    ("a colon within a text", "title: 一: 二\n", 1, 9, "文字里有“: ”"),
]  # fmt: skip


@pytest.mark.parametrize("slip", [pytest.param(slip[1:], id=slip[0]) for slip in SLIPS])
def test_a_slip_of_writing_is_one_fault_at_its_cause(slip):
    text, line, column, words = slip
    [fault] = read(text, "x.yaml").faults
    assert (fault.line, fault.column) == (line, column)
    assert words in chinese(fault)


def test_the_same_signs_are_welcome_in_a_text():
    document = read("zh:\n  - “对账单”：能不能当证据？\n  - a：b，c－d\n", "x.yaml")
    assert document.faults == []


@pytest.mark.parametrize(
    "text",
    ["zh: 题\nen: [a\n", "a: 'it's'\n", "a: ]\n", "- a\nb: 1\n", "a:\n  - b\n c\n", 'a:\n "b\n: c', "a: |\n x\n y: 1\nb"],
)  # fmt: skip
def test_whatever_is_wrong_is_one_fault_within_the_file(text):
    [fault] = read(text, "x.yaml").faults
    assert 1 <= fault.line <= text.count("\n") + 2
    assert chinese(fault)


VALUES = [
    ("a full-width comma between ids", {"related": ["legal-aid-first，notary-services-first"]}, "related[“legal-aid-first，notary-services-first”]", "全角符号 ，"),
    ("quotation marks around an id", {"urgency": "“now”"}, "urgency", "全角符号 “"),
    ("full-width digits", {"review_by": "２０２７-05-31"}, "review_by", "全角符号 ２"),
    ("a full-width bracket", {"related": "［legal-aid-first]"}, "related", "全角符号 ［"),
    ("a text for a list", {"related": "对，错"}, "related", "应当是列表：一行一项"),
    ("a misspelt key", {"relatedd": []}, "relatedd", "是不是想写 related"),
    ("a key that is indented too far", {"answer": {"zh": {"short": "可以。", "related": []}, "en": {"short": "Yes."}}},
     "answer.zh.related", "缩进太多"),
    ("a wrong type", {"title": {"zh": 5, "en": "x"}}, "title.zh", "5 会被读成数字；请放进引号"),
    ("too long", {"title": {"zh": "长" * 1001, "en": "x"}}, "title.zh", "太长：1001 个字；最多 1000 个字"),
]  # fmt: skip


@pytest.mark.parametrize("case", [pytest.param(case[1:], id=case[0]) for case in VALUES])
def test_a_wrong_value_is_one_fault_that_names_the_entry(room, today, case):
    fields, field, words = case
    room.change("labour-relations", **fields)
    [fault] = faults_of(room, today)
    assert (fault.field, fault.line > 1) == (f"{FIRST}.{field}", True)
    assert words in chinese(fault)


def test_a_phrase_is_named_by_its_words(room, today):
    room.change("labour-relations", phrasings={"zh": ["试用期 " + "很长" * 100], "en": ["x"]})
    [fault] = faults_of(room, today)
    assert fault.field.startswith(f"{FIRST}.phrasings.zh[“试用期 很长很长")
    assert "太长" in chinese(fault)


def test_a_misspelt_key_is_not_told_again_as_missing(room, today):
    entry = room.entry("labour-relations")
    entry["tittle"] = entry.pop("title")
    room.save(MEASURE)
    [fault] = faults_of(room, today)
    assert fault.field == f"{FIRST}.tittle"
    assert "是不是想写 title" in chinese(fault)


def test_a_file_that_cannot_be_read_is_all_that_is_told(room, today):
    room.change("legal-aid", related=["labour-relations-first"], lookalikes=["labour-relations-first"])
    text = (room.path / MEASURE).read_text("utf-8")
    room.write(MEASURE, text.replace("- id: ", "- id：", 1))
    [fault] = faults_of(room, today)
    assert (fault.file.endswith(MEASURE), "全角冒号" in chinese(fault)) == (True, True)


def test_an_id_that_was_overwritten_by_another_is_one_fault(room, today):
    room.change("notary-services", related=["labour-relations-first"])
    room.change("labour-relations", id="legal-aid-first")
    [fault] = faults_of(room, today)
    assert "编号 legal-aid-first 用了两次" in chinese(fault)


def test_an_id_with_a_full_width_sign_is_one_fault_although_others_name_it(room, today):
    room.change("notary-services", related=["labour-relations-first"])
    room.change("labour-relations", id="labour－relations-first")
    [fault] = faults_of(room, today)
    assert "全角符号 －" in chinese(fault)


def test_a_copied_entry_with_an_id_of_its_own_is_one_fault(room, today):
    room.change("labour-relations", phrasings={"zh": ["甲怎么办", "乙怎么办", "丙怎么办"], "en": ["a b"]})
    copied = {**room.entry("labour-relations"), "id": "labour-relations-second"}
    room.values[MEASURE]["entries"].append(copied)
    room.save(MEASURE)
    [fault] = faults_of(room, today)
    assert fault.field == "entries[labour-relations-second].phrasings.zh[“甲怎么办”]"
    assert "labour-relations-first 里也有" in chinese(fault)
    assert "同样重复的还有 3 句" in chinese(fault)


def test_an_entry_that_was_deleted_is_one_fault_with_all_places_that_name_it(room, today):
    room.change("legal-aid", related=["labour-relations-first"], lookalikes=["labour-relations-first"])
    room.change("labour-relations", id="quite-another-thing")
    [fault] = faults_of(room, today)
    assert "没有编号为 labour-relations-first 的条目" in chinese(fault)
    places = in_full(fault)
    assert places.count("legal-aid.yaml:") == 2
    assert "checks/labour-relations.yaml:" in places


def faults_of(room, today):
    with pytest.raises(KnowledgeError) as caught:
        load(room.path, today=today)
    return caught.value.faults


def test_both_tables_have_the_same_keys_and_gaps():
    assert tables.keys("zh") == tables.keys("en")
    assert [key for key in tables.keys("zh") if tables.gaps(key, "zh") != tables.gaps(key, "en")] == []


def test_every_key_of_the_code_has_words_and_no_words_are_left_over():
    named = set(named_keys())
    made = {key for key in tables.keys("zh") if key.startswith("allowed.")}
    assert {key for key in named if key not in tables.keys("zh")} == {"allowed."}
    assert tables.keys("zh") - named - made == set()


def named_keys():
    """Every constant of the code that is a key of a fault."""
    sections = {key.partition(".")[0] for key in tables.keys("zh")}
    for file in [*(ROOT / "bot").rglob("*.py"), *(ROOT / "handlers").rglob("*.py")]:
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "message" and call.args:
                yield from (each.value for each in ast.walk(call.args[0]) if is_key(each, sections))
        if "strict_yaml" in str(file) or "schema_errors" in file.name or "golden_follow_ups" in file.name:
            tree = ast.walk(ast.parse(file.read_text("utf-8")))
            yield from (
                each.value for each in tree if is_key(each, sections) and each.value in tables.keys("zh")
            )
    yield from ("audit.not_in_excerpt", "audit.not_in_text")


def is_key(node, sections):
    text = node.value if isinstance(node, ast.Constant) else None
    return isinstance(text, str) and text.partition(".")[0] in sections and " " not in text


def test_what_people_wrote_stays_as_it_is_in_traditional_chinese():
    [fault] = read('zh: 题\n"账": 1\n"账": 2\n', "x.yaml").faults
    assert told(fault, "zh-Hant") == "x.yaml:3:1: 账: 寫了兩遍（第一遍在第 2 行）；請只留一個"
