"""A bare cry for help accuses nobody: danger first, then a lawyer in one tap."""

import pytest
from scenes import ASK_A_LAWYER

HERE = (
    "我在。有人身危险先打 110、119、120",
    "我在。有人身危險先打 110、119、120",
    "If anyone is in danger, call 110",
)
ZH, HANT, EN = range(3)
"""A borrowed word does not turn the language of a Chinese reader: see test_languages."""


@pytest.mark.parametrize(
    ("script", "text"),
    [
        (ZH, "帮帮我"),
        (ZH, "求帮忙"),
        (ZH, "有没有人能帮帮我啊"),
        (HANT, "拜託幫幫我"),
        (ZH, "help"),
        (ZH, "pls help"),
        (ZH, "SOS"),
        (EN, "somebody pls help my firm"),
        (EN, "can somebody help me with a contract"),
    ],
)
async def test_who_cries_for_help_is_one_tap_from_a_lawyer(stage, script, text):
    await stage.owner.agrees()
    stage.owner.says(text)
    await stage.owner.hears(HERE[script])
    assert stage.owner.labels() in ASK_A_LAWYER
    await stage.owner.hears_nothing_more()
    stage.owner.taps(stage.owner.labels()[0])
    await stage.owner.hears("#1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes(text)
