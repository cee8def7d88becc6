"""`butler kb`, `butler ask` and `butler eval`, through the command line's own entrance."""

import datetime as dt
import io
import json

import pytest

from bot.cli import main

KEYS = ["id", "lang", "verdict", "urgent", "entry", "measure", "fields", "score", "candidates", "reply", "ms"]


@pytest.fixture
def butler(room, tmp_path, monkeypatch, capsys):
    """Run a command on the small folder; give status, output and errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run(*words):
        status = main([*words, "--knowledge", str(room.path)])
        return status, *capsys.readouterr()

    return run


def test_kb_check_counts_what_is_right(butler):
    status, out, err = butler("kb", "check")
    assert (status, err) == (0, "")
    assert out.startswith("ok: 10 measures, 10 entries, 170 phrasings, 5 golden questions, 0 warnings")


def test_kb_check_as_of_a_day_names_law_that_is_not_in_force_then(butler, room):
    room.values["statutes.yaml"]["statutes"]["some-law"]["in_force_to"] = dt.date(2400, 12, 31)
    room.save("statutes.yaml")
    assert butler("kb", "check")[2] == ""
    status, _, err = butler("kb", "check", "--on", "2401-01-01")
    assert status == 0
    assert "some-law was in force until 2400-12-31" in err


def test_kb_check_warns_also_where_a_golden_question_goes_wrong(butler, room):
    room.values["statutes.yaml"]["statutes"]["some-law"]["in_force_to"] = dt.date(2025, 12, 31)
    room.save("statutes.yaml")
    room.write("checks/labour-relations.yaml", "none: {zh: [试用期辞退员工怎么办]}\n")
    status, _, err = butler("kb", "check")
    assert status == 1
    assert "some-law was in force until 2025-12-31" in err
    assert "must not be answered from any entry" in err


def test_kb_check_names_every_fault_in_one_line_and_fails(butler, room):
    room.write("statutes.yaml", "a: b: c\n")
    room.change("legal-aid", titel="x")
    status, out, err = butler("kb", "check")
    assert (status, out) == (1, "")
    files = [line.split(":")[0].rsplit("/", 1)[-1] for line in err.splitlines()]
    assert files == ["legal-aid.yaml", "statutes.yaml"]


SAID = {"en": "a full-width colon, which does not end a key", "zh": "全角冒号", "zh-Hant": "全角冒號"}


@pytest.mark.parametrize(
    ("words", "environ", "lang"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_HK.UTF-8"}, "zh-Hant"),
        ([], {"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        (["--lang", "zh"], {"LANG": "en_GB.UTF-8"}, "zh"),
        (["--lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
    ],
)
def test_kb_check_tells_faults_in_the_language_asked_for(butler, room, monkeypatch, words, environ, lang):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    room.write("glossary.yaml", "synonyms：\n  - zh: [甲]\n")
    _, _, err = butler("kb", "check", *words)
    assert SAID[lang] in err


def test_kb_check_tells_warnings_in_the_language_asked_for(butler, room):
    room.change("legal-aid", review_by=dt.date(2020, 1, 1))
    _, _, err = butler("kb", "check", "--lang", "zh")
    assert "entries[legal-aid-first].review_by: 应当在 2020-01-01 前复核 （提醒）" in err


def test_kb_check_reads_the_calendar_too(butler, room):
    room.write("calendar.yaml", "yeers: {}\n")
    status, _, err = butler("kb", "check")
    assert status == 1
    assert "calendar.yaml:1:1" in err


def test_kb_stats_has_a_line_for_each_measure(butler):
    status, out, _ = butler("kb", "stats")
    lines = out.splitlines()
    assert status == 0
    assert lines[4].split() == ["labour-relations", "1", "10", "7", "0", "1", "0", "1", "1"]
    assert lines[11].split()[:2] == ["all", "10"]


def test_kb_schema_describes_every_kind_of_file(capsys):
    assert main(["kb", "schema"]) == 0
    schemas = json.loads(capsys.readouterr().out)
    assert schemas["measures/*.yaml"]["required"] == ["measure", "origin", "title", "summary", "entries"]
    assert set(schemas) == {
        "measures/*.yaml",
        "statutes.yaml",
        "glossary.yaml",
        "conversation.yaml",
        "alarms.yaml",
        "offices.yaml",
        "checks/alarms*.yaml",
        "checks/followups*.yaml",
        "checks/stories*.yaml",
        "checks/*.yaml",
    }


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("试用期辞退员工怎么办", "试用期辞退员工：可以，期限是60日。"),
        ("試用期辭退員工怎麼辦", "試用期辭退員工：可以，期限是60日。"),
        ("what about dismiss a worker in probation", "dismiss a worker in probation: yes, within 60 days."),
    ],
)
def test_ask_answers_in_the_language_of_the_question(butler, question, short):
    status, out, _ = butler("ask", question)
    assert status == 0
    assert short in out
    assert "<" not in out


def test_ask_answers_in_the_language_that_is_wanted(butler):
    assert "within 60 days" in butler("ask", "试用期辞退员工怎么办", "--lang", "en")[1]


def test_ask_prints_the_verdict_as_json(butler):
    found = json.loads(butler("ask", "试用期辞退员工怎么办", "--json")[1])
    assert list(found) == KEYS[1:]
    assert (found["verdict"], found["entry"]) == ("answer", "labour-relations-first")


@pytest.mark.parametrize("question", ["", " ", "👍" * 5000, "\u202e<b>x</b>\u200b", "字" * 10_000])
def test_ask_has_an_answer_to_anything(butler, question):
    status, out, _ = butler("ask", question)
    assert status == 0
    assert out.strip()


def test_ask_says_in_one_line_that_the_knowledge_is_not_there(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["ask", "x"]) == 1
    assert capsys.readouterr().err == "knowledge: this folder does not exist\n"


def test_eval_answers_line_by_line_in_order(butler, tmp_path):
    file = tmp_path / "questions.jsonl"
    questions = [
        {"id": "a", "text": "试用期辞退员工怎么办", "more": 1},
        {"id": 2, "text": "police detained the boss", "lang": "zh"},
        {"id": None, "text": "how to hide assets from creditors"},
    ]
    file.write_text("\n".join(map(json.dumps, questions)), "utf-8")
    status, out, err = butler("eval", str(file))
    found = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert [list(line) for line in found] == [KEYS] * 3
    assert [line["id"] for line in found] == ["a", 2, None]
    assert [line["verdict"] for line in found] == ["answer", "escalate", "refuse"]
    assert [line["urgent"] for line in found] == [False, True, False]
    assert [line["lang"] for line in found] == ["zh", "zh", "en"]
    assert found[0]["measure"] == "labour-relations"
    assert found[1]["entry"] is found[1]["measure"] is found[1]["score"] is None
    assert "老板被警察带走拘留了" in found[1]["reply"]


def test_eval_names_bad_lines_with_their_number_and_goes_on(butler, monkeypatch):
    lines = [
        b'{"id": 1, "text": "hello"}',
        b"",
        b'{"id": 2}',
        b"[]",
        b"{",
        b"\xff\xfe",
        b'{"id": 3, "text": 5}',
        b'{"id": 4, "text": "hi", "lang": "fr"}',
        b"[" * 100_000,
        b'{"id": "\\ud800", "text": "\\ud800 hello"}',
    ]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\n".join(lines))))
    status, out, err = butler("eval", "-")
    assert status == 1
    assert [json.loads(line)["id"] for line in out.splitlines()] == [1, "\ud800"]
    assert [line.split(":")[1] for line in err.splitlines()] == ["3", "4", "5", "6", "7", "8", "9"]


def test_eval_hears_a_line_in_its_conversation(butler, tmp_path):
    file = tmp_path / "questions.jsonl"
    questions = [
        {"id": 1, "text": "那要多久", "before": ["试用期辞退员工怎么办"]},
        {"id": 2, "text": "费用呢", "before": ["试用期辞退员工怎么办", "谢谢"]},
        {"id": 3, "text": "and how long does it take"},
        {"id": 4, "text": "费用呢", "before": "试用期辞退员工怎么办"},
    ]
    file.write_text("\n".join(map(json.dumps, questions)), "utf-8")
    status, out, err = butler("eval", str(file))
    found = [json.loads(line) for line in out.splitlines()]
    assert (status, err.split(":", 2)[1]) == (1, "4")
    assert "before must be a list of texts" in err
    assert [line["verdict"] for line in found] == ["followup", "followup", "rephrase"]
    assert [line["fields"] for line in found] == [["time_limit"], ["fee"], ["time_limit"]]
    assert found[0]["entry"] == found[1]["entry"] == "labour-relations-first"
    assert "60日" in found[0]["reply"]
    assert "没有写“费用”" in found[1]["reply"]


def test_eval_scores_labels(butler, tmp_path):
    file = tmp_path / "questions.jsonl"
    questions = [
        {"id": 1, "text": "试用期辞退员工怎么办", "measure": "labour-relations", "expect": "answer"},
        {
            "id": 2,
            "text": "法律援助申请条件怎么办",
            "measure": "labour-relations",
            "expect": ["clarify", "escalate"],
        },
        {"id": 3, "text": "法律援助申请条件怎么办", "measure": "none"},
        {"id": 4, "text": "你好", "measure": "none"},
    ]
    file.write_text("\n".join(map(json.dumps, questions)), "utf-8")
    status, _, err = butler("eval", str(file), "--summary")
    assert status == 0
    shares = {line[:34].strip(): line[34:].split("(")[1] for line in err.splitlines() if "%" in line}
    assert shares == {
        "right measure answered or offered": "1 of 2)",
        "right measure answered": "1 of 2)",
        "wrong measure answered": "1 of 2)",
        "none: answered all the same": "1 of 2)",
        "verdict as expected": "1 of 2)",
    }


def test_eval_of_a_file_that_is_not_there_is_one_line(butler):
    status, out, err = butler("eval", "nowhere.jsonl")
    assert (status, out, err) == (1, "", "nowhere.jsonl: cannot be read: No such file or directory\n")
