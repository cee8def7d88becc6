"""Tickets in every state, and people who press what was true a moment ago."""

from scenes import STRANGE, brings, closes, forges, forgets, opens_ticket, removes, takes_ticket

DETAINED = "老板刚刚被警察带走拘留了怎么办"

TOLD = {
    "已答复": "答复有帮助吗",
    "建议到别处办理": "到别处办理",
    "不是法律问题": "这不是法律问题",
    "企业主撤回": "按您的意思撤回",
}
"""What the owner hears, by the reason for which a ticket was closed."""


async def test_the_owner_is_told_why_a_ticket_was_closed(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("可以起诉", reply_to=yours)
    await stage.owner.hears("可以起诉")
    for reason, told in TOLD.items():
        await closes(stage, yours, reason)
        await stage.owner.hears("工单 #1", told)
        stage.lawyer.says("还有一句", reply_to=yours)
        await stage.lawyer.hears("没有发出去")
        stage.lawyer.taps("重新打开")
        await stage.lawyer.hears("已重新打开")
        await stage.owner.hears("重新打开了工单 #1")


async def test_a_closed_ticket_stays_in_its_owners_list(stage):
    yours = await takes_ticket(stage)
    await closes(stage, yours)
    await stage.owner.hears("解决了吗")
    stage.owner.says("/tickets")
    await stage.owner.hears("#1", "已办结")
    assert stage.owner.labels() == ["看看 #1"]


async def test_an_owner_without_tickets_is_shown_the_way_to_a_lawyer(stage):
    await stage.owner.agrees()
    stage.owner.says("/tickets")
    await stage.owner.hears("还没有工单")
    assert stage.owner.labels() == ["转给律师"]


async def test_words_for_a_ticket_that_waits_are_kept_for_whoever_takes_it(stage):
    card = await opens_ticket(stage)
    stage.owner.says("货值三十万")
    await stage.owner.hears("已放进工单 #1")
    await stage.lawyer.hears_nothing_more()
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears(STRANGE, "货值三十万")


async def test_an_owner_picks_the_ticket_that_they_write_to_next(stage):
    await takes_ticket(stage)
    await stage.moves(minutes=30)
    stage.owner.says("/tickets")
    await stage.owner.hears("您的工单")
    stage.owner.taps("给 #1 补充")
    await stage.owner.hears("转进工单 #1")
    stage.owner.says("货值三十万")
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("货值三十万")


async def test_a_lawyer_who_answers_before_taking_is_told_to_take_first(stage):
    card = await opens_ticket(stage)
    stage.lawyer.says("可以起诉", reply_to=card)
    await stage.lawyer.hears("先点“接手”")
    await stage.owner.hears_nothing_more()
    stage.lawyer.taps("接手")
    await stage.lawyer.hears("归您办理")


async def test_taking_twice_tells_that_it_is_taken(stage):
    await opens_ticket(stage)
    stage.lawyer.says("/queue")
    queue = await stage.lawyer.hears("等律师接手")
    stage.lawyer.taps("接手 #1", queue)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears(STRANGE)
    stage.lawyer.taps("接手 #1", queue)
    await stage.lawyer.hears("已经在您名下")


async def test_what_was_passed_on_cannot_be_passed_on_again(stage):
    card = await opens_ticket(stage)
    forges(stage.lawyer, "details:1")  # the button of an older card
    details = await stage.lawyer.hears("新工单 #1")
    assert details["id"] != card["id"]
    stage.lawyer.taps("转给别人", details)
    await stage.lawyer.hears("已转给下一位律师")
    stage.lawyer.taps("转给别人", details)
    await stage.lawyer.hears("没有派给您")
    await stage.second_lawyer.hears("新工单 #1")
    await stage.second_lawyer.hears_nothing_more()


async def test_what_is_closed_cannot_be_closed_again_and_what_is_open_not_reopened(stage):
    yours = await takes_ticket(stage)
    await closes(stage, yours)
    await stage.owner.hears("解决了吗")
    stage.lawyer.taps("办结", yours)
    await stage.lawyer.hears("工单 #1 已办结。")
    stage.lawyer.says("还有一句", reply_to=yours)
    refused = await stage.lawyer.hears("已办结，这条没有发出去")
    stage.lawyer.taps("重新打开", refused)
    await stage.lawyer.hears("已重新打开")
    await stage.owner.hears("重新打开了工单 #1")
    stage.lawyer.taps("重新打开", refused)
    await stage.lawyer.hears("正开着")


async def test_details_tell_the_credit_code_and_what_the_knowledge_has_nearby(stage):
    await stage.owner.agrees()
    stage.owner.says("/enterprise")
    await stage.owner.hears("叫什么名字")
    stage.owner.says("示例五金制品有限公司")
    await stage.owner.hears("统一社会信用代码")
    stage.owner.says("91350100M000100Y43")
    await stage.owner.hears("哪个镇")
    stage.owner.taps("姚庄")
    await stage.owner.hears("已登记")
    stage.owner.says("收到罚款决定书多久内可以申请复议")
    await stage.owner.hears("行政复议法")
    stage.owner.taps("转给律师")
    await stage.owner.hears("工单 #1")
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("详情", await stage.lawyer.takes(card=card))
    await stage.lawyer.hears("信用代码：91350100M000100Y43", "知识库里相近的：")


async def test_a_former_lawyer_who_has_withdrawn_their_consent_is_not_named_to_the_next(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("先看合同", reply_to=yours)
    await stage.owner.hears("示例甲", "先看合同")
    stage.lawyer.sends("photo", caption="样本", reply_to=yours)
    await stage.owner.hears("样本")
    await removes(stage, "示例甲")
    await stage.lawyer.hears("不再是律师")
    await stage.lawyer.agrees()
    stage.lawyer.says("/privacy")
    await stage.lawyer.hears("您的话怎么处理")
    await forgets(stage.lawyer)
    card = await stage.second_lawyer.hears("新工单 #1")
    stage.second_lawyer.taps("接手", card)
    await stage.second_lawyer.hears("归您办理")
    seen = await stage.second_lawyer.hears(STRANGE, "👤 律师\n先看合同")
    assert "示例甲" not in seen["text"]
    file = await stage.second_lawyer.hears("👤 律师 · #1", "样本")
    assert file["kind"] == "photo"
    assert "示例甲" not in str(file)


async def test_a_sticker_is_no_answer_to_an_owner(stage):
    yours = await takes_ticket(stage)
    original = {"message_id": yours["id"], "date": 1, "chat": stage.lawyer.player.person.chat()}
    brings(stage.lawyer, dice={"emoji": "🎲", "value": 3}, reply_to_message=original)
    await stage.lawyer.hears("骰子转不过去")
    await stage.owner.hears_nothing_more()
