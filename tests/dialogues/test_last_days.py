"""Owners work out the last day of a time limit under an answer that states one. It is Monday, 23 November 2026."""

import pytest
from scenes import forges

from bot.domain.button_data import unstamped

APPEAL = "一审判决不服，上诉期限是几天"
FIX = "行政复议要准备什么材料"


async def is_asked(stage, question, act=None):
    """The owner asks, and taps what works out the last day."""
    await stage.owner.agrees()
    await asks(stage, question, act)


async def asks(stage, question, act=None):
    stage.owner.says(question)
    await stage.owner.hears()
    stage.owner.taps("算我的最后一天")
    if act:
        await stage.owner.hears("有几个期限")
        stage.owner.taps(act)
    return await stage.owner.hears("从哪天起算")


async def test_the_last_day_is_said_with_its_reckoning(stage):
    await is_asked(stage, APPEAL, "对判决上诉")
    assert stage.owner.labels() == [
        "今天（2026-11-23）",
        "昨天（2026-11-22）",
        "前天（2026-11-21）",
        "上周一（2026-11-16）",
    ]
    stage.owner.says("上周五")
    heard = await stage.owner.hears(
        "对判决上诉，最后一天：\n2026年12月7日（周一）",
        "还有14天",
        "判决书送达之日，2026年11月20日（周五），当天不算",
        "从2026年11月21日（周六）起数15日（日历日），数到2026年12月5日（周六）",
        "那天是休息日，顺延2天，到2026年12月7日（周一）",
        "交邮的，不算过期",
        "《民事诉讼法》",
        "第171条",
        "没有律师核对过",
    )
    assert "月末" not in heard["text"]
    assert stage.owner.labels() == ["提醒我", "转给律师", "存到日历", "换个日子"]


async def test_the_day_may_be_tapped_and_changed(stage):
    await is_asked(stage, APPEAL, "对裁定上诉")
    stage.owner.taps("昨天（2026-11-22）")
    await stage.owner.hears("2026年12月2日（周三）", "还有9天")
    stage.owner.taps("换个日子")
    await stage.owner.hears("从哪天起算")
    stage.owner.says("11月13号")
    await stage.owner.hears("2026年11月23日（周一）", "就是今天")
    stage.owner.taps("换个日子")
    await stage.owner.hears("从哪天起算")
    stage.owner.says("11月1号")
    heard = await stage.owner.hears("2026年11月11日（周三）", "已经过了12天", "马上问律师")
    assert "交邮" not in heard["text"]


async def test_a_day_tapped_the_day_after_is_still_the_one_on_the_button(stage):
    await is_asked(stage, APPEAL, "对裁定上诉")
    await stage.moves(days=1)
    stage.owner.taps("今天（2026-11-23）")
    await stage.owner.hears("2026年11月23日（周一），当天不算", "2026年12月3日（周四）")


async def test_yesterday_is_the_day_before_it_was_said_however_long_that_waited(stage):
    await is_asked(stage, APPEAL, "对判决上诉")
    with stage.long_ago(hours=11):  # Sunday, 23:00
        stage.owner.says("昨天")
        await stage.owner.hears(
            "判决书送达之日，2026年11月21日（周六）", "最后一天：\n2026年12月7日（周一）", "还有14天"
        )


async def test_working_days_skip_rest_days(stage):
    await is_asked(stage, FIX)
    stage.owner.says("2026-09-28")
    await stage.owner.hears("2026年10月16日（周五）", "10个工作日", "中间的8个休息日不算在内")


async def test_a_limit_that_no_article_moves_stays_on_its_rest_day(stage):
    await is_asked(stage, "罚款几天内交", None)
    stage.owner.says("2026年11月13日")
    await stage.owner.hears("2026年11月28日（周六）", "没有说可以顺延")


async def test_months_and_years_and_unknown_holidays_are_spoken_of(stage):
    await is_asked(stage, "收到处罚决定，先复议还是直接起诉", "直接向法院起诉")
    stage.owner.says("8月31日")
    await stage.owner.hears("2027年3月1日", "6个月", "月末", "2027年的放假安排我这里还没有")
    await asks(stage, "劳动仲裁的时效是多久")
    stage.owner.says("去年12月30日")
    await stage.owner.hears("2026年12月30日（周三）", "1年")


async def test_what_is_no_clear_day_is_asked_again(stage):
    await is_asked(stage, APPEAL, "对判决上诉")
    stage.owner.says("11/9")
    await stage.owner.hears("几种理解")
    assert stage.owner.labels() == ["2026-09-11", "2026-11-09"]
    stage.owner.says("2月30日")
    await stage.owner.hears("没有“2月30日”这一天")
    stage.owner.says("忘了")
    await stage.owner.hears("没看出是哪一天")
    stage.owner.says("11月9号")
    await stage.owner.hears("2026年11月24日（周二）")


async def test_a_question_instead_of_a_day_is_answered(stage):
    await is_asked(stage, APPEAL, "对判决上诉")
    stage.owner.says("工资拖着不发怎么办？")
    heard = await stage.owner.hears()
    assert "哪一天" not in heard["text"]
    stage.owner.says("11月9号")
    heard = await stage.owner.hears()
    assert "最后一天：" not in heard["text"]


async def test_a_cry_for_help_instead_of_a_day_goes_first(stage):
    await is_asked(stage, APPEAL, "对判决上诉")
    stage.owner.says("今天厂里着火了，有人被困，快来人")
    await stage.owner.hears("119")


async def test_cancel_and_other_commands_leave_it(stage):
    for command, said in (("/cancel", "取消"), ("/tickets", "")):
        await (is_asked if command == "/cancel" else asks)(stage, APPEAL, "对判决上诉")
        stage.owner.says(command)
        await stage.owner.hears(said)
        stage.owner.says("11月9号")
        heard = await stage.owner.hears()
        assert "最后一天：" not in heard["text"]


async def test_the_last_day_goes_into_a_calendar(stage):
    await is_asked(stage, APPEAL, "对判决上诉")
    stage.owner.says("上周五")
    await stage.owner.hears("最后一天")
    stage.owner.taps("存到日历")
    heard = await stage.owner.hears("2026年12月7日（周一）", "手机日历")
    assert heard["file"]["name"] == "last-day.ics", heard
    lines = stage.sim.world.the_bot.files.find(heard["file"]["id"]).content.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert {"DTSTART;VALUE=DATE:20261207", "DTEND;VALUE=DATE:20261208"} <= set(lines)
    assert "SUMMARY:最后一天：对判决上诉" in lines
    assert all(len(line.encode()) <= 75 for line in lines)
    assert [line for line in lines if line.startswith("TRIGGER")] == [
        "TRIGGER:-P6DT15H",
        "TRIGGER:-P2DT15H",
        "TRIGGER:-P0DT15H",
    ]


async def test_in_english_it_reads_as_english(stage):
    await stage.owner.agrees()
    stage.owner.says("how long do I have to appeal a judgment")
    await stage.owner.hears()
    stage.owner.taps("My last day")
    await stage.owner.hears("several time limits")
    stage.owner.taps("appeal against the judgment")
    await stage.owner.hears("From which day", "the day the judgment was served on you")
    stage.owner.says("last Friday")
    await stage.owner.hears("Last day to appeal against the judgment:\nMon 7 December 2026", "moves on by 2")


@pytest.mark.parametrize("day", ["20260230", "99999999", "1", "00010101"])
async def test_a_button_that_nobody_made_works_out_nothing(stage, day):
    await is_asked(stage, APPEAL, "对判决上诉")
    data = next(
        b["data"]
        for m in stage.owner.player.sees()
        for row in m["buttons"]
        for b in row
        if "limit:" in b["data"]
    )
    forges(stage.owner, unstamped(data)[0].replace("limit:", "since:") + f":{day}")
    await stage.owner.hears("已经更新或撤下")
