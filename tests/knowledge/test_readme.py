"""The recipe for admins works as it is printed."""

import re
import textwrap
from pathlib import Path

import pytest
import yaml
from told import chinese

from bot.knowledge import answers
from bot.knowledge.building import Strictness, load
from bot.strict_yaml.reader import read

FOLDER = Path(__file__).parents[2] / "knowledge"
READMES = ("README.md", "README.zh.md")


@pytest.fixture(params=READMES)
def recipe(request):
    text = (FOLDER / request.param).read_text("utf-8")
    [entry], [check] = (
        yaml.safe_load(textwrap.dedent(block)) for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    )
    return entry, check, text[text.index("```\n对账单") :].splitlines()[1:]


def test_the_printed_entry_can_be_copied_into_a_measure(room, today, recipe):
    entry, check, shown = recipe
    room.values["measures/contract-debt-relief.yaml"]["entries"].append(entry)
    room.entry("contract-debt-relief")["id"] = "debt-limitation"
    law = room.values["statutes.yaml"]["statutes"]
    law["sale-interpretation"] = law["some-law"]
    room.values["checks/labour-relations.yaml"] = {"checks": [check]}
    for name in ("measures/contract-debt-relief.yaml", "statutes.yaml", "checks/labour-relations.yaml"):
        room.save(name)
    knowledge = load(room.path, today=today, golden=Strictness.SKIP)
    card = answers.card(knowledge, "debt-written-statement", "zh")
    assert [card.title, card.short] == shown[:2]
    assert knowledge.warnings == ()
    assert {golden.entry for golden in knowledge.golden} == {"debt-written-statement"}


def test_both_languages_lead_to_each_other_and_speak_of_the_same_things():
    english, chinese = ((FOLDER / name).read_text("utf-8") for name in READMES)
    assert "](README.zh.md)" in english
    assert "](README.md)" in chinese
    spoken_of = [set(re.findall(r"`([a-z_/.*]+(?:: [a-z]+)?)`", text)) for text in (english, chinese)]
    assert spoken_of[0] - spoken_of[1] == set()


def test_the_fault_that_the_chinese_readme_shows_is_told_like_that():
    text = (FOLDER / "README.zh.md").read_text("utf-8")
    [fault] = read("title：\n  zh: 题\n", "x.yaml").faults
    assert chinese(fault) in text
