"""Stories: whole messages as people write them, counted by `butler kb check`, and some of them fitted on."""

import pytest

from bot.cli import main
from bot.knowledge.building import Strictness, load
from bot.knowledge.checks.found_by import lacking
from bot.knowledge.checks.story_shares import shares, stories
from bot.knowledge.files.reader import read_folder
from bot.locales.faults import told

FILE = "checks/stories-apart.yaml"


def tell(room, **values):
    room.values[FILE] = {"fitted": False, **values}
    room.save(FILE)


def test_what_becomes_of_a_story_is_counted_by_where_it_belongs(room, today):
    tell(
        room,
        stories=[{"entry": "legal-aid-first", "zh": ["法律援助申请条件怎么办", "公证处保全证据怎么办"]}],
        outside={"zh": ["离婚财产怎么分"]},
    )
    knowledge = load(room.path, today=today, golden=Strictness.SKIP)
    found = dict(shares(stories(read_folder(room.path)), knowledge.judge))
    entry, outside = found["entry"], found["outside"]
    assert (entry.messages, entry.answered, entry.right, entry.first) == (2, 2, 1, 1)
    assert (outside.messages, outside.declined) == (1, 1)


def test_an_entry_that_is_not_there_is_a_fault(room, capsys):
    tell(room, stories=[{"entry": "nowhere", "zh": ["法律援助申请条件怎么办"]}])
    assert main(["kb", "check", "--knowledge", str(room.path)]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_stories_that_nothing_is_fitted_on_change_no_threshold(room, today):
    before = load(room.path, today=today, golden=Strictness.SKIP).recipe
    tell(room, stories=[{"entry": "legal-aid-first", "zh": ["法律援助申请条件怎么办"]}])
    assert load(room.path, today=today, golden=Strictness.SKIP).recipe == before


def test_stories_that_may_be_fitted_on_are(room, today):
    before = load(room.path, today=today, golden=Strictness.SKIP).recipe
    room.values[FILE] = {
        "fitted": True,
        "stories": [{"entry": "legal-aid-first", "zh": ["公司可以申请法律援助吗"]}],
    }
    room.save(FILE)
    assert load(room.path, today=today, golden=Strictness.SKIP).recipe != before


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("side", [], "does not say whose question it answers"),
        ("stage", [], "does not say at which stage"),
        ("phrasings", {"zh": ["法律援助怎么办"], "en": ["legal aid"]}, "has few stories in Chinese: 0"),
    ],
)
def test_an_entry_that_people_will_hardly_find_is_named(room, field, value, said):
    room.change("legal-aid", **{field: value})
    assert any(said in told(fault, "en") for fault in lacking(read_folder(room.path)))


def test_an_entry_that_has_all_of_it_is_not(room):
    assert list(lacking(read_folder(room.path))) == []


def test_what_was_copied_from_the_questions_that_measure_is_named(room, today, tmp_path, capsys):
    asked = tmp_path / "asked.jsonl"
    asked.write_text('{"text": "请问法律援助申请条件要注意啥？"}\n{"text": "年休假有几天"}\n', "utf-8")
    assert main(["kb", "check", "--lang", "en", "--knowledge", str(room.path), "--against", str(asked)]) == 0
    (line,) = [one for one in capsys.readouterr().err.splitlines() if "is measured" in one]
    assert "measures/legal-aid.yaml" in line


def test_a_file_that_holds_no_questions_is_refused(room, tmp_path, capsys):
    wrong = tmp_path / "asked.jsonl"
    wrong.write_text('{"question": "年休假有几天"}\n', "utf-8")
    assert main(["kb", "check", "--knowledge", str(room.path), "--against", str(wrong)]) == 1
    assert "give a file of questions" in capsys.readouterr().err
