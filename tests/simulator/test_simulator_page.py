"""The page, in a real Chromium."""

import asyncio
import io
import re
import shutil
from collections.abc import AsyncIterator

import pytest
from PIL import Image
from playwright.async_api import Page, async_playwright, expect

from simulator.person_actions import Manner

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]
BUTTONS = {"inline_keyboard": [[{"text": "已解决", "callback_data": "solved"}]]}


@pytest.fixture
async def page(sim) -> AsyncIterator[Page]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert chromium, (
        "Chromium is missing: install it with your package manager, e.g. apt-get install chromium"
    )
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1600, "height": 900})
        faults: list[str] = []
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        await page.goto(sim.url)
        yield page
        await browser.close()
    assert faults == []


def png(width: int, height: int) -> bytes:
    content = io.BytesIO()
    Image.new("1", (width, height)).save(content, "PNG")
    return content.getvalue()


def phone(page: Page, person):
    return page.locator(f'[data-person="{person.id}"]')


async def test_a_visitor_adds_somebody_and_writes_as_them(page, api, sim):
    await page.get_by_role("button", name="加一人").click()
    await page.locator("#person-dialog [name=name]").fill("示例企业主 陈")
    await page.locator("#person-dialog [name=role]").fill("企业主")
    await page.locator("#person-dialog button[type=submit]").click()
    region = page.get_by_role("region", name="示例企业主 陈，企业主")
    await region.get_by_role("textbox", name="写消息…").fill("在吗 <b>")
    await region.get_by_role("textbox").press("Enter")
    await expect(region.locator('[data-from="me"] .words')).to_have_text("在吗 <b>")
    (update,) = await api.result("getUpdates")
    assert update["message"]["text"] == "在吗 <b>"


async def test_a_conversation_is_played_with_buttons_replies_and_edits(page, api, owner):
    mine = phone(page, owner)
    text = "<b>六十日</b>\n<blockquote expandable>第二十条</blockquote>"
    sent = await api.result(
        "sendMessage", chat_id=owner.id, text=text, parse_mode="HTML", reply_markup=BUTTONS
    )
    answer = mine.locator(f'[data-message="{sent["message_id"]}"]')
    await expect(answer.locator("b")).to_have_text("六十日")
    await expect(answer.locator("blockquote.expandable")).to_have_text("第二十条")

    await answer.locator('.tap[data-label="已解决"]').click()
    query = (await api.result("getUpdates", timeout=5, offset=-1))[-1]["callback_query"]
    assert query["data"] == "solved"
    await api.result("answerCallbackQuery", callback_query_id=query["id"], text="谢谢")
    await expect(mine.locator(".toast")).to_have_text("谢谢")
    await api.result("editMessageText", chat_id=owner.id, message_id=sent["message_id"], text="结束")
    await expect(answer.locator(".words")).to_have_text("结束")
    await expect(answer.locator(".tap")).to_have_count(0)

    await answer.locator(".words").click()
    await expect(mine.locator(".banner span")).to_have_text("结束")
    await mine.locator("textarea").fill("谢谢您")
    await mine.locator("textarea").press("Enter")
    await expect(mine.locator(".quote span")).to_have_text("结束")
    await mine.locator("textarea").press("ArrowUp")
    await expect(mine.locator("textarea")).to_have_value("谢谢您")
    await mine.locator("textarea").fill("非常感谢")
    await mine.locator("textarea").press("Enter")
    await expect(mine.locator('[data-from="me"] .words').last).to_have_text("非常感谢")
    assert (owner.sees()[-1]["text"], owner.sees()[-1]["edited"]) == ("非常感谢", True)


async def test_files_are_attached_and_shown(page, owner):
    mine = phone(page, owner)
    files = [{"name": f"{n}.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"} for n in (1, 2)]
    await mine.locator("textarea").fill("合同")
    await mine.locator("input[type=file]").set_input_files(files)
    await expect(mine.locator(".file strong")).to_have_text(["1.pdf", "2.pdf"])
    first, second = owner.sees()[1:]
    assert (first["caption"], second["caption"]) == ("合同", None)
    assert first["album"] == second["album"]


async def test_an_invitation_link_is_followed_as_somebody_else(page, api, owner, sim):
    lawyer = sim.person("示例律师 沈")
    link = f"https://t.me/{sim.world.the_bot.username}?start=inv_1"
    await api.result("sendMessage", chat_id=owner.id, text=link)
    await phone(page, owner).locator(".words a[href]").click()
    await page.locator(f'[data-opener="{lawyer.id}"]').click()
    await expect(phone(page, lawyer).locator('[data-from="me"] .words')).to_have_text("/start inv_1")


async def test_a_command_is_chosen_from_the_menu(page, api, owner):
    await api.result("setMyCommands", commands=[{"command": "help", "description": "帮助"}])
    mine = phone(page, owner)
    await mine.get_by_role("button", name="机器人命令").click()
    await mine.get_by_role("menuitem").click()
    await expect(mine.locator(".words .command")).to_have_text("/help")


async def test_blocking_faults_and_the_clock_are_at_hand(page, api, owner, sim):
    mine = phone(page, owner)
    await mine.get_by_role("button", name="停用机器人").click()
    await expect(mine.locator("textarea")).to_be_disabled()
    await mine.get_by_role("button", name="恢复机器人").click()
    await expect(mine.locator("textarea")).to_be_enabled()
    await page.get_by_role("button", name="故障").click()
    await page.locator("#fault-dialog [name=kind]").select_option("429")
    await page.locator("#fault-dialog button[type=submit]").click()
    await expect(page.locator("#fault-list li")).to_have_count(1)
    assert (await api.fault("getMe")).startswith("429")
    await expect(page.locator("#fault-list li")).to_have_count(0)
    await page.locator("#fault-dialog [data-close]").click()
    await page.locator("#time").click()
    await page.locator('[data-advance="86400"]').click()
    await expect(page.locator("#time")).to_have_class(re.compile("moved"))
    assert sim.world.clock.advanced_s == 86400


async def test_deletions_typing_and_alerts_are_shown(page, api, owner):
    mine = phone(page, owner)
    sent = await api.result("sendMessage", chat_id=owner.id, text="a", reply_markup=BUTTONS)
    await expect(mine.locator('[data-from="bot"]')).to_have_count(1)
    query = owner.taps("已解决")["callback_query_id"]
    await api.result("answerCallbackQuery", callback_query_id=query, text="请先同意", show_alert=True)
    await expect(page.get_by_role("alertdialog")).to_contain_text("请先同意")
    await page.get_by_role("button", name="知道了").click()
    await api.result("deleteMessage", chat_id=owner.id, message_id=sent["message_id"])
    await expect(mine.locator('[data-from="bot"]')).to_have_count(0)
    await api.result("sendChatAction", chat_id=owner.id, action="typing")
    await expect(mine.locator(".typing")).to_have_text("正在输入…")


async def test_the_page_speaks_english_and_fits_a_narrow_screen(page, owner, sim):
    lawyer = sim.person("示例律师 沈")
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_role("button", name="Add person")).to_be_visible()
    await expect(phone(page, owner).get_by_role("textbox", name="Message…")).to_be_visible()
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(phone(page, lawyer)).to_be_hidden()
    await page.get_by_role("tab", name="示例律师 沈").click()
    await expect(phone(page, lawyer)).to_be_visible()
    await expect(phone(page, owner)).to_be_hidden()


async def test_the_page_follows_a_reset_and_a_bot_that_comes(page, api, owner, sim):
    await expect(phone(page, owner)).to_be_visible()
    sim.world.reset()
    await expect(page.locator(".phone")).to_have_count(0)
    await expect(page.locator("#nobody")).to_be_visible()
    await api.result("setMyName", name="专属管家")
    await expect(page.locator("#bot")).to_contain_text("专属管家")
    player = sim.person("示例企业主")
    player.sends("photo", "a.png", b"", Manner(caption="图"))
    await expect(phone(page, player).locator('[data-from="me"] .words')).to_have_text("图")


async def test_a_part_is_marked_and_quoted_and_a_reaction_given(page, api, owner):
    mine = phone(page, owner)
    sent = await api.result("sendMessage", chat_id=owner.id, text="六十日内申请")
    answer = mine.locator(f'[data-message="{sent["message_id"]}"]')
    mark = "(node) => getSelection().setBaseAndExtent(node.firstChild, 0, node.firstChild, 3)"
    await answer.locator(".words").evaluate(mark)
    await answer.hover()
    await answer.get_by_role("button", name="回复").click()
    await expect(mine.locator(".banner span")).to_have_text("六十日")
    await mine.locator("textarea").fill("为什么")
    await mine.locator("textarea").press("Enter")
    await expect(mine.locator(".quote.marked span")).to_have_text("六十日")
    assert (await api.result("getUpdates"))[-1]["message"]["quote"]["text"] == "六十日"
    await answer.hover()
    await answer.get_by_role("button", name="点赞").click()
    await expect(answer.locator(".reaction.me")).to_have_text("👍")
    await answer.get_by_role("button", name="点赞").click()
    await expect(answer.locator(".reaction")).to_have_count(0)


async def test_a_file_is_replaced_and_its_caption_edited(page, api, owner):
    mine = phone(page, owner)
    sent = owner.sends("document", "旧.pdf", b"old", Manner(caption="合同"))
    paper = mine.locator(f'[data-message="{sent.message_id}"]')
    await paper.hover()
    await paper.get_by_role("button", name="修改").click()
    await expect(mine.locator("textarea")).to_have_value("合同")
    new = {"name": "新.pdf", "mimeType": "application/pdf", "buffer": b"new"}
    await mine.locator("input[type=file]").set_input_files([new])
    await expect(paper.locator(".file strong")).to_have_text("新.pdf")
    await expect(paper.locator(".words")).to_have_text("合同")
    await expect(paper.locator("time")).to_contain_text("已修改")
    update = (await api.result("getUpdates"))[-1]["edited_message"]
    assert update["document"]["file_name"] == "新.pdf"


async def test_replies_to_another_chat_and_the_bots_reactions_are_shown(page, api, owner):
    mine = phone(page, owner)
    sent = owner.says_about_elsewhere("这个合法吗", "限你三日内搬走", "某房东")
    message = mine.locator(f'[data-message="{sent.message_id}"]')
    await expect(message.locator(".elsewhere strong")).to_contain_text("某房东")
    await expect(message.locator(".elsewhere span")).to_have_text("限你三日内搬走")
    thumb = [{"type": "emoji", "emoji": "👌"}]
    await api.result("setMessageReaction", chat_id=owner.id, message_id=sent.message_id, reaction=thumb)
    await expect(message.locator(".reaction.bot")).to_have_text("👌")


async def test_a_message_says_in_which_topic_it_stands_and_a_reply_stands_there_too(page, api, owner, sim):
    sim.world.the_bot.has_topics = True
    topic = (await api.result("createForumTopic", chat_id=owner.id, name="#1 示例"))["message_thread_id"]
    await api.result("sendMessage", chat_id=owner.id, text="在话题里", message_thread_id=topic)
    bubble = page.locator("[data-message]", has_text="在话题里")
    await expect(bubble.locator(".topic")).to_have_text("#1 示例")
    await api.result("editForumTopic", chat_id=owner.id, message_thread_id=topic, name="✓ #1 示例")
    await expect(bubble.locator(".topic")).to_have_text("✓ #1 示例")
    await bubble.locator(".bubble").click()
    await page.locator("textarea[name=text]").fill("回在这里")
    await page.locator("textarea[name=text]").press("Enter")
    await expect(page.locator("[data-from=me] .topic")).to_have_text("✓ #1 示例")
    owner.deletes_topic(topic)
    await expect(page.locator(".topic")).to_have_count(0)


async def test_an_empty_chat_offers_to_start(page, owner, sim):
    newcomer = sim.person("示例新人")
    await phone(page, newcomer).get_by_role("button", name="开始").click()
    await expect(phone(page, newcomer).locator('[data-from="me"] .words')).to_have_text("/start")
    await expect(phone(page, newcomer).locator(".start")).to_be_hidden()


async def test_a_message_longer_than_the_screen_is_read_from_its_beginning(page, api, owner):
    mine = phone(page, owner)
    await api.result("sendMessage", chat_id=owner.id, text="一\n" * 100, reply_markup=BUTTONS)
    begins = mine.locator('[data-from="bot"]').first
    await expect(begins).to_be_in_viewport()
    log = await mine.locator(".log").bounding_box()
    assert 0 <= (await begins.bounding_box())["y"] - log["y"] < 20
    # One more does not take the reader away from there.
    await api.result("sendMessage", chat_id=owner.id, text="又一条")
    await expect(mine.locator('[data-from="bot"]')).to_have_count(2)
    assert 0 <= (await begins.bounding_box())["y"] - log["y"] < 20
    await mine.locator(".down").click()
    await expect(mine.locator('[data-from="bot"]').last).to_be_in_viewport(ratio=1)
    await expect(mine.locator(".down")).to_be_hidden()


async def test_a_picture_takes_its_room_before_it_has_come(page, bot, owner):
    may_come = asyncio.Event()

    async def comes_late(route):
        await may_come.wait()
        await route.continue_()

    await page.route("**/sim/files/*", comes_late)
    await bot.send_photo(owner.id, png(960, 500), caption="图", reply_markup=BUTTONS)
    message = phone(page, owner).locator('[data-from="bot"]')
    await expect(message.locator(".inline .row")).to_be_in_viewport(ratio=1)
    reserved = await message.bounding_box()
    may_come.set()
    await expect(message.locator(".picture")).to_have_js_property("complete", True)
    assert await message.bounding_box() == reserved
    assert reserved["height"] > 200


async def test_the_page_speaks_traditional_chinese_too(page, owner):
    await page.get_by_role("button", name="English").click()
    await page.get_by_role("button", name="繁體中文").click()
    await expect(phone(page, owner).get_by_role("textbox", name="寫消息…")).to_be_visible()
    await expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    await page.get_by_role("button", name="简体中文").click()
    await expect(phone(page, owner).get_by_role("textbox", name="写消息…")).to_be_visible()
