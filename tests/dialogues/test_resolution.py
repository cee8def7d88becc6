"""A ticket is to be closed within a time that passes only while it is the desk's turn. It is Monday, 23 November 2026, ten o'clock."""

import asyncio

import pytest
from engines import rows_of
from scenes import closes, takes_ticket
from stage import set_up
from test_last_days import APPEAL


@pytest.fixture
async def hurried(tmp_path, knowledge, database_url):
    """A desk that closes within two working hours, an urgent ticket within one; when it answers is another matter."""
    environ = {
        "BUTLER_DATABASE__URL": database_url,
        "BUTLER_ALARMS__ANSWER_AFTER_WORKING_HOURS": "400",
        "BUTLER_ALARMS__URGENT_ANSWER_AFTER_WORKING_HOURS": "400",
        "BUTLER_ALARMS__RESOLVE_AFTER_WORKING_HOURS": "2",
        "BUTLER_ALARMS__URGENT_RESOLVE_AFTER_WORKING_HOURS": "1",
    }
    async with set_up(tmp_path, knowledge, **environ) as stage:
        yield stage


async def nobody_hears_more(stage):
    for somebody in (stage.owner, stage.lawyer, stage.second_lawyer, stage.admin):
        await somebody.hears_nothing_more()


async def test_the_lawyer_is_reminded_then_the_admins_are_told_each_once_and_by_one_replica(hurried):
    await takes_ticket(hurried)
    await hurried.moves(hours=1, minutes=59)
    await nobody_hears_more(hurried)
    hurried.clock.moves(minutes=2)
    await asyncio.gather(*(hurried.butler.worker().ring_due() for _ in range(3)))
    await hurried.lawyer.hears("工单 #1 已过办结时限（2 个工作小时")
    await nobody_hears_more(hurried)
    await hurried.moves(hours=3)  # half as long again: three o'clock, after the break
    await hurried.admin.hears("工单 #1（11-23 10:00 提出）过了办结时限")
    assert hurried.admin.labels() == ["#1"]
    await hurried.moves(days=3)
    await nobody_hears_more(hurried)


async def test_what_was_slept_through_is_made_up_for_with_one_message_each(hurried):
    await takes_ticket(hurried)
    await hurried.moves(days=2)
    await hurried.lawyer.hears("已过办结时限")
    await hurried.admin.hears("过了办结时限")
    await nobody_hears_more(hurried)


async def test_the_clock_stands_still_while_the_owner_owes_a_word(hurried):
    yours = await takes_ticket(hurried)
    await hurried.moves(hours=1)
    hurried.lawyer.says("请把合同发来。", reply_to=yours)
    heard = await hurried.owner.hears("请把合同发来")
    await hurried.moves(days=2)
    await nobody_hears_more(hurried)
    hurried.owner.says("没有书面合同", reply_to=heard)
    await hurried.lawyer.hears("没有书面合同")
    await hurried.owner.hears("已转给")
    await hurried.moves(minutes=59)
    await nobody_hears_more(hurried)
    await hurried.moves(minutes=2)
    await hurried.lawyer.hears("已过办结时限")


async def test_it_stands_still_while_a_ticket_is_put_off(hurried):
    yours = await takes_ticket(hurried)
    await hurried.moves(hours=1)
    hurried.lawyer.taps("更多", yours)
    await hurried.lawyer.hears()
    hurried.lawyer.taps("稍后再办")
    await hurried.lawyer.hears()
    hurried.lawyer.taps("明天 9:00")
    await hurried.lawyer.hears()
    await hurried.owner.hears()
    await hurried.moves(hours=22)  # Tuesday, nine o'clock
    await hurried.lawyer.hears("#1")
    await hurried.moves(minutes=58)
    await nobody_hears_more(hurried)
    await hurried.moves(minutes=3)
    await hurried.lawyer.hears("已过办结时限")


async def test_it_begins_anew_when_the_ticket_is_opened_again(hurried):
    yours = await takes_ticket(hurried)
    await hurried.moves(days=1)
    await hurried.lawyer.hears("已过办结时限")
    await hurried.admin.hears("过了办结时限")
    await closes(hurried, yours)
    await hurried.owner.hears("解决了吗")
    hurried.owner.taps("没解决")
    await hurried.owner.hears()
    await hurried.settles()
    await hurried.lawyer.hears()
    hurried.admin.says("/figures")
    await hurried.admin.hears("没办结 1 件，其中已过时限 0 件")
    await hurried.moves(hours=1, minutes=58)
    await nobody_hears_more(hurried)
    await hurried.moves(hours=2)
    await hurried.lawyer.hears("已过办结时限")


async def test_an_urgent_ticket_is_to_be_closed_sooner(hurried, database_url):
    await hurried.owner.agrees()
    hurried.owner.says(APPEAL)
    await hurried.owner.hears()
    hurried.owner.taps("转给律师")
    await hurried.owner.hears("工单 #1")
    await hurried.lawyer.hears("新工单 #1")
    hurried.lawyer.taps("接手")
    await hurried.settles()
    due = await rows_of(database_url, "SELECT due_at - set_at AS span FROM alarms WHERE kind = 'resolve'")
    assert [span for (span,) in due] == [3_600_000]


async def test_an_admin_sees_which_tickets_are_late(hurried):
    await takes_ticket(hurried)
    await hurried.moves(hours=2, minutes=1)
    await hurried.lawyer.hears("已过办结时限")
    hurried.admin.says("/queue")
    listed = await hurried.admin.hears("#1", "⚠️过了办结时限")
    assert "过了办结时限 1" in hurried.admin.labels(listed)
    hurried.admin.taps("过了办结时限 1", listed)
    await hurried.settles()
    assert "没有办结的工单：1" in hurried.admin.sees(listed)["text"]
    hurried.admin.says("/figures")
    await hurried.admin.hears("没办结 1 件，其中已过时限 1 件")
