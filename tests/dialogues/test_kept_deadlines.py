"""Owners let the butler remind them of a last day. It is Monday, 23 November 2026, ten in the morning."""

import dataclasses
import datetime as dt

from engines import rows_of
from scenes import forges, forgets
from test_last_days import APPEAL, asks, is_asked

from bot.domain.deadlines import Limit, Roll, Unit
from bot.storage import deadlines
from bot.usecases import ringing

CLAIM = "劳动仲裁的时效是多久"
"""Whose entry does not press by itself."""


async def is_kept(stage, act="对判决上诉", since="上周五", *, question=APPEAL, again=False):
    """The owner works out a last day and wants to be reminded."""
    await (asks if again else is_asked)(stage, question, act)
    stage.owner.says(since)
    await stage.owner.hears("最后一天")
    stage.owner.taps("提醒我")
    return await stage.owner.hears("我会提醒您")


async def keep_many(stage, many):
    """So many last days more, of a year from now."""
    person = await stage.person(stage.owner)
    async with stage.butler.database.transaction() as tx:
        for number in range(many):
            await deadlines.keep(
                tx, person=person, ticket=None, question=None, entry="x", number=number + 1,
                limit=Limit(400, Unit.DAY, Roll.NONE), trigger=dt.date(2026, 11, 20),
                last=dt.date(2027, 12, 25), told=None, now=stage.clock(),
            )  # fmt: skip


async def test_the_owner_is_reminded_until_it_is_done(stage):
    await is_kept(stage)
    await stage.moves(days=7)
    await stage.owner.hears("期限提醒：对判决上诉", "2026年12月7日（周一）", "还有7天")
    assert stage.owner.labels() == ["已办好", "还没办"]
    stage.owner.taps("还没办")
    await stage.owner.hears("知道了", "下一次提醒会照发")
    await stage.moves(
        days=4
    )  # Friday: three days before, and the working day before the Sunday that is one day before
    await stage.owner.hears("期限提醒", "还有3天")
    stage.owner.taps("还没办")
    await stage.owner.hears("后面没有提醒了")
    await stage.moves(days=5)
    await stage.owner.hears_nothing_more()
    stage.owner.taps("已办好")
    await stage.owner.hears("不再提醒", "回执")
    stage.owner.taps("已办好")
    await stage.owner.hears("已经不在提醒里了")


async def test_what_is_done_is_not_reminded_of(stage):
    await is_kept(stage)
    stage.owner.taps("已办好")
    await stage.owner.hears("不再提醒")
    await stage.moves(days=13)
    await stage.owner.hears_nothing_more()


async def test_what_was_slept_through_is_said_once(stage):
    await is_kept(stage)
    await stage.moves(days=13)  # past seven, three and one days before
    await stage.owner.hears("期限提醒", "还有1天")
    await stage.owner.hears_nothing_more()


async def test_a_clock_that_is_set_back_repeats_nothing(stage):
    await is_kept(stage)
    await stage.moves(days=7)
    await stage.owner.hears("还有7天")
    stage.clock.moves(days=-5)
    async with stage.butler.database.transaction() as tx:
        await ringing.reckon_anew(await stage.butler.unit_of_work(tx))
    await stage.moves(days=5)
    await stage.owner.hears_nothing_more()
    await stage.moves(days=4)
    await stage.owner.hears("还有3天")


async def test_its_ticket_gets_urgent_and_its_lawyer_is_reminded_too(stage):
    await is_kept(stage, None, "去年12月7日", question=CLAIM)
    stage.owner.taps("转给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1", "最后一天：2026年12月7日（周一）")
    yours = await stage.lawyer.takes("最后一天：2026年12月7日（周一）")
    assert "急 ·" not in yours["text"]
    await stage.owner.hears("接手了工单 #1")
    stage.lawyer.says("请把判决书发来。", reply_to=yours)
    await stage.owner.hears("请把判决书发来")
    await stage.moves(days=7)
    await stage.owner.hears("期限提醒", "还有7天")
    await stage.lawyer.hears("工单 #1 有期限：申请劳动仲裁", "2026年12月7日（周一）")
    told = await stage.admin.hears("工单 #1 有期限", "已标为紧急")
    assert "仲裁" not in told["text"]
    stage.owner.says("/tickets")
    await stage.owner.hears("急 ·", "最后一天：2026年12月7日（周一）")
    await stage.second_lawyer.hears_nothing_more()


async def test_a_near_last_day_makes_its_ticket_urgent_at_once(stage):
    heard = await is_kept(stage, None, "去年11月26日", question=CLAIM)
    assert "很近了" in heard["text"]
    stage.owner.taps("转给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("急 ·", "新工单 #1", "2026年11月26日（周四）")
    await stage.admin.hears_nothing_more()


async def test_a_last_day_that_is_kept_later_presses_the_ticket_that_is_open_already(stage):
    await is_asked(stage, CLAIM)
    stage.owner.says("去年11月26日")
    await stage.owner.hears("最后一天")
    last_day = stage.owner.last
    stage.owner.taps("转给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes()
    await stage.owner.hears("接手了工单 #1")
    stage.owner.taps("提醒我", last_day)
    await stage.owner.hears("我会提醒您", "很近了")
    await stage.lawyer.hears("工单 #1 有期限：申请劳动仲裁", "2026年11月26日（周四）")
    await stage.admin.hears("工单 #1 有期限", "已标为紧急")


async def test_the_list_offers_what_can_be_done_with_each(stage):
    await is_kept(stage)
    await is_kept(stage, "对裁定上诉", "昨天", again=True)
    stage.owner.says("/deadlines")
    heard = await stage.owner.hears("1. 2026年12月2日（周三）", "2. 2026年12月7日（周一）", "没有律师核对过")
    labels = ["✓ 1 已办", "✗ 1 忘掉", "📅 1 日历", "✓ 2 已办", "✗ 2 忘掉", "📅 2 日历"]
    assert stage.owner.labels() == labels
    stage.owner.taps("📅 2 日历", heard)
    await stage.owner.hears("2026年12月7日（周一）", "手机日历")
    stage.owner.taps("✗ 1 忘掉", heard)
    await stage.owner.hears("不再提醒")
    stage.owner.taps("✓ 2 已办", heard)
    await stage.owner.hears("已办好，不再提醒")
    forges(stage.owner, "deadlines:1")
    await stage.settles()
    stage.owner.says("/deadlines")
    await stage.owner.hears("还没有让我提醒的期限")


async def test_many_last_days_are_turned_page_by_page(stage):
    await is_kept(stage)
    await keep_many(stage, 8)
    stage.owner.says("/deadlines")
    listed = await stage.owner.hears("1. 2026年12月7日（周一）")
    assert "9. " not in listed["text"]
    assert stage.owner.labels(listed)[-2:] == ["1/2", "›"]
    stage.owner.taps("›", listed)
    await stage.settles()
    shown = stage.owner.sees(listed)
    assert "9. 2027年12月25日" in shown["text"]
    assert stage.owner.labels(shown) == ["✓ 9 已办", "✗ 9 忘掉", "📅 9 日历", "‹", "2/2"]


async def test_somebody_elses_last_day_is_nobodys_business(stage):
    await is_kept(stage)
    stage.lawyer.says("/help")
    await stage.lawyer.hears()
    for word in ("filed", "stillopen", "dropday"):
        forges(stage.lawyer, f"{word}:1")
        heard = await stage.lawyer.hears("已经不在提醒里了")
        assert "上诉" not in heard["text"]
    await stage.moves(days=7)
    await stage.owner.hears("期限提醒")


async def test_a_last_day_moves_when_the_holidays_are_announced(stage):
    await is_kept(stage)
    async with stage.butler.database.transaction() as tx:
        uow = await stage.butler.unit_of_work(tx)
        off = uow.calendar.holidays | {dt.date(2026, 12, 7)}
        changed = dataclasses.replace(uow, calendar=dataclasses.replace(uow.calendar, holidays=off))
        assert await ringing.reckon_anew(changed) == 1
        assert await ringing.reckon_anew(changed) == 0
    await stage.owner.hears("由2026年12月7日（周一）改为2026年12月8日（周二）")


async def test_a_last_day_that_is_over_is_not_kept_and_nobody_keeps_more_than_many(stage):
    await is_asked(stage, APPEAL, "对判决上诉")
    stage.owner.says("上周五")
    await stage.owner.hears("最后一天")
    data = next(b["data"] for row in stage.owner.last["buttons"] for b in row if b["label"] == "提醒我")
    forges(stage.owner, data.replace("20261120", "20260105"))
    await stage.owner.hears("已经过了")
    await keep_many(stage, 40)
    stage.owner.taps("提醒我")
    await stage.owner.hears("已经记了 40 个期限")
    forges(stage.owner, "remindme:0:nothing:1:20261120")
    await stage.owner.hears("已经更新或撤下")


async def test_what_is_kept_goes_with_the_consent(stage, database_url):
    await is_kept(stage)
    stage.owner.says("/privacy")
    await stage.owner.hears("您要我提醒的期限", "要提醒的期限和提问的文字")
    await forgets(stage.owner)
    assert await rows_of(database_url, "SELECT id FROM deadlines") == []
    assert await rows_of(database_url, "SELECT id FROM alarms WHERE kind = 'deadline'") == []
    await stage.moves(days=7)
    await stage.owner.hears_nothing_more()
