"""Lawyers and admins who do the unexpected."""

from scenes import closes, forges, opens_ticket, removes, takes_ticket


async def test_a_lawyer_sends_an_album_to_the_ticket_that_they_name_whole(stage):
    await takes_ticket(stage)
    for number in range(3):
        stage.lawyer.sends("photo", caption=f"第 {number + 1} 页", album="pages")
    await stage.lawyer.hears("还没有发给任何人")
    stage.lawyer.taps(stage.lawyer.labels()[0])
    await stage.moves(seconds=2)
    for number in range(3):
        await stage.owner.hears(f"第 {number + 1} 页")


async def test_a_ticket_that_wakes_after_its_lawyer_has_left_goes_to_another(stage):
    yours = await takes_ticket(stage)
    closed = await closes(stage, yours)
    await stage.owner.hears("解决了吗")
    await removes(stage, "示例甲")
    await stage.lawyer.hears("不再是律师")
    stage.lawyer.last = closed
    forges(stage.lawyer, "reopen:1")
    await stage.lawyer.hears("给律师用的")
    stage.owner.taps("没解决")
    await stage.second_lawyer.hears("新工单 #1")
    await stage.lawyer.hears_nothing_more()


async def test_the_owner_is_told_when_a_lawyer_hands_a_ticket_back_and_the_next_one_is_timed_anew(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("我看一下", reply_to=yours)
    await stage.owner.hears("我看一下")
    stage.lawyer.taps("退回", yours)
    await stage.owner.hears("换人了")
    card = await stage.second_lawyer.hears("新工单 #1")
    stage.second_lawyer.taps("接手", card)
    await stage.second_lawyer.hears("归您办理")
    await stage.owner.hears("示例乙")
    await stage.moves(hours=30)
    await stage.owner.hears("到现在还没答复")


async def test_a_lawyer_who_opens_a_ticket_again_is_not_told_that_the_owner_did(stage):
    yours = await takes_ticket(stage)
    await closes(stage, yours)
    await stage.owner.hears("解决了吗")
    forges(stage.lawyer, "reopen:1")
    await stage.lawyer.hears("企业主也会收到通知")
    await stage.owner.hears("重新打开了工单 #1")


async def test_a_lawyer_with_a_question_of_their_own_is_helped_by_a_colleague(stage):
    stage.lawyer.says("/lawyer")
    await stage.lawyer.hears("发给我")
    stage.lawyer.says("我自己的公司被欠款")
    await stage.lawyer.hears("收到")
    stage.lawyer.taps("发给律师")
    await stage.lawyer.hears("再同意一次")
    stage.lawyer.taps("同意，转给律师")
    sent = await stage.lawyer.hears("工单 #1")
    card = await stage.second_lawyer.hears("新工单 #1")
    forges(stage.lawyer, "take:1")
    await stage.lawyer.hears("不归您处理")
    stage.second_lawyer.taps("接手", card)
    await stage.lawyer.hears("示例乙", "接手了工单 #1")
    stage.lawyer.says("补充一点", reply_to=sent)
    await stage.lawyer.hears("已转给")
    await stage.second_lawyer.hears("归您办理")
    await stage.second_lawyer.hears("我自己的公司被欠款")
    await stage.second_lawyer.hears("补充一点")


async def test_a_lawyer_who_blocks_the_bot_is_off_duty_at_once_and_what_was_offered_goes_to_another(stage):
    await opens_ticket(stage)
    stage.lawyer.player.blocks()
    await stage.second_lawyer.hears("新工单 #1")
    await stage.admin.hears("示例甲", "停用了机器人", "不值班")
    stage.lawyer.player.unblocks()
    await stage.lawyer.hears("已设为不值班")
    stage.lawyer.taps("上班")
    await stage.lawyer.hears("正在值班")


async def test_admins_are_not_told_that_another_lawyer_was_asked_when_nobody_is_left(stage):
    card = await opens_ticket(stage)
    stage.lawyer.taps("转给别人", card)
    card = await stage.second_lawyer.hears("新工单 #1")
    stage.second_lawyer.taps("转给别人", card)
    await stage.admin.hears("没有律师可派")
    await stage.moves(hours=2)
    await stage.admin.hears("没有律师可派")


async def test_somebody_with_two_roles_is_told_of_both(stage):
    stage.admin.says("/invite lawyer")
    link = (await stage.admin.hears("只能用一次"))["text"]
    stage.admin.player.starts(link.split("start=")[1].split()[0])
    await stage.admin.hears("律师名册")
    await stage.admin.hears()
    stage.admin.says("/help")
    await stage.admin.hears("律师怎么用")
    await stage.admin.hears("管理员")
