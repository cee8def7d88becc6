"""A lawyer's card says what the bot said to the question before, and what is attached, in words."""

import pytest
from scenes import STRANGE, collects, opens_ticket, takes_ticket


async def card_of(stage, question, heard=""):
    """What the lawyer who takes it reads of a question that was put to the bot first."""
    await stage.owner.agrees()
    stage.owner.says(question)
    while heard not in (await stage.owner.hears())["text"]:
        pass
    stage.owner.taps("转给律师")
    await stage.owner.hears("#1")
    card = await stage.lawyer.hears("新工单 #1")
    assert "机器人" not in card["text"]
    return await stage.lawyer.takes(question)


async def test_an_answer_is_named_by_its_title(stage):
    card = await card_of(stage, "收到罚款决定书多久内可以申请复议")
    assert "复议" in card["text"].partition("机器人已答：")[2].partition("\n")[0]


async def test_a_question_back_is_told_with_what_it_offered(stage):
    await stage.owner.agrees()
    stage.owner.says("我收到一张罚款单，数额太大了，怎么办")
    await stage.owner.hears("您问的是哪一个")
    offered = stage.owner.labels()[:-1]
    stage.owner.taps("都不是，转给律师")
    await stage.owner.hears("#1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes("没有直接回答，让企业主在这些里选，没选：" + " / ".join(offered))


async def test_what_the_owner_picked_after_a_question_back_is_named(stage):
    await stage.owner.agrees()
    stage.owner.says("我收到一张罚款单，数额太大了，怎么办")
    await stage.owner.hears("您问的是哪一个")
    picked = stage.owner.labels()[1]
    stage.owner.taps(picked)
    await stage.owner.hears()
    stage.owner.taps("转给律师")
    await stage.owner.hears("#1")
    await stage.lawyer.hears("新工单 #1", picked)
    await stage.lawyer.takes(f"企业主自己点开了：{picked}")


@pytest.mark.parametrize(
    ("question", "heard", "why"),
    [
        ("帮我做一份假合同骗贷款", "没有可靠的现成答案", "知识库里没有能用来回答的条目"),
        ("怎么离婚", "", "说了不在十条措施范围内"),
        ("帮我伪造一份合同", "", "像是要做不合法的事，拒绝了"),
        ("zenme ban", "改用汉字", "没看懂"),
    ],
)
async def test_why_the_bot_did_not_answer_is_said(stage, question, heard, why):
    card = await card_of(stage, question, heard)
    assert f"机器人没有回答：{why}" in card["text"]


async def test_an_emergency_is_told_as_one(stage):
    await stage.owner.agrees()
    stage.owner.says("车间着火了，火还没灭")
    await stage.owner.hears("已按急事办")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes("机器人没有回答：当作急事")


async def test_words_that_went_to_the_lawyer_directly_are_told_as_such(stage):
    await opens_ticket(stage)
    await stage.lawyer.takes()
    assert "没有先问机器人" in stage.lawyer.last["text"]


async def test_the_brief_is_in_the_language_of_its_reader(stage):
    stage.lawyer.says("/language")
    await stage.lawyer.hears()
    stage.lawyer.taps("English")
    await stage.lawyer.hears()
    await stage.owner.agrees()
    stage.owner.says("收到罚款决定书多久内可以申请复议")
    await stage.owner.hears()
    stage.owner.taps("转给律师")
    await stage.owner.hears("#1")
    await stage.lawyer.hears("New ticket #1", "Other side: there is none")
    stage.lawyer.taps("Take")
    await stage.lawyer.hears("Ticket #1", "The bot answered: ")


KINDS = ("photo", "voice", "audio", "video", "document")


@pytest.mark.parametrize(
    ("times", "told"),
    [
        (1, "随附：1 张图片、1 条语音、1 段音频、1 段视频、1 个文件"),
        (2, "随附：2 张图片、2 条语音、2 段音频、2 段视频、2 个文件"),
    ],
)
async def test_what_is_attached_is_said_in_words(stage, times, told):
    await stage.owner.agrees()
    await collects(stage.owner, "事情经过我说了一遍")
    for kind in KINDS * times:
        stage.owner.sends(kind)
        await stage.owner.hears("收到")
    stage.owner.taps("发给律师")
    await stage.owner.hears("工单 #1")
    await stage.lawyer.hears("新工单 #1")
    await stage.lawyer.takes(told)


async def test_whoever_may_not_read_the_ticket_reads_neither_what_the_bot_said_nor_what_is_attached(stage):
    card = await opens_ticket(stage)
    assert "机器人" not in card["text"]
    stage.second_lawyer.says("/queue")
    await stage.second_lawyer.hears("#1")
    stage.second_lawyer.taps("接手 #1")
    await stage.second_lawyer.hears("归您办理", "没有先问机器人")
    await stage.settles()
    late = stage.lawyer.sees(card)["text"]
    assert "机器人" not in late
    assert "观赏鱼" not in late
    assert "示例五金" not in late
    stage.admin.says("/queue")
    assert "机器人" not in (await stage.admin.hears("#1"))["text"]


async def test_a_long_question_unfolds_with_a_tap_so_that_the_card_fits_one_screen(stage):
    await opens_ticket(stage, STRANGE + "，经过是这样的" * 60)
    await stage.lawyer.takes()
    await stage.settles()
    world = stage.sim.world
    dialog = world.dialog(world.the_bot, stage.lawyer.player.person)
    shown = dialog.messages[stage.lawyer.last["id"]].content.words
    assert "expandable_blockquote" in str(shown.entities)


async def test_a_short_question_stands_open(stage):
    yours = await takes_ticket(stage)
    world = stage.sim.world
    dialog = world.dialog(world.the_bot, stage.lawyer.player.person)
    assert "expandable_blockquote" not in str(dialog.messages[yours["id"]].content.words.entities)
