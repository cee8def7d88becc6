"""An admin tells owners that the desk rests. It is Monday, 23 November 2026; the next holiday is New Year's Day, a Friday."""

import asyncio

from scenes import forges

NOTICE = "2027-01-01 至 2027-01-03 律师休息，2027-01-04 起照常办理"


async def drafts(stage):
    stage.admin.says("/notice")
    await stage.admin.hears(NOTICE)
    await stage.admin.hears("律師休息")
    await stage.admin.hears("the lawyers rest from 2027-01-01 to 2027-01-03")
    return await stage.admin.hears("2027-01-01 至 2027-01-03 放假", "2027 年的放假安排还没录入")


async def has_asked(stage):
    await stage.owner.agrees()
    stage.owner.says("收到罚款决定书多久内可以申请复议")
    await stage.owner.hears("60")


async def test_the_notice_is_shown_with_the_number_of_its_readers_and_sent_once(stage):
    await has_asked(stage)
    silent = stage.newcomer("示例沉默者")
    await silent.agrees()
    stranger = stage.newcomer("示例路人")
    shown = await drafts(stage)
    assert stage.admin.labels(shown) == [
        "发给近期的 1 人",
        "发给全部 2 人",
        "不发",
    ]
    stage.admin.taps("发给近期的 1 人", shown)
    await stage.admin.hears("开始发了")
    stage.admin.taps("发给全部 2 人", shown)
    await stage.admin.hears("已由 示例管理员", "不会再发一次")
    await stage.moves(seconds=1)
    await stage.owner.hears(NOTICE)
    await asyncio.gather(*(stage.butler.worker().ring_due() for _ in range(3)))
    await stage.moves(minutes=2)
    await stage.admin.hears("送达 1 人，没送到 0 人")
    await stage.moves(minutes=5)
    for somebody in (stage.owner, stage.lawyer, stage.admin, silent, stranger):
        await somebody.hears_nothing_more()
    stage.admin.says("/notice")
    await stage.admin.hears("已由 示例管理员")


async def test_everybody_who_agreed_is_another_choice(stage):
    await stage.owner.agrees()
    shown = await drafts(stage)
    assert stage.admin.labels(shown) == ["发给全部 1 人", "不发"]
    stage.admin.taps("发给全部 1 人", shown)
    await stage.admin.hears("开始发了")
    await stage.moves(seconds=1)
    await stage.owner.hears(NOTICE)


async def test_an_owner_turns_such_notices_off_and_on_again(stage):
    await has_asked(stage)
    forges(stage.owner, "notices-off")
    await stage.owner.hears("不再给您发")
    shown = await drafts(stage)
    assert stage.admin.labels(shown) == ["不发"]
    stage.owner.taps("恢复接收")
    await stage.owner.hears("以后放假会告诉您")
    stage.admin.taps("不发", shown)
    await stage.admin.hears("没有发")
    shown = await drafts(stage)
    assert stage.admin.labels(shown)[0] == "发给近期的 1 人"
    stage.admin.taps("发给近期的 1 人", shown)
    await stage.admin.hears("开始发了")
    await stage.moves(seconds=1)
    heard = await stage.owner.hears(NOTICE)
    stage.owner.taps("不再收放假通知", heard)
    await stage.owner.hears("不再给您发")


async def test_a_draft_that_is_out_of_date_sends_nothing(stage):
    await has_asked(stage)
    shown = await drafts(stage)
    await stage.moves(days=45)
    stage.admin.taps("发给近期的 1 人", shown)
    await stage.admin.hears("过期了")
    await stage.owner.hears_nothing_more()
