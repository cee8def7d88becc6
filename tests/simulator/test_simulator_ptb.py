"""What python-telegram-bot sees: the simulator must be indistinguishable for it."""

import asyncio
import io

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from simulator.person_actions import Manner

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # the library warns of the older form, and warnings are errors


async def test_an_application_polls_answers_and_follows_a_button(sim):
    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("已解决", callback_data="solved")]])
        await update.message.reply_text(
            f"<b>{update.message.text}</b>", parse_mode="HTML", reply_markup=keyboard
        )

    async def tapped(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        await update.callback_query.answer("谢谢")
        await update.callback_query.edit_message_text("结束")

    builder = Application.builder().token("123456:simulated")
    app = builder.base_url(sim.base_url).base_file_url(sim.base_file_url).build()
    app.add_handler(MessageHandler(filters.TEXT, answer))
    app.add_handler(CallbackQueryHandler(tapped))
    owner = sim.person("示例企业主")
    async with app:
        await app.updater.start_polling()
        await app.start()
        owner.says("在吗")
        heard = await owner.hears()
        assert heard["html"] == "<b>在吗</b>"
        owner.taps("已解决")
        done = await sim.world.feed.until(lambda: owner.sees()[-1]["text"] == "结束" or None, 5)
        await app.updater.stop()
        await app.stop()
    assert done


async def test_a_message_has_everything_that_was_asked_for(bot, owner):
    asked = owner.sees()[0]["id"]
    sent = await bot.send_message(
        owner.id,
        "<b>a</b> https://example.org",
        parse_mode="HTML",
        reply_parameters=ReplyParameters(asked),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        protect_content=True,
        disable_notification=True,
    )
    assert sent.reply_to_message.message_id == asked
    assert [entity.type for entity in sent.entities] == ["bold", "url"]
    assert sent.has_protected_content
    assert sent.link_preview_options.is_disabled
    assert sent.from_user.is_bot


async def test_files_go_up_and_come_down_unchanged(bot, owner):
    content = bytes(range(256)) * 100
    sent = await bot.send_document(owner.id, io.BytesIO(content), filename="合同.pdf", caption="见附件")
    assert (sent.document.file_name, sent.document.file_size, sent.caption) == ("合同.pdf", 25600, "见附件")
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == content
    again = await bot.send_document(owner.id, sent.document.file_id)
    assert again.document.file_unique_id == sent.document.file_unique_id
    assert owner.sees()[-1]["file"]["name"] == "合同.pdf"


async def test_every_kind_of_file_is_parsed(bot, owner):
    photo = await bot.send_photo(owner.id, PNG, caption="<i>图</i>", parse_mode="HTML")
    assert photo.photo[-1].width == 1
    assert photo.caption_entities[0].type == "italic"
    assert (await bot.send_voice(owner.id, b"OggS", duration=3)).voice.duration.seconds == 3
    assert (await bot.send_audio(owner.id, b"ID3", title="t", performer="p")).audio.title == "t"
    assert (await bot.send_video(owner.id, b"mp4")).video.width
    assert (await bot.send_sticker(owner.id, b"RIFF")).sticker.emoji
    assert (await bot.send_location(owner.id, 30.8, 120.9)).location.latitude == pytest.approx(30.8)
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type Photo as Document"):
        await bot.send_document(owner.id, photo.photo[-1].file_id)


async def test_what_people_send_is_parsed(bot, owner):
    for kind, name in (
        ("photo", "a.png"),
        ("document", "a.pdf"),
        ("voice", "a.oga"),
        ("video", "a.mp4"),
        ("audio", "a.mp3"),
    ):
        owner.sends(kind, name, PNG, Manner(caption="说明", album="x" if kind == "photo" else None))
    owner.blocks()
    updates = await bot.get_updates()
    messages = [update.message for update in updates[1:-1]]
    kinds = [
        next(kind for kind in ("photo", "document", "voice", "video", "audio") if getattr(m, kind))
        for m in messages
    ]
    assert kinds == ["photo", "document", "voice", "video", "audio"]
    assert messages[0].media_group_id
    assert {message.caption for message in messages} == {"说明"}
    file = await bot.get_file(messages[0].photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == PNG
    assert updates[-1].my_chat_member.new_chat_member.status == "kicked"


async def test_an_album_arrives_as_one_group_and_is_copied_as_one(bot, owner, sim):
    media = [InputMediaPhoto(PNG, caption="一"), InputMediaPhoto(PNG), InputMediaPhoto(PNG)]
    sent = await bot.send_media_group(owner.id, media)
    assert len({message.media_group_id for message in sent}) == 1
    lawyer = sim.person("示例律师")
    lawyer.says("hi")
    await bot.copy_messages(lawyer.id, owner.id, [message.message_id for message in sent])
    copies = lawyer.sees()[1:]
    assert [copy["caption"] for copy in copies] == ["一", None, None]
    assert len({copy["album"] for copy in copies}) == 1
    with pytest.raises(BadRequest, match="ocument can't be mixed with other media types"):
        await bot.send_media_group(owner.id, [InputMediaPhoto(PNG), InputMediaDocument(b"x")])


async def test_a_copy_may_have_another_caption_and_a_forward_tells_its_origin(bot, owner, sim):
    message = owner.sends("document", "a.pdf", b"%PDF", Manner(caption="旧"))
    lawyer = sim.person("示例律师")
    lawyer.says("hi")
    copy = await bot.copy_message(lawyer.id, owner.id, message.message_id, caption="新")
    assert (lawyer.sees()[-1]["id"], lawyer.sees()[-1]["caption"]) == (copy.message_id, "新")
    forward = await bot.forward_message(lawyer.id, owner.id, message.message_id)
    assert forward.forward_origin.sender_user.id == owner.id
    assert forward.caption == "旧"
    with pytest.raises(BadRequest, match="essage to copy not found"):
        await bot.copy_message(lawyer.id, owner.id, 999)


async def test_captions_media_and_buttons_are_edited(bot, owner):
    sent = await bot.send_photo(owner.id, PNG, caption="a")
    edited = await bot.edit_message_caption(owner.id, sent.message_id, caption="b")
    assert (edited.caption, edited.photo[-1].file_id) == ("b", sent.photo[-1].file_id)
    edited = await bot.edit_message_media(
        InputMediaDocument(b"x", filename="n.txt"), owner.id, sent.message_id
    )
    assert edited.document.file_name == "n.txt"
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="x")]])
    edited = await bot.edit_message_reply_markup(owner.id, sent.message_id, reply_markup=keyboard)
    assert edited.reply_markup == keyboard


async def test_chats_commands_and_descriptions_are_parsed(bot, owner):
    assert (await bot.get_chat(owner.id)).first_name == "示例企业主"
    await bot.set_my_commands([("help", "帮助")], language_code="zh")
    assert (await bot.get_my_commands(language_code="zh"))[0].command == "help"
    await bot.set_my_description("d")
    assert (await bot.get_my_description()).description == "d"
    assert (await bot.get_chat_menu_button()).type == "commands"
    assert (await bot.get_webhook_info()).pending_update_count == 1


async def test_faults_reach_python_telegram_bot_as_its_own_exceptions(bot, owner, http):
    cases = (("429", RetryAfter), ("403", Forbidden), ("502", NetworkError), ("drop_after", NetworkError))
    for kind, exception in cases:
        await http.post("/sim/faults", json={"kind": kind, "method": "sendMessage"})
        with pytest.raises(exception):
            await bot.send_message(owner.id, "a")
    await http.post("/sim/faults", json={"kind": "timeout_after"})
    with pytest.raises(TimedOut):
        await bot.send_message(owner.id, "a", read_timeout=0.2)
    assert len(owner.sees()) == 3  # the dropped and the unanswered one arrived


async def test_a_bad_token_is_told_at_once(sim):
    bot = Bot("no-token", base_url=sim.base_url)
    with pytest.raises(InvalidToken):
        await bot.get_me()
    await bot.request.shutdown()


async def test_a_waiting_poll_ends_when_the_simulator_stops(bot, sim):
    poll = asyncio.create_task(bot.get_updates(timeout=40, read_timeout=50))
    await sim.world.feed.until(lambda: bool(sim.world.bots) or None, 5)
    sim.world.close()
    assert await poll == ()
