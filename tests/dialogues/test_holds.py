"""What is old is erased by itself, except what an admin holds, for a reason."""

import datetime as dt

from scenes import STRANGE, closes, takes_ticket
from test_forget_me import words_left

from bot.runtime import retention


async def has_a_closed_ticket(stage):
    yours = await takes_ticket(stage)
    await closes(stage, yours)
    await stage.owner.hears("已办结")


async def years_later(stage, years=4):
    """The chores of an hour, as they are done then."""
    later = stage.clock() + dt.timedelta(days=365 * years)
    keep = stage.butler.config.policy().retention
    for chore in retention.forgetting(lambda: later, keep):
        done = retention.MORE
        while done == retention.MORE:
            async with stage.butler.database.transaction() as tx:
                done = await chore(tx)


async def test_a_closed_ticket_is_erased_when_its_time_is_over(stage):
    await has_a_closed_ticket(stage)
    await years_later(stage, 2)
    assert "messages" in await words_left(stage, STRANGE)
    await years_later(stage, 4)
    assert await words_left(stage, STRANGE) == set()
    await years_later(stage, 4)  # once more does no harm
    stage.lawyer.says("/mine")
    await stage.lawyer.hears()


async def test_what_is_on_hold_stays_until_the_hold_is_lifted(stage):
    await has_a_closed_ticket(stage)
    stage.admin.says("/hold #1 2040-01-31 法院来函")
    await stage.admin.hears("#1 从现在起不删", "2040-01-31")
    await years_later(stage)
    assert "messages" in await words_left(stage, STRANGE)
    stage.admin.says("/hold")
    listed = await stage.admin.hears("到期也不删的：1", "#1 · 2040-01-31 · 法院来函")
    stage.admin.taps("解除 #1")
    await stage.admin.hears("#1 不再保留")
    stage.admin.taps("解除 #1", listed)
    await stage.admin.hears("已经结束")
    await years_later(stage)
    assert await words_left(stage, STRANGE) == set()


async def test_a_hold_ends_by_itself_after_its_day(stage):
    await has_a_closed_ticket(stage)
    stage.admin.says("/hold 1 2027-01-31 投诉")
    await stage.admin.hears("2027-01-31")
    await years_later(stage)
    assert await words_left(stage, STRANGE) == set()


async def test_whoever_names_nothing_that_is_there_or_no_reason_hears_how(stage):
    stage.admin.says("/hold")
    await stage.admin.hears("没有正在保留")
    stage.admin.says("/hold #77 来函")
    await stage.admin.hears("没有找到“#77”")
    stage.admin.says("/hold 随便")
    await stage.admin.hears("没有找到“随便”")
    await has_a_closed_ticket(stage)
    for said in ("/hold #1", "/hold #1 2020-01-01 旧的", "/hold #1 2027-99-01 没有这天"):
        stage.admin.says(said)
        await stage.admin.hears("再写理由")


async def test_the_card_on_privacy_names_the_days_that_are_set(stage):
    await stage.owner.agrees()
    stage.owner.says("/privacy")
    keep = stage.butler.config.policy().retention
    await stage.owner.hears(
        f"办结的工单 {keep.closed_tickets_days} 天",
        f"没转律师的提问 {keep.questions_days} 天",
        f"没送达的消息 {keep.undelivered_words_days} 天",
        f"已送达的副本 {keep.delivered_words_days} 天",
        f"没发出的草稿 {keep.dialogues_days} 天",
        f"要提醒的期限到最后一天后 {keep.deadlines_days} 天",
        f"出错待查的消息 {keep.set_aside_days} 天",
        "/export_my_data",
        "/forget_me",
    )
