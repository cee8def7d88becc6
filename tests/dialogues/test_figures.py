"""An admin looks at the figures: three sentences and a chart, of one week or month after another. It is Monday, 23 November 2026."""

import io

from PIL import Image
from scenes import takes_ticket

from handlers.render.chart import QUESTIONS, TICKETS, scale_top


def picture_of(stage, message):
    """The picture that was sent, as the server of files would hand it out."""
    stored = stage.sim.world.the_bot.files.find(message["file"]["id"])
    return Image.open(io.BytesIO(stored.content))


def colours_of(picture):
    return {colour for _, colour in picture.convert("RGB").getcolors(1_000_000)}


def rgb(colour):
    return tuple(bytes.fromhex(colour[1:]))


async def looks(stage, *parts):
    stage.admin.says("/figures")
    return await stage.admin.hears(*parts)


async def test_three_sentences_and_a_chart_tell_of_this_week(stage):
    await takes_ticket(stage)
    stage.owner.says("收到罚款决定书多久内可以申请复议")
    await stage.settles()
    heard = await looks(
        stage,
        "2026-11-23 至 2026-11-29",
        "转给律师 1 件",
        "还没有律师答复过",
        "现在没办结 1 件，其中已过时限 0 件",
        "还没有企业主评价",
        "图：八周",
    )
    assert heard["kind"] == "photo"
    picture = picture_of(stage, heard)
    assert picture.format == "PNG"
    assert rgb(TICKETS) in colours_of(picture)


async def test_before_anything_happened_the_chart_is_empty_and_the_sentences_say_so(stage):
    heard = await looks(stage, "一共问了 0 次", "没办结 0 件")
    assert colours_of(picture_of(stage, heard)).isdisjoint({rgb(QUESTIONS), rgb(TICKETS)})


async def test_other_weeks_and_months_are_a_tap_away(stage):
    yours = await takes_ticket(stage)
    await stage.moves(hours=1, minutes=30)
    stage.lawyer.says("可以起诉", reply_to=yours)
    await stage.owner.hears("可以起诉")
    await stage.moves(days=7)
    await looks(stage, "2026-11-30 至 2026-12-06", "转给律师 0 件")
    assert stage.admin.labels() == ["‹ 前一周", "看本月", "细目"]
    stage.admin.taps("‹ 前一周")
    await stage.admin.hears("2026-11-23 至 2026-11-29", "转给律师 1 件", "一半不超过 1 小时 30 分，")
    assert stage.admin.labels() == ["‹ 前一周", "后一周 ›", "看本月", "细目"]
    stage.admin.taps("后一周 ›")
    await stage.admin.hears("2026-11-30 至 2026-12-06")
    stage.admin.taps("看本月")
    await stage.admin.hears("2026-11-01 至 2026-11-30", "图：三十天")
    stage.admin.taps("‹ 前一个月")
    await stage.admin.hears("2026-10-01 至 2026-10-31")
    stage.admin.taps("后一个月 ›")
    await stage.admin.hears("2026-11-01 至 2026-11-30")
    stage.admin.taps("看本周")
    await stage.admin.hears("2026-11-30 至 2026-12-06")


async def test_a_rating_without_a_reason_is_counted_all_the_same(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("可以起诉", reply_to=yours)
    await stage.owner.hears("可以起诉")
    stage.lawyer.taps("办结", yours)
    await stage.lawyer.hears("为什么办结")
    stage.lawyer.taps("已答复")
    await stage.owner.hears("有帮助吗")
    stage.owner.taps("有帮助")
    await stage.owner.hears()
    await looks(stage, "有帮助 1 次，没解决 0 次，没说原因", "没办结 0 件")


def test_the_scale_ends_above_the_most_in_steps_that_are_easily_read():
    assert [scale_top(most) for most in (0, 4, 5, 20, 21, 80, 81, 1000)] == [4, 4, 8, 20, 40, 80, 200, 2000]
