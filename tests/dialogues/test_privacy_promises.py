"""What the privacy card promises, step by step against what happens with an owner's words."""

from scenes import STRANGE

from bot.storage import journal

LONG = (
    "我们和一家外地模具厂有纠纷。"
    + "他们做的模具一直漏料，改了很多次也不行。" * 90
    + "最后这句在一千五百字以后。"
)


async def sends_to_lawyer(stage, question=STRANGE):
    await stage.owner.agrees()
    await stage.owner.registers()
    stage.owner.says("/lawyer")
    await stage.owner.hears("把要问律师的事发给我")
    stage.owner.says(question)
    await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")


async def test_the_card_says_that_lawyers_are_shown_it_one_after_the_other(stage):
    await stage.owner.agrees()
    stage.owner.says("/privacy")
    await stage.owner.hears(
        "先问对方名称",
        "也替对方办事的律师不派",
        "先由一位值班律师看企业名称、镇、对方名称和事项",
        "不接就换下一位",
        "接手的律师才看到您写的话、文件",
        "急事不问对方",
        "管理员只看企业名称、工单号",
        "看不到您的话",
        "写明理由",
        "能看到撞上的两个名称",
    )


async def test_one_lawyer_sees_the_names_and_no_word_and_only_when_that_one_declines_the_next(stage):
    await sends_to_lawyer(stage)
    card = await stage.lawyer.hears("新工单 #1", "示例五金制品有限公司", "先看双方是谁", "利益冲突")
    assert STRANGE not in card["text"]
    await stage.second_lawyer.hears_nothing_more()
    stage.lawyer.taps("转给别人", card)
    await stage.lawyer.hears("已转给下一位律师")
    await stage.second_lawyer.hears("新工单 #1", "示例五金制品有限公司")
    await stage.second_lawyer.takes(STRANGE)
    await stage.admin.hears_nothing_more()


async def test_what_is_written_later_only_the_lawyer_sees_who_took_it(stage):
    await sends_to_lawyer(stage)
    card = await stage.lawyer.hears("新工单 #1")
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears(STRANGE)
    await stage.owner.hears("接手了工单 #1")
    stage.owner.says("对方叫示例饲料，合同是三月签的", reply_to=stage.owner.last)
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("示例饲料")
    for somebody in (stage.second_lawyer, stage.admin):
        await somebody.hears_nothing_more()


async def test_of_a_question_a_lawyer_sees_nothing_before_taking_it_and_then_all(stage):
    await sends_to_lawyer(stage, LONG)
    card = await stage.lawyer.hears("新工单 #1")
    assert "外地模具厂" not in card["text"]
    stage.lawyer.taps("接手", card)
    await stage.lawyer.hears("归您办理")
    await stage.lawyer.hears("最后这句在一千五百字以后")


async def test_an_admin_sees_kind_and_number_of_an_emergency_and_no_word_of_it(stage):
    await stage.owner.agrees()
    stage.owner.says("我们的成品库烧起来了，门打不开")
    await stage.owner.hears("119")
    told = await stage.admin.hears("急事工单 #1", "着火")
    assert "成品库" not in told["text"]
    stage.admin.says("/queue")
    assert "成品库" not in (await stage.admin.hears("#1"))["text"]


async def test_whoever_withdraws_is_told_that_their_questions_are_deleted_and_they_are(stage):
    await stage.owner.agrees()
    stage.owner.says("收到罚款决定书多久内可以申请复议")
    await stage.owner.hears("60")
    stage.owner.says("/privacy")
    await stage.owner.hears(
        "撤回后删除您的称呼、企业登记（没有别人在用的话）、要提醒的期限和提问的文字", "工单由律师依法保留"
    )
    stage.owner.taps("撤回同意")
    await stage.owner.hears("真的要撤回同意", "问过的话会删除")
    stage.owner.taps("确定撤回同意")
    await stage.owner.hears("提问的文字已删除", "已转给律师的工单由律师依法保留")
    async with stage.butler.database.transaction() as tx:
        question = await journal.find(tx, 1)
    assert question.text == ""


async def test_the_second_consent_says_that_the_other_side_is_asked_for(stage):
    stage.owner.player.starts()
    await stage.owner.hears()
    stage.owner.taps("同意并开始")
    await stage.owner.hears()
    stage.owner.says("客户欠货款一年多不给怎么办")
    await stage.owner.hears()
    stage.owner.taps("转给律师")
    await stage.owner.hears(
        "转之前我会问对方叫什么",
        "可能也替对方办事的律师不派",
        "只看到企业名称、镇、对方名称和事项",
        "律师法第38条",
    )
