"""A lawyer says when they are there: off until a time, leave, court, own hours; it ends by itself."""

from scenes import opens_ticket


async def test_off_until_a_time_ends_by_itself_and_what_waited_is_dealt_out(stage):
    stage.second_lawyer.says("/duty off")
    await stage.second_lawyer.hears("不在值班")
    stage.lawyer.says("/duty off until 周三下午2点")
    await stage.lawyer.hears(
        "到 周三 11-25 14:00 自动恢复", "周一 周二 周三 周四 周五", "09:00-12:00, 14:00-17:30"
    )
    assert stage.lawyer.labels() == ["上班"]
    await stage.owner.agrees()
    stage.owner.says("/lawyer 邻居的厂漏水泡坏了我们的货")
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("没有律师值班")
    await stage.admin.hears("没有律师可派")
    await stage.moves(days=2, hours=3, minutes=59)
    await stage.lawyer.hears_nothing_more()
    await stage.moves(minutes=2)
    await stage.lawyer.hears("新工单 #1")


async def test_buttons_send_a_lawyer_off_for_a_while_and_back(stage):
    for label, back in (
        ("离开两小时", "周一 11-23 14:00"),
        ("休息到明早", "周二 11-24 09:00"),
        ("休息到下周一", "周一 11-30 09:00"),
    ):
        stage.lawyer.says("/duty")
        shown = await stage.lawyer.hears("正在值班")
        stage.lawyer.taps(label, shown)
        shown = await stage.lawyer.hears(back)
        stage.lawyer.taps("上班", shown)
        await stage.lawyer.hears("正在值班")


async def test_who_goes_off_for_a_while_is_not_kept_waiting_for(stage):
    await opens_ticket(stage)
    stage.lawyer.says("/duty 休息 到 明天")
    await stage.lawyer.hears("周二 11-24 09:00")
    await stage.second_lawyer.hears("新工单 #1")


async def test_who_was_to_be_away_until_a_time_that_is_over_stays_on_duty(stage):
    with stage.long_ago(hours=11):  # Sunday, 23:00
        stage.lawyer.says("/duty 休息 到 明天")
        await stage.lawyer.hears("正在值班")
        stage.lawyer.says("/duty 休假 明天")
        await stage.lawyer.hears("您在休假，周二 11-24 09:00 起")


async def test_outside_of_their_hours_a_lawyer_may_come_all_the_same(stage):
    await stage.moves(hours=9)
    stage.lawyer.says("/duty")
    shown = await stage.lawyer.hears("不是您的工作时间", "周二 11-24 09:00")
    stage.lawyer.taps("上班", shown)
    await stage.lawyer.hears("正在值班（不在工作时间）", "周二 11-24 09:00")


async def test_leave_and_court_are_noted_listed_and_taken_back(stage):
    stage.lawyer.says("/duty 休假 12月7日 到 12月11日")
    await stage.lawyer.hears("正在值班", "休假：周一 12-07 00:00 到 周六 12-12 00:00")
    stage.lawyer.says("/duty court today 9:00 to 15:00")
    shown = await stage.lawyer.hears("您在开庭，周一 11-23 15:00 起")
    stage.lawyer.taps("取消 12-07 的安排", shown)
    shown = await stage.lawyer.hears("您在开庭")
    assert "休假" not in shown["text"].partition("工作时间：")[2].replace("休假、开庭", "")
    stage.lawyer.taps("上班", shown)
    await stage.lawyer.hears("正在值班")
    stage.lawyer.says("/duty 开庭 明天 14:00 到 17:00")
    await stage.lawyer.hears("开庭：周二 11-24 14:00 到 周二 11-24 17:00")
    stage.lawyer.says("/duty leave today")
    await stage.lawyer.hears("您在休假，周二 11-24 09:00 起")


async def test_own_hours_hold_until_those_of_the_office_are_wanted_again(stage):
    stage.lawyer.says("/duty hours mon-wed 13:00-16:00")
    await stage.lawyer.hears("不是您的工作时间，周一 11-23 13:00 起", "周一 周二 周三, 13:00-16:00")
    stage.lawyer.says("/duty hours office")
    await stage.lawyer.hears("正在值班")


async def test_what_cannot_be_read_is_asked_again_with_an_example(stage):
    for words, said in (
        ("off until 昨天", "周三下午2点"),
        ("hours whenever", "mon-wed"),
        ("court", "周三下午2点"),
        ("?", "可以这样发"),
    ):
        stage.lawyer.says(f"/duty {words}")
        await stage.lawyer.hears(said)
