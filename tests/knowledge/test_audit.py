"""The entries held against the text of the law."""

import pytest

from bot.cli import main
from bot.knowledge.checks.lawtext import Quantity, articles, quantities, working_days
from bot.knowledge.checks.numbers import stated

LAW = """# 某法

## 第一章 总则

第一条 为了试验，制定本法。

## 第二章 期限

第二十条 申请人应当自知道之日起六十日内提出。
依照第一条，每日按万分之五加处。

第二十条之一 另有十日。

第八十八条 本法关于“三日”、“五日”的规定是指工作日，不含法定休假日。
"""

WRITTEN = [
    ("三十日内", 30, "day"),
    ("15日", 15, "day"),
    ("十五个工作日", 15, "working_day"),
    ("百分之二十", 20, "percent"),
    ("百分之三", 3, "percent"),
    ("万分之五", 0.05, "percent"),
    ("千分之一", 0.1, "percent"),
    ("加计30—50%", 30, "percent"),
    ("加计30—50%", 50, "percent"),
    ("二分之一", 0.5, "times"),
    ("三分之二以上", 0.6667, "times"),
    ("受理费标准的1/3", 0.3333, "times"),
    ("三倍", 3, "times"),
    ("双倍返还", 2, "times"),
    ("五十元", 50, "yuan"),
    ("50 元", 50, "yuan"),
    ("三万元以下", 30_000, "yuan"),
    ("1.5万元", 15_000, "yuan"),
    ("一百二十日", 120, "day"),
    ("半个月工资", 0.5, "month"),
    ("二十四小时", 24, "hour"),
    ("两名以上", 2, "people"),
    ("一至二人", 1, "people"),
    ("三到五个工作日", 3, "working_day"),
    ("一个以上五十个以下股东", 50, "people"),
]


@pytest.mark.parametrize(("text", "value", "unit"), WRITTEN)
def test_a_quantity_is_read_as_statutes_write_it(text, value, unit):
    assert Quantity(value, unit) in set(quantities(text))


@pytest.mark.parametrize("text", ["第三十条", "第二款", "三种情形", "一律不得", "万一"])
def test_what_counts_nothing_is_no_quantity(text):
    assert list(quantities(text)) == []


def test_a_statute_is_cut_into_its_articles():
    found = articles(LAW)
    assert list(found) == [1, 20, "20-1", 88]
    assert found[1] == "第一条 为了试验，制定本法。"
    assert found[20].endswith("每日按万分之五加处。")
    assert found["20-1"] == "第二十条之一 另有十日。"


@pytest.mark.parametrize(
    ("definition", "days"),
    [
        ("第八十五条 本法中“二日”“三日”的规定是指工作日，不含法定节假日。", {2: True, 3: True, 10: False}),
        ("第六十九条 本法中十日以内期限的规定是指工作日，不含法定节假日。", {5: True, 10: True, 30: False}),
        ("第八十二条 实施许可的期限以工作日计算，不含法定节假日。", {20: True, 45: True}),
        ("第一条 十日。", {10: False}),
    ],
)
def test_a_statute_says_itself_which_days_are_working_days(definition, days):
    working = working_days(articles(definition))
    assert {number: working(number) for number in days} == days


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("60日内申请，5个工作日内审查", [60, 5]),
        ("三十日内，付两个月工资", [30, 2]),
        ("罚3万元，每日0.05%，或者每日万分之五", [30_000, 0.05, 0.05]),
        ("三分之二以上的股东；付半个月工资；双倍返还", [0.6667, 0.5, 2]),
        ("within 60 days, or two working days; two-thirds; half a month; double", [60, 2, 0.6667, 0.5, 2]),
        ("自2024年1月1日起，见第20条和第5款，拨打12348或者110", []),
        ("since 1 January 2024 or 2026-03-01, under Article 20 and paragraph 1, call 12345", []),
        ("第三人可以试一次，一个月也行", []),
        ("two ways and one of three doors", []),
    ],
)
def test_the_numbers_that_an_answer_states_are_found(line, values):
    assert [value for value, _ in stated(line)] == values


@pytest.fixture
def audited(room, tmp_path, capsys):
    """Audit the small folder against the small law; give status and printed lines."""
    room.values["statutes.yaml"]["statutes"]["some-law"]["text"] = "某法"
    room.save("statutes.yaml")
    laws = tmp_path / "laws"
    laws.mkdir()
    (laws / "某法.md").write_text(LAW, "utf-8")

    def run(law=None, **fields):
        if law is not None:
            (laws / "某法.md").write_text(law, "utf-8")
        room.change("labour-relations", **fields)
        status = main(["kb", "audit", "--laws", str(laws), "--knowledge", str(room.path)])
        return status, capsys.readouterr().out.splitlines()

    return run


def basis(*numbers):
    return [{"statute": "some-law", "articles": [20, *numbers]}]


def figure(value, unit, article=20):
    return {"value": value, "unit": unit, "statute": "some-law", "article": article}


def answered(zh, en):
    return {"zh": {"short": zh}, "en": {"short": en}}


def test_what_stands_in_the_law_is_counted(audited):
    status, lines = audited()
    assert status == 0
    assert lines[:4] == [
        "10 entries",
        "citations: article found: 10 of 10 (100.0 %)",
        "figures: found in their article: 10 of 10 (100.0 %)",
        "numbers in answers: marked or derived: 20 of 20 (100.0 %)",
    ]


def test_a_figure_that_is_not_in_its_article_is_named_with_its_line_and_the_article(audited):
    status, lines = audited(figures=[figure(90, "day"), figure(60, "day")])
    assert status == 1
    assert "labour-relations.yaml:" in lines[-1]
    assert (
        "labour-relations-first].figures[some-law]: 90 day is not in article 20 of some-law: 第二十条 申请人应当"
        in lines[-1]
    )


@pytest.mark.parametrize(
    ("value", "unit", "article", "status"),
    [
        (60, "month", 20, 1),
        (60, "working_day", 20, 1),
        (60, "calendar_day", 20, 0),
        (0.05, "percent_per_day", 20, 0),
        (10, "day", 20, 1),
        (5, "working_day", 88, 0),
        (5, "calendar_day", 88, 1),
    ],
)
def test_a_figure_must_have_the_unit_of_the_law(audited, value, unit, article, status):
    marks = [figure(value, unit, article), figure(60, "day")]
    assert audited(figures=marks, legal_basis=basis(88))[0] == status


@pytest.mark.parametrize(
    ("length", "unit", "article", "status"),
    [
        (60, "day", 20, 0),
        (90, "day", 20, 1),
        (60, "working_day", 20, 1),
        (5, "working_day", 88, 0),
        (5, "day", 88, 1),
    ],
)
def test_a_time_limit_is_held_against_its_article_like_a_figure(audited, length, unit, article, status):
    both = {"zh": "期限", "en": "limit"}
    limit = {"act": both, "trigger": both, "length": length, "unit": unit, "roll": "civil"}
    limits = [limit | {"statute": "some-law", "article": article}]
    found, lines = audited(limits=limits, legal_basis=basis(88), figures=[figure(60, "day")])
    assert found == status
    assert ("].limits[some-law]: " in lines[-1]) is bool(status)


def test_an_inserted_article_is_one_of_its_own(audited):
    assert audited(legal_basis=basis("20-1"), figures=[figure(10, "day", "20-1"), figure(60, "day")])[0] == 0
    status, lines = audited(legal_basis=basis("20-2"), figures=[figure(60, "day")])
    assert (status, "article 20-2 is not in the text of some-law" in lines[-1]) == (1, True)


def test_an_article_that_is_not_in_the_text_is_named(audited):
    status, lines = audited(legal_basis=basis(21))
    assert status == 1
    assert "article 21 is not in the text of some-law" in lines[-1]


def test_a_statute_without_a_text_is_named(audited, room):
    room.values["statutes.yaml"]["statutes"]["some-law"]["text"] = "别的法"
    room.save("statutes.yaml")
    status, lines = audited()
    assert status == 1
    assert "no text was read of: some-law, some-law-2017" in lines
    assert any("there is no text of some-law" in line for line in lines)


def test_an_excerpt_is_told_from_a_whole_text(audited, room):
    room.values["statutes.yaml"]["statutes"]["some-law"]["excerpt"] = True
    room.save("statutes.yaml")
    status, lines = audited(legal_basis=basis(21))
    assert status == 1
    assert "only excerpts were read of: some-law" in lines
    assert "article 21 is not in the excerpt of some-law" in lines[-1]


def test_a_number_that_nothing_marks_is_named_but_fails_nothing(audited):
    status, lines = audited(answer=answered("要90天，不是60日。", "90 days, not 60 days."))
    assert status == 0
    assert [line.split(": ", 3)[2:] for line in lines[-2:]] == [
        ["90 is neither marked nor derived", "…要90天，不是60日。…"],
        ["90 is neither marked nor derived", "…90 days, no…"],
    ]


def test_a_number_may_be_derived_by_a_rule(audited):
    rule = {"value": 90, "rule": {"zh": "60日加30日", "en": "60 days and 30 days"}}
    status, lines = audited(answer=answered("最多90天。", "At most 90 days."), derived=[rule])
    assert (status, lines[3]) == (0, "numbers in answers: marked or derived: 20 of 20 (100.0 %)")


def test_without_the_folder_of_statutes_one_plain_line_says_so(room, tmp_path, capsys):
    folder = tmp_path / "nowhere"
    assert main(["kb", "audit", "--laws", str(folder), "--knowledge", str(room.path)]) == 0
    assert capsys.readouterr().out == f"{folder}: this folder of statutes is not here; nothing was audited\n"


def test_knowledge_with_faults_is_not_audited(audited):
    assert audited(legal_basis=[{"statute": "some-lav", "articles": [1]}], figures=[]) == (1, [])


ALIKE = [
    ("zh", "公司可以申请法律援助吗", "公司可以申请法律救助吗"),
    ("en", "can my company get legal aid", "can my company get notary aid"),
]


@pytest.mark.parametrize(("lang", "first", "second"), ALIKE)
def test_kb_check_lists_near_duplicates_of_entries_that_are_no_lookalikes(room, capsys, lang, first, second):
    also_ask(room, "legal-aid", lang, first)
    also_ask(room, "notary-services", lang, second)
    assert f"[“{second}”]: is nearly “{first}” of legal-aid-first (" in warnings(room, capsys)
    room.change("legal-aid", lookalikes=["notary-services-first"])
    assert warnings(room, capsys) == ""


@pytest.mark.parametrize(
    ("first", "second"), [("怎么罚款", "怎么退款"), ("公司申请法律援助", "员工申请法律援助")]
)
def test_short_or_different_questions_are_no_near_duplicates(room, capsys, first, second):
    also_ask(room, "legal-aid", "zh", first)
    also_ask(room, "notary-services", "zh", second)
    assert warnings(room, capsys) == ""


def also_ask(room, measure, lang, text):
    room.entry(measure)["phrasings"][lang].append(text)
    room.save(f"measures/{measure}.yaml")


def warnings(room, capsys):
    main(["kb", "check", "--knowledge", str(room.path)])
    return capsys.readouterr().err
