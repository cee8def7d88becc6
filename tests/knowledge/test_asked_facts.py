"""Facts for the lawyer, as an admin writes them down: each of a kind by which its buttons are chosen."""

from pathlib import Path

import pytest
import yaml

from bot.domain.facts import ANSWERS, Kind
from bot.errors import KnowledgeError
from bot.knowledge.building import Strictness, load
from bot.matching.text.facts import facts

MEASURES = Path(__file__).parents[2] / "knowledge" / "measures"


def asked():
    for file in sorted(MEASURES.glob("*.yaml")):
        for entry in yaml.safe_load(file.read_text("utf-8"))["entries"]:
            yield from entry.get("ask_before_escalating", ())


def test_a_kind_that_has_no_buttons_is_refused(room, today):
    room.entry("contract-debt-relief")["ask_before_escalating"] = [
        {"zh": "哪天？", "en": "When?", "kind": "day"}
    ]
    room.save("measures/contract-debt-relief.yaml")
    with pytest.raises(KnowledgeError) as refused:
        load(room.path, today=today, golden=Strictness.SKIP)
    assert "kind" in str(refused.value)


def test_every_kind_has_buttons_and_is_asked_for_in_some_entry():
    assert set(ANSWERS) == set(Kind)
    assert {each.get("kind", "words") for each in asked()} == {kind.value for kind in Kind}


def test_what_has_buttons_is_one_question_in_both_languages():
    several = [
        each
        for each in asked()
        if each.get("kind", "words") in {"date", "amount", "side", "contract"}
        and (each["zh"].count("？") != 1 or each["en"].count("?") != 1 or "，" in each["zh"])
    ]
    assert several == []


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("我们签过书面合同", True),
        ("口头约定的，没有合同", True),
        ("租赁合同没签", True),
        ("we never had a written contract", True),
        ("there is nothing in writing", True),
        ("合同到期了怎么办", False),
        ("can they end the contract", False),
    ],
)
def test_whether_there_is_a_contract_is_read_from_a_message(message, told):
    found = facts(message)
    assert bool(found.contracts) is told
    assert found.contracts == () or found.contracts[0] not in found.all
