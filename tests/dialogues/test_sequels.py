"""A closed ticket wakes for two weeks; later its owner's words become a new one that goes on with it."""

from scenes import STRANGE, closes, forges, takes_ticket

from bot.domain.conflict import Hit, Reason
from bot.storage import conflicts, tickets


async def closed_long_ago(stage, days=15):
    yours = await takes_ticket(stage)
    stage.lawyer.says("先发书面通知", reply_to=yours)
    await stage.owner.hears("先发书面通知")
    await closes(stage, yours)
    ended = await stage.owner.hears("已办结")
    await stage.moves(days=days)
    return ended


async def goes_on(stage, ended, words="对方现在起诉了"):
    stage.owner.says(words, reply_to=ended)
    await stage.owner.hears("工单 #1 办结已久", "和它连在一起")
    stage.owner.taps("新开一个，接着问")
    await stage.owner.hears("收到，现在有 1 条")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #2")


async def test_on_the_fourteenth_day_the_same_lawyer_has_it_again(stage):
    ended = await closed_long_ago(stage, days=14)
    stage.owner.says("对方现在起诉了", reply_to=ended)
    await stage.lawyer.hears("企业主说工单 #1 还没解决")
    await stage.lawyer.hears("对方现在起诉了")


async def test_later_the_words_become_a_new_ticket_whose_lawyer_is_shown_both(stage):
    ended = await closed_long_ago(stage)
    await goes_on(stage, ended)
    card = await stage.lawyer.hears("新工单 #2", "接着办结的工单：#1")
    stage.lawyer.taps("转给别人", card)
    await stage.lawyer.hears()
    card = await stage.second_lawyer.hears("新工单 #2", "#1")
    assert STRANGE not in card["text"]
    stage.second_lawyer.taps("接手", card)
    await stage.second_lawyer.hears("工单 #2 归您办理")
    old = await stage.second_lawyer.hears("工单 #1 到现在的全部对话", STRANGE, "先发书面通知")
    await stage.owner.hears("示例乙", "接手了工单 #2")
    stage.second_lawyer.says("两件我都看了", reply_to=old)
    await stage.owner.hears("示例乙", "#2", "两件我都看了")
    async with stage.butler.database.transaction() as tx:
        assert (await tickets.find(tx, 2)).follows == 1
        assert (await tickets.find(tx, 1)).state == "closed"


async def test_whom_a_conflict_keeps_from_the_old_ticket_is_not_shown_it(stage):
    ended = await closed_long_ago(stage)
    second = await stage.person(stage.second_lawyer)
    async with stage.butler.database.transaction() as tx:
        hit = Hit(second, Reason.CLIENT, "甲公司", "甲公司")
        await conflicts.add(tx, await tickets.find(tx, 1), hit, stage.clock())
    await goes_on(stage, ended)
    card = await stage.lawyer.hears("新工单 #2")
    stage.lawyer.taps("转给别人", card)
    card = await stage.second_lawyer.hears("新工单 #2")
    stage.second_lawyer.taps("接手", card)
    await stage.second_lawyer.hears("工单 #2 归您办理")
    await stage.second_lawyer.hears("工单 #2 到现在的全部对话")
    await stage.second_lawyer.hears_nothing_more()


async def test_not_solved_after_two_weeks_offers_a_new_ticket_too(stage):
    ended = await closed_long_ago(stage)
    stage.owner.taps("没解决", ended)
    await stage.owner.hears("办结已久")
    stage.owner.taps("新开一个，接着问")
    await stage.owner.hears("请")
    stage.owner.says("对方现在起诉了")
    await stage.owner.hears("现在有 1 条")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #2")
    await stage.lawyer.hears("新工单 #2", "接着办结的工单：#1")


async def test_the_button_of_a_ticket_that_is_open_or_somebody_elses_begins_nothing(stage):
    await takes_ticket(stage)
    forges(stage.owner, "goon:1")
    await stage.owner.is_alerted("工单 #1 正开着")
    stage.admin.says("/help")
    await stage.admin.hears()
    forges(stage.admin, "goon:1")
    await stage.admin.is_alerted("不存在")


async def test_a_closing_word_goes_to_the_owner_before_the_ticket_is_closed(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.taps("办结", yours)
    asked = await stage.lawyer.hears("为什么办结", "留一句结束语")
    stage.lawyer.says("材料都齐了，祝顺利", reply_to=asked)
    await stage.owner.hears("示例甲", "材料都齐了，祝顺利")
    stage.lawyer.taps("已答复", asked)
    await stage.lawyer.hears("已办结")
    await stage.owner.hears("已办结", "答复有帮助吗")


async def test_a_lawyer_who_is_removed_with_five_tickets_leaves_all_waiting_and_everybody_is_told_once(stage):
    await takes_ticket(stage)
    for number in range(2, 6):
        stage.owner.says("/lawyer")
        await stage.owner.hears()
        stage.owner.says(f"第 {number} 件：邻居的厂漏水泡坏了我们的货")
        await stage.owner.hears("收到")
        stage.owner.taps("发给律师")
        await stage.owner.hears(f"工单 #{number}")
        stage.lawyer.says("/queue")
        await stage.settles()
        forges(stage.lawyer, f"take:{number}")
        await stage.owner.hears(f"接手了工单 #{number}")
    await stage.settles()
    stage.admin.says("/people")
    await stage.admin.hears("示例甲")
    stage.admin.taps("移除 示例甲")
    await stage.admin.hears("真的要让")
    stage.admin.taps("确定移除")
    await stage.admin.hears("示例甲 不再是律师")
    await stage.admin.hears("示例甲 名下的工单重新排队了：#1 #2 #3 #4 #5")
    await stage.owner.hears("您的工单 #1 #2 #3 #4 #5 的律师换人了")
    await stage.owner.hears_nothing_more()
    async with stage.butler.database.transaction() as tx:
        assert [(await tickets.find(tx, number)).state for number in range(1, 6)] == ["waiting"] * 5
