"""Whoever wants to be promised that they win is told no, and that a lawyer can weigh the chances."""

import pytest
from scenes import ASK_A_LAWYER

NO = ("不能保证", "不能保證", "No, nobody can guarantee that")
ZH, HANT, EN = range(3)


@pytest.mark.parametrize(
    ("script", "text"),
    [
        (ZH, "你能保证我复议一定赢吗"),
        (ZH, "你敢说这场仲裁我们稳赢？"),
        (ZH, "找你们律师打官司，输了怎么算，包不包赢"),
        (HANT, "打贏嘅機會有幾多，包唔包贏"),
        (HANT, "你保唔保證我告得入"),
        (EN, "if i sue him do you promise i get my money"),
        (EN, "will i definitely win the reconsideration"),
    ],
)
async def test_nobody_is_promised_that_they_win(stage, script, text):
    await stage.owner.agrees()
    stage.owner.says(text)
    said = (await stage.owner.hears())["text"]
    assert said.startswith(NO[script])
    assert stage.owner.labels() in ASK_A_LAWYER
    await stage.owner.hears_nothing_more()
    await stage.lawyer.hears_nothing_more()


@pytest.mark.parametrize(
    "text",
    [
        "保证期间是多久",
        "打赢了官司对方不给钱怎么办",
        "劳动仲裁赢了公司不付怎么办",
        "can the guarantor refuse to pay",
    ],
)
async def test_questions_of_guarantees_and_of_cases_won_are_others(stage, text):
    await stage.owner.agrees()
    stage.owner.says(text)
    assert not (await stage.owner.hears())["text"].startswith(NO)
