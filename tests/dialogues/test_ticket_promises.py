"""What a ticket says of time and cost: when it is chased, never when somebody will answer."""

import pytest
from scenes import STRANGE, nobody_is_on_duty

PROMISED = (
    "预计",
    "預計",
    "保证",
    "保證",
    "一定会",
    "承诺",
    "免费",
    "expected by",
    "guarantee",
    "free of charge",
)
"""Words that would promise what nobody has promised."""


async def sends(owner, question, send, sent):
    owner.says("/lawyer")
    await owner.hears()
    owner.says(question)
    await owner.hears()
    owner.taps(send)
    return (await owner.hears(*sent))["text"]


def promises_nothing(text):
    for denied in ("不是承诺", "不是承諾", "not a promise"):
        text = text.replace(denied, "")
    assert [word for word in PROMISED if word in text] == []


async def test_a_ticket_says_when_it_is_chased_and_promises_no_answer(stage):
    await stage.owner.agrees()
    said = await sends(stage.owner, STRANGE, "发给律师", ("按工作时间算", "还没答复，我会去催"))
    promises_nothing(said)
    stage.owner.says("/tickets")
    promises_nothing((await stage.owner.hears("还没答复，我会去催"))["text"])


async def test_with_nobody_on_duty_it_says_so_and_names_the_hotline(stage):
    await nobody_is_on_duty(stage)
    await stage.owner.agrees()
    said = await sends(stage.owner, STRANGE, "发给律师", ("没有律师值班", "还没答复，我会去催", "12348"))
    promises_nothing(said)


@pytest.mark.parametrize(
    ("language", "send", "sent"),
    [
        ("繁體中文", "發給律師", ("按工作時間算", "還沒答覆，我會去催")),
        ("English", "Send to lawyer", ("aim to answer by", "not a promise", "working hours", "I chase it")),
    ],
)
async def test_in_every_language_the_same_is_promised(stage, language, send, sent):
    await stage.owner.agrees()
    stage.owner.says("/language")
    await stage.owner.hears()
    stage.owner.taps(language)
    await stage.owner.hears()
    promises_nothing(await sends(stage.owner, STRANGE, send, sent))


async def test_a_reminder_says_when_it_is_chased_again_and_no_more(stage):
    await stage.owner.agrees()
    await sends(stage.owner, STRANGE, "发给律师", ("工单 #1",))
    stage.owner.says("律师怎么还不回我")
    promises_nothing((await stage.owner.hears("还没答复，我会再催", "12348"))["text"])


@pytest.mark.parametrize(
    "text", ["找律师问一次收多少钱", "在你这儿问问题要交费吗", "do you charge for answers here"]
)
async def test_asking_is_free_and_whether_a_lawyer_is_the_bureau_says(stage, text):
    await stage.owner.agrees()
    stage.owner.says(text)
    await stage.owner.hears()
    assert "咨询免费" not in stage.owner.last["text"]
    assert "advice is free" not in stage.owner.last["text"]
