"""The desk aims at a time, and what follows when it passes: each step once. It is Monday, 23 November 2026, ten o'clock."""

import asyncio

from scenes import STRANGE, takes_ticket
from test_last_days import APPEAL


async def test_each_step_is_taken_once_and_by_one_replica(stage):
    await takes_ticket(stage)
    await stage.settles()
    stage.clock.moves(hours=6)
    await asyncio.gather(*(stage.butler.worker().ring_due() for _ in range(3)))
    await stage.owner.hears("对不起", "现在争取 周二（11-24）11:30 前答复")
    await stage.lawyer.hears("已过答复时限")
    await stage.admin.hears_nothing_more()
    await stage.moves(hours=17, minutes=30)  # half as long again: Tuesday, half past nine
    await stage.lawyer.hears("我已去请下一位律师")
    assert stage.lawyer.labels() == ["接手"]
    await stage.second_lawyer.hears("新工单 #1")
    await stage.second_lawyer.takes(STRANGE)
    await stage.second_lawyer.hears(STRANGE)
    await stage.owner.hears("示例乙", "接手了工单 #1")
    await stage.moves(hours=2)
    await stage.owner.hears("改过的时间也过了", "管理员")
    await stage.admin.hears("工单 #1", "过了时限律师还没有答复")
    await stage.moves(days=2)
    for somebody in (stage.owner, stage.lawyer, stage.second_lawyer, stage.admin):
        await somebody.hears_nothing_more()


async def test_what_was_slept_through_is_made_up_for_with_one_message_each(stage):
    await takes_ticket(stage)
    await stage.moves(days=2)
    await stage.owner.hears("改过的时间也过了")
    await stage.lawyer.hears("我已去请下一位律师")
    await stage.second_lawyer.hears("新工单 #1")
    await stage.admin.hears("过了时限律师还没有答复")
    for somebody in (stage.owner, stage.lawyer, stage.second_lawyer, stage.admin):
        await somebody.hears_nothing_more()


async def test_whoever_was_late_may_have_it_back(stage):
    await takes_ticket(stage)
    await stage.moves(days=1)
    await stage.owner.hears("对不起")
    await stage.lawyer.hears("我已去请下一位律师")
    stage.lawyer.taps("接手")
    await stage.lawyer.hears("工单 #1 归您办理")


async def test_nothing_runs_while_the_owner_owes_the_next_word_and_then_it_begins_anew(stage):
    yours = await takes_ticket(stage)
    await stage.moves(hours=1)
    stage.lawyer.says("请把合同发来。", reply_to=yours)
    heard = await stage.owner.hears("请把合同发来")
    await stage.moves(days=2)
    for somebody in (stage.owner, stage.lawyer, stage.admin):
        await somebody.hears_nothing_more()
    stage.owner.says("没有书面合同", reply_to=heard)
    await stage.lawyer.hears("没有书面合同")
    await stage.owner.hears("已转给")
    stage.owner.says("/tickets")
    await stage.owner.hears("争取 周三（11-25）17:00 前答复")
    await stage.moves(days=1, hours=3)  # past all three steps
    await stage.lawyer.hears("已过答复时限")  # who has spoken keeps it
    await stage.second_lawyer.hears_nothing_more()


async def test_an_urgent_ticket_is_aimed_at_sooner(stage):
    await stage.owner.agrees()
    stage.owner.says(APPEAL)
    await stage.owner.hears()
    stage.owner.taps("转给律师")
    await stage.owner.hears("争取 周一（11-23）11:00 前答复", "不是承诺")
