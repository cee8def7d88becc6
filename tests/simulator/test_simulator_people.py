import pytest

from simulator.dialogs import MESSAGES_KEPT
from simulator.person_actions import Manner

BUTTONS = {
    "inline_keyboard": [
        [{"text": "接单", "callback_data": "take"}, {"text": "网页", "url": "https://example.org"}]
    ]
}


async def post(http, path, **body):
    answer = await http.post(f"/sim{path}", json=body)
    return answer.status_code, answer.json()


async def test_people_are_created_with_a_name_a_language_and_a_role(http):
    status, person = await post(
        http, "/people", name="示例律师", language_code="en", role="律师", id=42, username="@lawyer"
    )
    assert (status, person["id"], person["role"], person["username"]) == (200, 42, "律师", "lawyer")
    assert await post(http, "/people", name="x", id=42) == (409, {"error": "id: 42 is taken"})
    assert await post(http, "/people", name=" ") == (400, {"error": "name: is empty"})
    assert (await post(http, "/people", name="another"))[1]["id"] > 2**32
    assert await post(http, "/people/7/messages", text="a") == (404, {"error": "person 7 does not exist"})


async def test_a_command_and_a_reply_reach_the_bot_as_telegram_shows_them(http, api, owner):
    first = owner.sees()[0]["id"]
    _, sent = await post(http, f"/people/{owner.id}/messages", text="/help me", reply_to=first)
    update = (await api.result("getUpdates"))[-1]["message"]
    assert update["message_id"] == sent["message_id"]
    assert update["entities"] == [{"type": "bot_command", "offset": 0, "length": 5}]
    assert update["reply_to_message"]["message_id"] == first
    assert update["from"]["id"] == update["chat"]["id"] == owner.id


async def test_a_text_of_ten_thousand_characters_becomes_three_messages(http, api, owner):
    _, sent = await post(http, f"/people/{owner.id}/messages", text="问" * 10_000)
    assert len(sent["messages"]) == 3
    texts = [update["message"]["text"] for update in (await api.result("getUpdates"))[1:]]
    assert "".join(texts) == "问" * 10_000


async def test_words_that_no_server_takes_are_refused_with_a_sentence(http, owner):
    half = b'{"text": "\\ud83d"}'
    headers = {"content-type": "application/json"}
    answer = await http.post(f"/sim/people/{owner.id}/messages", content=half, headers=headers)
    assert (answer.status_code, "UTF-8" in answer.json()["error"]) == (400, True)


async def test_an_edit_reaches_the_bot_and_only_own_words_can_be_edited(http, api, owner):
    own = owner.sees()[0]["id"]
    answer = await http.put(f"/sim/people/{owner.id}/messages/{own}", json={"text": "您好"})
    assert (answer.json()["text"], answer.json()["edited"]) == ("您好", True)
    assert (await api.result("getUpdates"))[-1]["edited_message"]["text"] == "您好"
    theirs = (await api.result("sendMessage", chat_id=owner.id, text="a"))["message_id"]
    assert (
        await http.put(f"/sim/people/{owner.id}/messages/{theirs}", json={"text": "b"})
    ).status_code == 403
    assert (await http.put(f"/sim/people/{owner.id}/messages/99", json={"text": "b"})).status_code == 404


async def test_taps_find_their_button_or_say_which_there_are(http, api, owner):
    sent = await api.result("sendMessage", chat_id=owner.id, text="a", reply_markup=BUTTONS)
    taps, where = f"/people/{owner.id}/taps", {"message_id": sent["message_id"]}
    _, tapped = await post(http, taps, **where, label="接单")
    update = (await api.result("getUpdates"))[-1]
    assert update["update_id"] == tapped["update_id"]
    assert update["callback_query"]["data"] == "take"
    assert update["callback_query"]["message"]["message_id"] == sent["message_id"]
    assert await post(http, taps, **where, label="网页") == (200, {"url": "https://example.org"})
    status, answer = await post(http, taps, **where, label="转交")
    assert status == 409
    assert answer["error"].endswith("has no button '转交'; its buttons: '接单', '网页'")
    assert (await post(http, taps, message_id=99, label="接单"))[0] == 404
    assert (await post(http, taps, **where))[0] == 400


async def test_a_stale_button_can_be_tapped_by_force(http, api, owner):
    sent = await api.result("sendMessage", chat_id=owner.id, text="a", reply_markup=BUTTONS)
    await api.result("deleteMessage", chat_id=owner.id, message_id=sent["message_id"])
    stale = {"message_id": sent["message_id"], "data": "take"}
    assert (await post(http, f"/people/{owner.id}/taps", **stale))[0] == 404
    assert (await post(http, f"/people/{owner.id}/taps", **stale, force=True))[0] == 200
    query = (await api.result("getUpdates"))[-1]["callback_query"]
    assert (query["data"], query["message"]["date"]) == ("take", 0)


async def test_a_label_of_the_keyboard_below_the_text_box_is_sent_as_text(http, api, owner):
    markup = {"keyboard": [["中文", {"text": "English"}]], "resize_keyboard": True}
    await api.result("sendMessage", chat_id=owner.id, text="?", reply_markup=markup)
    seen = (await http.get(f"/sim/people/{owner.id}/messages")).json()
    assert seen["keyboard"] == [["中文", "English"]]
    await post(http, f"/people/{owner.id}/taps", label="English")
    assert (await api.result("getUpdates"))[-1]["message"]["text"] == "English"
    await api.result("sendMessage", chat_id=owner.id, text="ok", reply_markup={"remove_keyboard": True})
    assert (await http.get(f"/sim/people/{owner.id}/messages")).json()["keyboard"] is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"sticker": True}, "sticker"),
        ({"location": {"latitude": 30.8, "longitude": 120.9}}, "location"),
        ({"contact": {"phone_number": "0573", "first_name": "示例"}}, "contact"),
        ({"poll": {"question": "?", "options": ["a", "b"]}}, "poll"),
    ],
)
async def test_things_that_are_no_text_reach_the_bot_as_what_they_are(http, api, owner, body, kind):
    assert (await post(http, f"/people/{owner.id}/messages", **body))[0] == 200
    assert kind in (await api.result("getUpdates"))[-1]["message"]


@pytest.mark.parametrize(
    "body",
    [{}, {"text": "\u200b"}, {"location": "here"}, {"location": {"latitude": "x"}}, {"poll": {"options": 5}}],
)
async def test_a_message_of_nothing_is_refused_in_one_sentence(http, owner, body):
    status, answer = await post(http, f"/people/{owner.id}/messages", **body)
    assert status == 400
    assert answer["error"]


async def test_a_forward_tells_whose_words_they_were(http, api, owner):
    await post(http, f"/people/{owner.id}/messages", text="欠款函", forward="某客户")
    message = (await api.result("getUpdates"))[-1]["message"]
    assert message["forward_origin"]["sender_user_name"] == "某客户"
    status, _ = await post(
        http, f"/people/{owner.id}/messages", forward={"message_id": message["message_id"]}
    )
    assert status == 200
    assert owner.sees()[-1]["forwarded_from"] == "某客户"


async def test_files_of_one_group_are_an_album(http, api, owner):
    for number in (1, 2):
        files = {"file": (f"{number}.pdf", b"%PDF", "application/pdf")}
        body = {"media_group": "g", "caption": "合同" if number == 1 else ""}
        answer = await http.post(f"/sim/people/{owner.id}/messages", data=body, files=files)
        assert answer.status_code == 200
    first, second = [update["message"] for update in (await api.result("getUpdates"))[1:]]
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], first["document"]["file_name"]) == ("合同", "1.pdf")
    assert "caption" not in second


async def test_an_odd_kind_of_file_is_refused(http, owner):
    files = {"file": ("a.pdf", b"x")}
    answer = await http.post(f"/sim/people/{owner.id}/messages", data={"kind": "dance"}, files=files)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith("kind: 'dance' is unknown, allowed: photo")


async def test_blocking_tells_the_bot_and_silences_the_person_until_unblocked(http, api, owner):
    await post(http, f"/people/{owner.id}/block")
    assert (await api.result("getUpdates"))[-1]["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert (await post(http, f"/people/{owner.id}/messages", text="a"))[0] == 409
    _, started = await post(http, f"/people/{owner.id}/start", payload="inv_1")
    updates = (await api.result("getUpdates"))[-2:]
    assert updates[0]["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert updates[1]["message"]["text"] == "/start inv_1"
    assert updates[1]["message"]["message_id"] == started["message_id"]


async def test_what_a_person_sees_can_be_asked_for_in_part_and_waited_for(http, api, owner):
    before = (await http.get(f"/sim/people/{owner.id}/messages")).json()
    own = before["messages"][0]["id"]
    sent = await api.result("sendMessage", chat_id=owner.id, text="<b>a</b>", parse_mode="HTML")
    seen = (await http.get(f"/sim/people/{owner.id}/messages?after={own}&wait_s=5")).json()
    assert [(message["id"], message["html"]) for message in seen["messages"]] == [
        (sent["message_id"], "<b>a</b>")
    ]
    await api.result("editMessageText", chat_id=owner.id, message_id=sent["message_id"], text="b")
    changed = (await http.get(f"/sim/people/{owner.id}/messages?since={seen['change']}")).json()
    assert [message["text"] for message in changed["messages"]] == ["b"]
    await api.result("sendChatAction", chat_id=owner.id, action="typing")
    assert (await http.get(f"/sim/people/{owner.id}/messages")).json()["typing"] == "typing"


async def test_toasts_are_seen_with_the_query_that_they_answer(http, api, owner):
    await api.result("sendMessage", chat_id=owner.id, text="a", reply_markup=BUTTONS)
    query = owner.taps("接单")["callback_query_id"]
    await api.result("answerCallbackQuery", callback_query_id=query, text="收到")
    (toast,) = (await http.get(f"/sim/people/{owner.id}/messages")).json()["toasts"]
    assert (toast["callback_query_id"], toast["text"], toast["alert"]) == (query, "收到", False)


async def test_the_clock_goes_forward_only(http):
    _, before = await post(http, "/clock", advance_s=3600)
    assert before["advanced_s"] == 3600
    assert (await post(http, "/clock", advance_s=-1)) == (
        400,
        {"error": "advance_s: time can only go forward"},
    )
    for nonsense in ("soon", "nan", "1e300"):
        assert (await post(http, "/clock", advance_s=nonsense))[0] == 400
    assert (await http.get("/sim/clock")).json()["advanced_s"] == 3600


async def test_reset_forgets_everybody(http, owner):
    await post(http, "/reset")
    assert (await http.get("/sim/people")).json()["people"] == []
    assert owner.id


async def test_a_chat_forgets_its_oldest_messages_beyond_the_bound(owner):
    for number in range(MESSAGES_KEPT + 5):
        owner.says(f"{number}")
    seen = owner.sees()
    assert (len(seen), seen[-1]["text"]) == (MESSAGES_KEPT, f"{MESSAGES_KEPT + 4}")


async def test_a_player_hears_each_message_once_and_not_for_ever(owner, api):
    await api.result("sendMessage", chat_id=owner.id, text="一")
    assert (await owner.hears())["text"] == "一"
    with pytest.raises(TimeoutError):
        await owner.hears(timeout_s=0.05)
    owner.sends("document", "a.pdf", b"%PDF", Manner(caption="合同"))
    assert owner.sees()[-1]["file"]["mime"] == "application/pdf"
