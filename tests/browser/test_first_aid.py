"""The first aid for each kind of emergency, as it stands on an owner's telephone; `make pictures` draws it."""

from pathlib import Path

import pytest
import yaml
from handheld import telephone
from pictures import WALK
from playwright.async_api import expect
from stage import product_knowledge

ALARMS = Path(__file__).parents[2] / "knowledge" / "alarms.yaml"


@pytest.fixture(scope="module")
def knowledge():
    return product_knowledge()


def kinds():
    """(id, how an owner says it, the line that saves) of each kind."""
    alarms = yaml.safe_load(ALARMS.read_text("utf-8"))["alarms"]
    return [(each["id"], each["phrasings"]["zh"][0], each["reply"]["zh"].splitlines()[0]) for each in alarms]


async def test_what_saves_is_seen_first_and_in_bold_whatever_the_emergency(tmp_path, knowledge):
    async with telephone(tmp_path, knowledge, "zh-hans", WALK / "first-aid") as phone:
        await phone.starts()
        await phone.sees(None, "同意就点")
        await phone.taps("同意并开始")
        await phone.sees(None, "直接把问题打给我")
        for kind, words, saves in kinds():
            await phone.says(words)
            heard = await phone.sees(kind, "工单 #1")
            assert heard["text"].startswith(saves), kind
            assert heard["html"].startswith(f"<b>{saves}</b>"), kind


async def test_what_saves_is_in_sight_even_before_consent_and_so_is_the_button_to_agree(tmp_path, knowledge):
    async with telephone(tmp_path, knowledge, "zh-hans", WALK / "zh-hans") as phone:
        await phone.says("车间着火了")
        await phone.hears("先撤人")
        await phone.sees("first-words", "专属管家", "/privacy")
        await expect(phone.chat.get_by_text("先撤人，马上打 119")).to_be_in_viewport(ratio=1)
