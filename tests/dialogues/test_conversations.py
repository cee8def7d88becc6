"""An owner keeps the conversation of a ticket as a file: all that both sides said, no note, and nobody else's."""

from scenes import STRANGE, closes, forges, takes_ticket
from whole_files import paragraphs_of, words_of_page


def file_of(stage, heard):
    return stage.sim.world.the_bot.files.find(heard["file"]["id"]).content


async def has_page(stage, *caption):
    heard = await stage.owner.hears(*caption)
    assert heard["file"]["name"] == "conversation-1.html"
    return file_of(stage, heard).decode()


async def test_an_owner_saves_what_was_said_as_a_page_and_as_a_document(stage):
    yours = await takes_ticket(stage)
    stage.lawyer.says("/note #1 对方公司去年被执行过", reply_to=yours)
    await stage.lawyer.hears("内部备注")
    stage.lawyer.says("请把<合同>拍给我 & 别删记录", reply_to=yours)
    heard = await stage.owner.hears("拍给我")
    stage.owner.sends("photo", caption="合同在这", reply_to=heard)
    await stage.owner.hears("已转给")
    await stage.lawyer.hears("合同在这")
    await closes(stage, yours)
    await stage.owner.hears("已办结")
    stage.owner.taps("存下对话")
    page = await has_page(stage, "工单 #1", "请收好")
    assert 'lang="zh-Hans"' in page
    words = words_of_page(page)
    for said in (
        STRANGE,
        "请把<合同>拍给我 & 别删记录",
        "合同在这",
        "1 张图片",
        "2026-11-23 10:00",
        "示例甲 · 律师",
    ):
        assert said in words
    assert "被执行过" not in page
    stage.owner.taps("要 Word 版")
    heard = await stage.owner.hears("Word 或 WPS")
    assert heard["file"]["name"] == "conversation-1.docx"
    told = "\n".join(paragraphs_of(file_of(stage, heard)))
    assert STRANGE in told
    assert "请把<合同>拍给我 & 别删记录" in told
    assert "被执行过" not in told


async def test_a_closed_ticket_is_found_again_in_the_list_and_saved_from_there(stage):
    yours = await takes_ticket(stage)
    await closes(stage, yours)
    await stage.owner.hears("已办结")
    stage.owner.says("/tickets")
    await stage.owner.hears("您的工单", "已办结")
    stage.owner.taps("看看 #1")
    await stage.owner.hears("您的工单 #1")
    stage.owner.taps("存下对话")
    assert STRANGE in await has_page(stage)


async def test_an_open_one_is_saved_in_the_language_and_script_of_its_owner(stage):
    await takes_ticket(stage)
    stage.owner.says("/language")
    await stage.owner.hears()
    stage.owner.taps("繁體中文")
    await stage.owner.hears()
    stage.owner.says("/tickets")
    await stage.owner.hears()
    await shows_and_saves(stage)
    page = await has_page(stage, "請收好")
    assert 'lang="zh-Hant"' in page
    assert "對話" in page
    assert STRANGE in page  # what people wrote stays as they wrote it


async def shows_and_saves(stage):
    forges(stage.owner, "view:1")
    await stage.owner.hears("#1")
    stage.owner.taps("存下對話")


async def test_what_the_butler_answered_stands_in_it(stage):
    await stage.owner.agrees()
    stage.owner.says("收到罚款决定书多久内可以申请复议")
    await stage.owner.hears("行政复议法")
    stage.owner.taps("转给律师")
    await stage.owner.hears("#1")
    forges(stage.owner, "save:1:html")
    page = await has_page(stage)
    assert "管家机器人" in page
    assert "给出的条目：" in page
    assert "60日" in page


async def test_nobody_else_has_it_and_there_are_two_forms(stage):
    await takes_ticket(stage)
    stranger = stage.newcomer()
    await stranger.agrees()
    for somebody in (stage.lawyer, stage.second_lawyer, stage.admin, stranger):
        somebody.says("/help")
        await somebody.hears()
        forges(somebody, "save:1:html")
        await somebody.is_alerted("不存在")
        await somebody.hears_nothing_more()
    stage.owner.says("/help")
    await stage.owner.hears()
    forges(stage.owner, "save:1:exe")
    await stage.owner.is_alerted("按钮")
