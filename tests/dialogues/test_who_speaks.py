"""Who may speak follows from the state: the bot never talks over a lawyer, and a question of its own still gets its answer."""

import pytest
from scenes import closes, takes_ticket

SURE = "收到罚款决定书多久内可以申请复议"
"""A question about something else, which the knowledge answers surely."""
SAID = "鱼塘的合同我找到了，晚点拍给您"
"""Words that belong to the ticket."""


async def taken(stage):
    return await takes_ticket(stage)


async def answered(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("请找一下合同", reply_to=yours)
    await stage.owner.hears("请找一下合同")
    return yours


async def put_off(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.taps("更多", yours)
    await stage.lawyer.hears()
    stage.lawyer.taps("稍后再办")
    await stage.lawyer.hears()
    stage.lawyer.taps("明天 9:00")
    await stage.lawyer.hears()
    await stage.owner.hears("打算")
    return yours


async def handed_over(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.taps("更多", yours)
    menu = await stage.lawyer.hears()
    stage.lawyer.taps("交给同事", menu)
    await stage.settles()
    stage.lawyer.taps("示例乙 · 值班 · 0 件", stage.lawyer.sees(menu))
    await stage.second_lawyer.hears()
    stage.second_lawyer.taps("接过来")
    await stage.second_lawyer.hears("归您办理")
    await stage.second_lawyer.hears("全部对话")
    await stage.lawyer.hears("接过了")
    await stage.owner.hears("现在由示例乙（律师）办理")
    return yours


HELD = [taken, answered, put_off, handed_over]


@pytest.mark.parametrize("brings", HELD)
async def test_in_a_lawyers_ticket_the_bot_only_says_where_the_words_went(stage, brings):
    await brings(stage)
    lawyer = stage.second_lawyer if brings is handed_over else stage.lawyer
    stage.owner.says(SAID)
    await stage.owner.hears("已转给")
    await lawyer.hears(SAID)
    await stage.owner.hears_nothing_more()


@pytest.mark.parametrize("brings", HELD)
async def test_a_question_about_something_else_gets_the_bots_answer_and_the_lawyer_is_left_alone(
    stage, brings
):
    await brings(stage)
    lawyer = stage.second_lawyer if brings is handed_over else stage.lawyer
    stage.owner.says(SURE)
    await stage.owner.hears("60")
    await lawyer.hears_nothing_more()


async def test_a_reply_to_the_lawyers_words_is_the_lawyers_even_if_the_bot_would_know_an_answer(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("有没有收到过罚款决定书？", reply_to=yours)
    asked = await stage.owner.hears("有没有收到过罚款决定书")
    stage.owner.says(SURE, reply_to=asked)
    await stage.owner.hears("已转给")
    await stage.lawyer.hears(SURE)
    await stage.owner.hears_nothing_more()


async def test_when_it_is_closed_the_bot_answers_again(stage):
    yours = await answered(stage)
    await closes(stage, yours)
    await stage.owner.hears("已办结")
    stage.owner.says(SURE)
    await stage.owner.hears("60")
    await stage.lawyer.hears_nothing_more()
