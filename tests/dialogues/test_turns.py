"""Whose turn it is: alarms hang on who owes the next word, and on what became of a delivery."""

import datetime as dt

import pytest
from scenes import STRANGE, opens_ticket, takes_ticket

from simulator.faults import Fault

FRIDAY_EVENING = dt.datetime(2026, 11, 27, 9, 25, tzinfo=dt.UTC)  # five minutes before closing


async def test_a_second_question_to_a_taken_ticket_is_chased_like_the_first(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("可以起诉", reply_to=yours)
    heard = await stage.owner.hears("可以起诉")
    await stage.moves(days=3)
    await stage.admin.hears_nothing_more()  # answered: nobody owes anything
    stage.owner.says("那要花多少钱", reply_to=heard)
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("那要花多少钱")
    await stage.moves(days=2)
    await stage.lawyer.hears("过答复时限")
    await stage.owner.hears("对不起")
    await stage.admin.hears("没有答复")


async def test_the_lawyers_next_words_settle_the_alarm(stage):
    yours = await takes_ticket(stage)
    stage.owner.says("很急", reply_to=stage.owner.last)
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("很急")
    stage.lawyer.says("在看了", reply_to=yours)
    await stage.owner.hears("在看了")
    await stage.moves(days=5)
    await stage.owner.hears_nothing_more()
    await stage.admin.hears_nothing_more()


async def test_writing_again_does_not_put_the_answer_off(stage):
    await takes_ticket(stage)
    for words in ("货还堆着", "又有人来问价"):
        await stage.moves(hours=2)
        stage.owner.says(words, reply_to=stage.owner.last)
        await stage.owner.hears("已转给")
        await stage.lawyer.hears(words)
    await stage.moves(hours=2)
    await stage.lawyer.hears("过答复时限")


async def test_the_list_of_tickets_says_whose_turn_it_is(stage):
    yours = await takes_ticket(stage)
    stage.owner.says("/tickets")
    await stage.owner.hears("律师办理中")
    stage.lawyer.says("可以起诉", reply_to=yours)
    await stage.owner.hears("可以起诉")
    stage.owner.says("/tickets")
    await stage.owner.hears("律师已答复")


FORMS = 10
"""More than there are plainer forms of one message: Telegram refuses them all."""


@pytest.mark.parametrize("refusal", ["403", "400"])
async def test_a_card_that_is_refused_on_a_friday_evening_goes_to_the_next_lawyer_at_once(stage, refusal):
    await stage.settles()  # what is being sent when the clock jumps would be taken for left behind
    stage.clock.now = FRIDAY_EVENING
    stage.sim.world.faults.order(Fault(refusal, method="sendMessage", chat=stage.lawyer.id, times=FORMS))
    await stage.owner.agrees()
    stage.owner.says(f"/lawyer {STRANGE}")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    await stage.second_lawyer.hears("新工单 #1")


async def test_a_card_that_nobody_can_be_shown_is_told_to_the_admins(stage):
    for lawyer in (stage.lawyer, stage.second_lawyer):
        lawyer.player.blocks()
        await stage.admin.hears("停用了机器人")
    await stage.owner.agrees()
    stage.owner.says(f"/lawyer {STRANGE}")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("没有律师值班")
    await stage.admin.hears("没有律师可派")


async def test_an_owner_who_comes_back_gets_what_was_missed_once_and_the_lawyer_learns_of_it(stage):
    yours = await takes_ticket(stage)
    await stage.settles()
    stage.owner.player.blocks()
    stage.lawyer.says("三年内起诉", reply_to=yours)
    await stage.lawyer.hears("对方停用了机器人")
    stage.admin.says("/undelivered")
    await stage.admin.hears("未送达")
    stage.owner.player.unblocks()
    await stage.owner.hears("三年内起诉")
    await stage.lawyer.hears("对方回来了", "已补发")
    stage.owner.says("知道了", reply_to=stage.owner.last)
    await stage.owner.hears("已带到")
    await stage.owner.hears_nothing_more()
    stage.admin.says("/undelivered")
    await stage.admin.hears("没有未送达")


async def test_an_admin_removes_another_only_after_saying_so_twice(stage):
    card = await opens_ticket(stage)
    stage.admin.says("/people")
    await stage.admin.hears("示例甲")
    stage.admin.taps("移除 示例甲")
    await stage.admin.hears("真的要让")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
