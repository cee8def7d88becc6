"""The recipe for admins works as it is printed."""

import re
import textwrap
from pathlib import Path

import pytest
import yaml

from bot.knowledge import answers
from bot.knowledge.snapshot import Strictness, load

README = Path(__file__).parents[2] / "knowledge" / "README.md"


@pytest.fixture
def recipe():
    text = README.read_text("utf-8")
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
