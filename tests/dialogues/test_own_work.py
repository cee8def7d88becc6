"""Lawyers look at their own work: figures for them alone, and closed tickets that can be opened again."""

from scenes import STRANGE, closes, forges, takes_ticket


async def answered_and_closed(stage):
    yours = await takes_ticket(stage)
    await stage.moves(minutes=20)
    stage.lawyer.says("先发催告函", reply_to=yours)
    await stage.owner.hears("先发催告函")
    await closes(stage, yours)
    await stage.owner.hears("有帮助吗")
    return yours


async def test_a_lawyers_figures_count_their_own_work_and_what_owners_say_of_it(stage):
    await answered_and_closed(stage)
    stage.owner.taps("有帮助")
    await stage.owner.hears()
    stage.owner.taps("说得清楚")
    await stage.lawyer.hears("说得清楚")
    stage.lawyer.says("/figures")
    heard = await stage.lawyer.hears(
        "只有您自己看到", "接手 1 件，答复 1 件", "中位 20 分钟", "已答复 1", "有帮助 1，没解决 0"
    )
    assert "原因：说得清楚 1" in heard["text"]
    stage.second_lawyer.says("/figures")
    heard = await stage.second_lawyer.hears("接手 0 件，答复 0 件", "有帮助 0")
    assert "中位" not in heard["text"]
    stage.admin.says("/figures")
    await stage.admin.hears("有帮助 1 次，没解决 0 次；说得最多的是：说得清楚 1")
    await stage.admin.hears_nothing_more()


async def test_how_tickets_ended_is_counted_each_by_its_outcome(stage):
    yours = await takes_ticket(stage)
    for outcome, counted in (
        ("建议到别处办理", "建议到别处办理 1"),
        ("不是法律问题", "不是法律问题 1"),
        ("企业主撤回", "企业主撤回 1"),
    ):
        await closes(stage, yours, outcome)
        await stage.owner.hears("已")
        stage.lawyer.says("/figures")
        await stage.lawyer.hears(counted)
        stage.lawyer.taps("重新打开", await details(stage))
        yours = await stage.lawyer.hears("重新打开")
        await stage.owner.hears("重新打开")
    forges(stage.owner, "settle:1")
    await stage.owner.hears("太好了")
    await stage.lawyer.hears("已经解决")
    stage.lawyer.says("/figures")
    await stage.lawyer.hears("企业主说已解决 1")


async def test_a_ticket_that_ended_in_silence_is_counted_as_that(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("先发催告函", reply_to=yours)
    await stage.owner.hears("先发催告函")
    for days in (9, 5, 4):
        await stage.moves(days=days)
        await stage.owner.hears("#1")
    await stage.lawyer.hears("已自动办结")
    assert "存下对话" in stage.owner.labels()
    stage.lawyer.says("/figures")
    await stage.lawyer.hears("企业主一直没回 1")


async def details(stage):
    stage.lawyer.says("/mine")
    await stage.lawyer.hears("没有工单")
    stage.lawyer.taps("我办结的")
    await stage.settles()
    listed = stage.lawyer.sees(stage.lawyer.last)
    stage.lawyer.taps("查看 #1", listed)
    return await stage.lawyer.hears("#1")


async def test_a_closed_ticket_is_found_in_mine_read_and_opened_again(stage):
    await answered_and_closed(stage)
    shown = await details(stage)
    assert STRANGE in shown["text"]
    stage.lawyer.taps("重新打开", shown)
    await stage.lawyer.hears("重新打开")
    await stage.owner.hears("重新打开")


async def test_who_has_closed_none_is_told_and_nobody_sees_anothers(stage):
    await answered_and_closed(stage)
    stage.second_lawyer.says("/mine")
    listed = await stage.second_lawyer.hears("没有工单")
    stage.second_lawyer.taps("我办结的")
    await stage.second_lawyer.hears_nothing_more()
    assert "还没有办结" in stage.second_lawyer.sees(listed)["text"]
    stage.second_lawyer.taps("回到手上的", stage.second_lawyer.sees(listed))
    await stage.second_lawyer.hears_nothing_more()
    assert "没有工单" in stage.second_lawyer.sees(listed)["text"]
