"""A lawyer puts a ticket off: no alarm meanwhile, the owner knows until when, and whatever happens wakes it."""

import datetime as dt

import pytest
from scenes import closes, forges, takes_ticket

from bot.storage import alarms, tickets


async def asks_until_when(stage, yours):
    stage.lawyer.taps("更多", yours)
    await stage.lawyer.hears("工单 #1 还可以")
    stage.lawyer.taps("稍后再办")
    return await stage.lawyer.hears("放到什么时候再办")


async def running(stage):
    async with stage.butler.database.transaction() as tx:
        return {alarm.kind for alarm in await alarms.running(tx, 1)}


async def ticket(stage):
    async with stage.butler.database.transaction() as tx:
        return await tickets.find(tx, 1)


@pytest.mark.parametrize(("label", "until"), [("2 小时后", "11-23 12:00"), ("明天 9:00", "11-24 09:00")])
async def test_the_owner_is_told_until_when_and_no_alarm_rings_before(stage, label, until):
    yours = await takes_ticket(stage)
    await asks_until_when(stage, yours)
    stage.lawyer.taps(label)
    await stage.lawyer.hears(f"放到 {until}")
    await stage.owner.hears("示例甲（律师）打算", until, "#1")
    assert await running(stage) == {"snooze"}
    stage.owner.says("/tickets")
    await stage.owner.hears("您的工单", f"律师打算 {until} 接着办")
    await stage.moves(hours=1, minutes=59)
    await stage.lawyer.hears_nothing_more()
    await stage.moves(days=1)
    await stage.lawyer.hears("您说放到现在再办")
    assert await running(stage) == {"answer", "resolve"}
    await stage.owner.hears_nothing_more()
    await stage.admin.hears_nothing_more()


async def test_the_time_that_is_over_is_said_once_also_after_two_days_asleep_and_with_two_replicas(stage):
    yours = await takes_ticket(stage)
    await asks_until_when(stage, yours)
    stage.lawyer.taps("2 小时后")
    await stage.lawyer.hears("放到")
    await stage.owner.hears("打算")
    await stage.settles()
    stage.clock.moves(days=2)
    first, second = stage.butler.worker(), stage.butler.worker()
    await first.ring_due()
    await second.ring_due()
    await stage.lawyer.hears("您说放到现在再办")
    await stage.lawyer.hears_nothing_more()


async def test_a_day_in_words(stage):
    yours = await takes_ticket(stage)
    await asks_until_when(stage, yours)
    stage.lawyer.taps("另选一天")
    await stage.lawyer.hears("放到哪一天")
    for wrong in ("等等再说", "上周五", "2027年3月5日"):
        stage.lawyer.says(wrong)
        await stage.lawyer.hears("没看懂是哪一天")
    stage.lawyer.says("下周三")
    await stage.lawyer.hears("放到 12-02 09:00")
    await stage.owner.hears("12-02 09:00")
    assert (await ticket(stage)).snoozed_until == dt.datetime(2026, 12, 2, 1, 0, tzinfo=dt.UTC)
    stage.lawyer.says("下周四")
    await stage.lawyer.hears("还没有发给任何人")


async def test_tomorrow_is_the_day_after_it_was_said(stage):
    yours = await takes_ticket(stage)
    await asks_until_when(stage, yours)
    stage.lawyer.taps("另选一天")
    await stage.lawyer.hears("放到哪一天")
    with stage.long_ago(hours=11):  # Sunday, 23:00: tomorrow is today
        stage.lawyer.says("明天")
        await stage.lawyer.hears("没看懂是哪一天")
    with stage.long_ago(hours=11):
        stage.lawyer.says("后天")
        await stage.lawyer.hears("放到 11-24 09:00")


async def test_longer_words_are_no_day_and_go_to_nobody_by_mistake(stage):
    yours = await takes_ticket(stage)
    await asks_until_when(stage, yours)
    stage.lawyer.taps("另选一天")
    await stage.lawyer.hears("放到哪一天")
    stage.lawyer.says(
        "这份合同我看过了，第三条和第五条都有问题，建议先发一份书面通知，明天以前把材料补齐再说，其余的等对方答复"
    )
    await stage.lawyer.hears("还没有发给任何人")
    stage.lawyer.says("/cancel")
    await stage.lawyer.hears()
    await stage.owner.hears_nothing_more()
    assert (await ticket(stage)).snoozed_until is None


async def test_the_owners_words_reach_the_lawyer_at_once_and_wake_the_ticket(stage):
    yours = await takes_ticket(stage)
    await asks_until_when(stage, yours)
    stage.lawyer.taps("明天 9:00")
    await stage.lawyer.hears("放到")
    await stage.owner.hears("打算")
    stage.owner.says("对方刚刚发来律师函")
    await stage.lawyer.hears("对方刚刚发来律师函")
    assert (await ticket(stage)).snoozed_until is None
    assert await running(stage) == {"answer", "resolve"}


async def test_an_answered_ticket_that_is_put_off_does_not_end_by_itself_meanwhile(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("等法院的通知", reply_to=yours)
    await stage.owner.hears("等法院的通知")
    assert await running(stage) == {"silence"}
    await asks_until_when(stage, yours)
    stage.lawyer.taps("明天 9:00")
    await stage.lawyer.hears("放到")
    await stage.owner.hears("打算")
    assert await running(stage) == {"snooze"}
    await stage.moves(days=1)
    await stage.lawyer.hears("您说放到现在再办")
    assert await running(stage) == {"silence"}


async def test_what_is_closed_or_somebody_elses_is_not_put_off(stage):
    yours = await takes_ticket(stage)
    stage.second_lawyer.says("/mine")
    await stage.second_lawyer.hears()
    forges(stage.second_lawyer, "snooze:1:hours")
    await stage.second_lawyer.hears("已由示例甲")
    forges(stage.lawyer, "snooze:1:years")
    await stage.lawyer.hears()
    await closes(stage, yours)
    forges(stage.lawyer, "snooze:1:hours")
    await stage.lawyer.hears("工单 #1 已办结")
    assert (await ticket(stage)).snoozed_until is None
