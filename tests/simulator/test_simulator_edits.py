"""What people and bots may change in what was said, and what they may not."""

import json

import pytest

from simulator.errors import PeopleApiError
from simulator.person_actions import Manner
from simulator.person_edits import EDIT_WITHIN_S

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
BOLD = {"type": "bold", "offset": 0, "length": 2}
KEYBOARDS = [{"keyboard": [["好"]]}, {"remove_keyboard": True}, {"force_reply": True}]


async def edited(api):
    """The newest update, which must be an edit."""
    return (await api.result("getUpdates"))[-1]["edited_message"]


def refused(match):
    return pytest.raises(PeopleApiError, match=match)


# what a person changes


async def test_the_formatting_alone_can_be_edited(api, owner):
    message = owner.says("六十日内申请")
    owner.edits(message.message_id, "六十日内申请", [BOLD])
    update = await edited(api)
    assert (update["text"], update["entities"]) == ("六十日内申请", [BOLD])
    owner.edits(message.message_id, None)
    assert "entities" not in await edited(api)
    assert owner.sees()[-1]["html"] == "六十日内申请"


async def test_a_caption_can_be_edited_and_taken_away(api, owner):
    message = owner.sends("document", "a.pdf", b"%PDF", Manner(caption="合同"))
    owner.edits(message.message_id, "合同和附件")
    assert (await edited(api))["caption"] == "合同和附件"
    owner.edits(message.message_id, "")
    update = await edited(api)
    assert "caption" not in update
    assert update["document"]["file_name"] == "a.pdf"


@pytest.mark.parametrize(
    ("old", "new"), [("photo", "photo"), ("document", "document"), ("photo", "document")]
)
async def test_a_file_can_be_replaced_by_another(api, owner, old, new):
    message = owner.sends(old, "old.png", PNG, Manner(caption="第一页"))
    before = message.content.file.file_id
    owner.edits_file(message.message_id, new, "new.png", PNG + b"more")
    update = await edited(api)
    after = update["photo"][-1] if new == "photo" else update["document"]
    assert after["file_id"] != before
    assert (update["caption"], update["message_id"]) == ("第一页", message.message_id)
    seen = owner.sees()[-1]
    assert (seen["kind"], seen["file"]["id"], seen["file"]["name"]) == (new, after["file_id"], "new.png")
    assert seen["edited"]


async def test_the_new_file_is_the_one_that_the_bot_fetches(api, http, owner):
    message = owner.sends("document", "old.pdf", b"old")
    owner.edits_file(message.message_id, "document", "new.pdf", b"new", caption="新版")
    update = await edited(api)
    path = (await api.result("getFile", file_id=update["document"]["file_id"]))["file_path"]
    assert (await http.get(f"/file/bot123456:simulated/{path}")).content == b"new"
    assert update["caption"] == "新版"


async def test_words_can_become_the_caption_of_a_file(api, owner):
    message = owner.says("见附件")
    owner.edits_file(message.message_id, "document", "a.pdf", b"%PDF")
    update = await edited(api)
    assert (update["caption"], "text" in update) == ("见附件", False)


async def test_an_edit_keeps_what_the_message_answers(api, owner):
    first = owner.says("第一条")
    message = owner.says("就是这条", first.message_id, quote="一条")
    owner.edits(message.message_id, "不是这条")
    update = await edited(api)
    assert update["reply_to_message"]["message_id"] == first.message_id
    assert update["quote"]["text"] == "一条"


def test_nothing_is_edited_when_nothing_would_change(owner):
    message = owner.says("在吗")
    with refused("looks so already, nothing is edited"):
        owner.edits(message.message_id, " 在吗 ")


def test_people_edit_only_for_two_days(sim, owner):
    message = owner.says("在吗")
    sim.world.clock.advance(EDIT_WITHIN_S + 5)
    with refused("older than 48 hours"):
        owner.edits(message.message_id, "在么")


def test_what_was_forwarded_cannot_be_edited(owner):
    message = owner.forwards("欠款函", "某客户")
    with refused("is forwarded, it can't be edited"):
        owner.edits(message.message_id, "没有欠款")


def test_edits_keep_the_limits_of_length(owner):
    text, file = owner.says("a"), owner.sends("photo", "a.png", PNG)
    with refused("text: has 4097 UTF-16 units, at most 4096"):
        owner.edits(text.message_id, "a" * 4097)
    with refused("text: has 1025 UTF-16 units, at most 1024"):
        owner.edits(file.message_id, "a" * 1025)
    with refused("caption: has 1025 UTF-16 units, at most 1024"):
        owner.edits_file(file.message_id, "photo", "b.png", PNG, caption="a" * 1025)


def test_files_are_replaced_only_by_what_telegram_allows(owner):
    voice = owner.sends("voice", "a.oga", b"OggS")
    with refused("is a voice, which can't be replaced by a file"):
        owner.edits_file(voice.message_id, "photo", "a.png", PNG)
    photo = owner.sends("photo", "a.png", PNG, Manner(album="g"))
    with refused("'voice' can't replace a file, allowed: audio, document, photo, video"):
        owner.edits_file(photo.message_id, "voice", "a.oga", b"OggS")
    with refused("a document can't stand in an album with a photo"):
        owner.edits_file(photo.message_id, "document", "a.pdf", b"%PDF")
    owner.edits_file(photo.message_id, "video", "a.mp4", b"mp4")


async def test_all_of_it_can_be_done_over_http(http, api, owner):
    message = owner.says("六十日内申请")
    path = f"/sim/people/{owner.id}/messages/{message.message_id}"
    answer = await http.put(path, json={"entities": [BOLD]})
    assert answer.json()["html"] == "<b>六十</b>日内申请"
    answer = await http.put(path, data={"entities": json.dumps([]), "text": "三个月内"})
    assert answer.json()["html"] == "三个月内"
    files = {"file": ("a.png", PNG, "image/png")}
    answer = await http.put(path, data={"caption": "决定书"}, files=files)
    assert (answer.json()["kind"], answer.json()["caption"]) == ("photo", "决定书")
    for body in (
        {},
        {"entities": "{"},
        {"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 9}]},
    ):
        assert (await http.put(path, json=body)).status_code == 400
    assert (await edited(api))["caption"] == "决定书"


# what a bot changes


async def test_a_bot_replaces_a_file_by_one_that_is_known(api, owner):
    known = owner.sends("photo", "a.png", PNG).body()["photo"][-1]["file_id"]
    sent = await api.result("sendMessage", chat_id=owner.id, text="稍等")
    where = {"chat_id": owner.id, "message_id": sent["message_id"]}
    media = {"type": "photo", "media": known, "caption": "<b>好了</b>", "parse_mode": "HTML"}
    message = await api.result("editMessageMedia", **where, media=media)
    assert (message["photo"][-1]["file_id"], message["caption"]) == (known, "好了")
    assert (owner.sees()[-1]["kind"], owner.sees()[-1]["edited"]) == ("photo", True)
    assert "message is not modified" in await api.fault("editMessageMedia", **where, media=media)


async def test_a_bot_replaces_a_file_by_an_upload(http, api, owner):
    known = owner.sends("document", "a.pdf", b"%PDF").content.file.file_id
    sent = await api.result("sendDocument", chat_id=owner.id, document=known)
    data = {
        "chat_id": str(owner.id),
        "message_id": str(sent["message_id"]),
        "media": json.dumps({"type": "document", "media": "attach://new"}),
    }
    answer = await http.post(
        "/bot123456:simulated/editMessageMedia", data=data, files={"new": ("b.pdf", b"%PDF2")}
    )
    assert answer.json()["result"]["document"]["file_name"] == "b.pdf"
    assert owner.sees()[-1]["file"]["size"] == 5


@pytest.mark.parametrize(
    ("media", "fault"),
    [
        (None, 'parameter "media" is required'),
        ("{", "can't parse input media JSON object"),
        ([], "can't parse InputMedia: expected an Object"),
        ({"type": "photo"}, "can't parse InputMedia: media not found"),
        ({"type": "photo", "media": "attach://none"}, "can't parse InputMedia: media not found"),
        ({"media": "x"}, "can't parse InputMedia: can't find field \"type\""),
        ({"type": "voice", "media": "x"}, 'can\'t parse InputMedia: type "voice" is unsupported'),
        ({"type": "photo", "media": "nonsense"}, "wrong file identifier/HTTP URL specified"),
    ],
)
async def test_media_that_telegram_would_refuse_is_refused(api, owner, media, fault):
    sent = await api.result("sendMessage", chat_id=owner.id, text="a")
    params = {} if media is None else {"media": media}
    answer = await api.fault("editMessageMedia", chat_id=owner.id, message_id=sent["message_id"], **params)
    assert answer == f"400 Bad Request: {fault}"


async def test_an_album_and_a_voice_keep_what_they_are(api, owner):
    photo = owner.sends("photo", "a.png", PNG).body()["photo"][-1]["file_id"]
    paper = owner.sends("document", "a.pdf", b"%PDF").content.file.file_id
    voice = owner.sends("voice", "a.oga", b"OggS").content.file.file_id
    album = [{"type": "photo", "media": photo}, {"type": "photo", "media": photo}]
    first, _ = await api.result("sendMediaGroup", chat_id=owner.id, media=album)
    spoken = await api.result("sendVoice", chat_id=owner.id, voice=voice)
    media = {"type": "document", "media": paper}
    cases = (
        (first, "can't use the media of the specified type in the album"),
        (spoken, "there is no media in the message to edit"),
    )
    for message, fault in cases:
        where = {"chat_id": owner.id, "message_id": message["message_id"]}
        assert await api.fault("editMessageMedia", **where, media=media) == f"400 Bad Request: {fault}"


@pytest.mark.parametrize("markup", KEYBOARDS)
async def test_a_bot_cannot_edit_what_came_with_a_reply_keyboard(api, owner, markup):
    sent = await api.result("sendMessage", chat_id=owner.id, text="?", reply_markup=markup)
    where = {"chat_id": owner.id, "message_id": sent["message_id"]}
    assert await api.fault("editMessageText", **where, text="!") == "400 Bad Request: message can't be edited"


async def test_a_bot_cannot_edit_what_it_forwarded(api, owner):
    message = owner.says("原话")
    where = {"chat_id": owner.id, "from_chat_id": owner.id, "message_id": message.message_id}
    sent = await api.result("forwardMessage", **where)
    where = {"chat_id": owner.id, "message_id": sent["message_id"]}
    assert await api.fault("editMessageText", **where, text="!") == "400 Bad Request: message can't be edited"


# what a bot takes away or sends again


async def test_several_messages_are_deleted_and_those_that_are_gone_left_out(api, owner):
    sent = [await api.result("sendMessage", chat_id=owner.id, text=text) for text in "ab"]
    numbers = [message["message_id"] for message in sent]
    assert await api.result("deleteMessages", chat_id=owner.id, message_ids=[*numbers, numbers[-1] + 50])
    assert [message["text"] for message in owner.sees()] == ["你好"]


async def test_of_messages_too_old_to_be_deleted_none_is(api, sim, owner):
    old = await api.result("sendMessage", chat_id=owner.id, text="a")
    sim.world.clock.advance(49 * 3600)
    new = await api.result("sendMessage", chat_id=owner.id, text="b")
    numbers = [new["message_id"], old["message_id"]]
    fault = await api.fault("deleteMessages", chat_id=owner.id, message_ids=numbers)
    assert fault == "400 Bad Request: message can't be deleted"
    assert len(owner.sees()) == 3


@pytest.mark.parametrize(
    ("numbers", "fault"),
    [
        (None, "message identifiers are not specified"),
        ([], "message identifiers are not specified"),
        ("[", "can't parse message_ids JSON object"),
        ({}, "expected an Array of message identifiers"),
        (list(range(1, 102)), "too many message identifiers specified"),
        ([{}], "message identifier must be a Number"),
        ([0], "invalid message identifier specified"),
    ],
)
async def test_lists_of_messages_are_read_as_telegram_reads_them(api, owner, numbers, fault):
    params = {} if numbers is None else {"message_ids": numbers}
    answer = await api.fault("deleteMessages", chat_id=owner.id, **params)
    assert answer == f"400 Bad Request: {fault}"


async def test_messages_are_sent_again_only_in_their_order(api, owner):
    numbers = [owner.says(text).message_id for text in "ab"]
    where = {"chat_id": owner.id, "from_chat_id": owner.id}
    fault = await api.fault("copyMessages", **where, message_ids=numbers[::-1])
    assert fault == "400 Bad Request: message identifiers must be in a strictly increasing order"
    assert len(await api.result("copyMessages", **where, message_ids=numbers)) == 2
