import pytest

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


async def test_the_first_call_of_any_well_formed_token_creates_the_bot(api):
    me = await api.result("getMe")
    assert me["id"] == 123456
    assert me["is_bot"]


async def test_parameters_may_come_as_query_form_json_or_multipart(http, owner):
    params = {"chat_id": str(owner.id), "text": "hi"}
    path = "/bot123456:simulated/sendmessage"
    answers = [
        await http.get(path, params=params),
        await http.post(path, data=params),
        await http.post(path, json={"chat_id": owner.id, "text": "hi"}),
        await http.post(path, files={name: (None, value) for name, value in params.items()}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["hi"] * 4


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot123456:simulated/sendNothing", 404, "Not Found"),
        ("/botnonsense/getMe", 401, "Unauthorized"),
        ("/file/bot123456:simulated/documents/none.pdf", 404, "Not Found"),
        ("/elsewhere", 404, "Not Found"),
    ],
)
async def test_unknown_doors_are_closed_in_telegrams_words(http, path, status, description):
    answer = await http.get(path)
    assert (answer.status_code, answer.json()["description"]) == (status, description)


NO_BUTTON = "400 Bad Request: can't parse inline keyboard button"
BUTTON = {"text": "好", "callback_data": "x"}


@pytest.mark.parametrize(
    ("params", "fault"),
    [
        ({}, "400 Bad Request: message text is empty"),
        ({"text": " \u200b "}, "400 Bad Request: message text is empty"),
        ({"text": "a" * 4097}, "400 Bad Request: message is too long"),
        ({"text": "😀" * 2049}, "400 Bad Request: message is too long"),
        ({"text": "a", "parse_mode": "Strange"}, "400 Bad Request: unsupported parse_mode"),
        ({"text": "a", "chat_id": ""}, "400 Bad Request: chat_id is empty"),
        ({"text": "a", "chat_id": 77}, "400 Bad Request: chat not found"),
        ({"text": "a", "chat_id": "@nobody"}, "400 Bad Request: chat not found"),
        (
            {"text": "a", "reply_parameters": {"message_id": 99}},
            "400 Bad Request: message to be replied not found",
        ),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{**BUTTON, "callback_data": "é" * 33}]]}},
            "400 Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{**BUTTON, "callback_data": ""}]]}},
            "400 Bad Request: BUTTON_DATA_INVALID",
        ),
        (
            {"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "x"}]]}},
            f"{NO_BUTTON}: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "a", "reply_markup": "{"},
            "400 Bad Request: can't parse reply keyboard markup JSON object",
        ),
        (
            {"text": "a", "entities": [{"type": "bold", "offset": 0, "length": 5}]},
            "400 Bad Request: entity beginning at 0 with length 5 is out of the text",
        ),
    ],
)
async def test_a_message_that_telegram_would_refuse_is_refused(api, owner, params, fault):
    assert await api.fault("sendMessage", **{"chat_id": owner.id, **params}) == fault
    assert len(owner.sees()) == 1


async def test_half_a_character_is_refused(http, owner):
    body = f'{{"chat_id": {owner.id}, "text": "\\ud800"}}'
    headers = {"Content-Type": "application/json"}
    answer = await http.post("/bot123456:simulated/sendMessage", content=body, headers=headers)
    assert answer.json()["description"] == "Bad Request: strings must be encoded in UTF-8"


async def test_lengths_are_counted_after_the_markup_is_read(api, owner):
    sent = await api.result("sendMessage", chat_id=owner.id, text=f"<b>{'法' * 4096}</b>", parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_a_bot_cannot_write_first_nor_to_somebody_who_blocked_it(api, sim, owner):
    stranger = sim.person("示例陌生人")
    fault = await api.fault("sendMessage", chat_id=stranger.id, text="a")
    assert fault == "403 Forbidden: bot can't initiate conversation with a user"
    owner.blocks()
    fault = await api.fault("sendMessage", chat_id=owner.id, text="a")
    assert fault == "403 Forbidden: bot was blocked by the user"
    owner.unblocks()
    await api.result("sendMessage", chat_id=owner.id, text="a")


async def test_editing_follows_telegrams_rules(api, owner):
    markup = {"inline_keyboard": [[BUTTON]]}
    sent = await api.result("sendMessage", chat_id=owner.id, text="a", reply_markup=markup)
    where = {"chat_id": owner.id, "message_id": sent["message_id"]}
    same = {"text": "a", "reply_markup": markup}
    assert await api.fault("editMessageText", **where, **same) == (
        "400 Bad Request: message is not modified: specified new message content and reply markup are "
        "exactly the same as a current content and reply markup of the message"
    )
    edited = await api.result("editMessageText", **where, text="b")
    assert (edited["text"], "reply_markup" in edited, "edit_date" in edited) == ("b", False, True)
    assert "not modified" in await api.fault("editMessageReplyMarkup", **where)
    assert await api.fault("editMessageCaption", **where, caption="c") == (
        "400 Bad Request: there is no caption in the message to edit"
    )
    mine = {"chat_id": owner.id, "message_id": owner.sees()[0]["id"]}
    assert await api.fault("editMessageText", **mine, text="b") == "400 Bad Request: message can't be edited"
    gone = {"chat_id": owner.id, "message_id": 99}
    assert (
        await api.fault("editMessageText", **gone, text="b") == "400 Bad Request: message to edit not found"
    )
    assert await api.fault("editMessageText", chat_id=owner.id, text="b") == (
        "400 Bad Request: message identifier is not specified"
    )


async def test_a_deleted_message_is_gone_for_everybody(api, owner, http):
    sent = await api.result("sendMessage", chat_id=owner.id, text="a")
    where = {"chat_id": owner.id, "message_id": sent["message_id"]}
    assert await api.result("deleteMessage", **where) is True
    assert await api.fault("deleteMessage", **where) == "400 Bad Request: message to delete not found"
    seen = (await http.get(f"/sim/people/{owner.id}/messages")).json()
    assert seen["deleted"] == [sent["message_id"]]
    assert [message["from"] for message in seen["messages"]] == ["me"]


async def test_a_message_older_than_two_days_can_no_longer_be_deleted(api, owner, sim):
    sent = await api.result("sendMessage", chat_id=owner.id, text="a")
    sim.world.clock.advance(49 * 3600)
    fault = await api.fault("deleteMessage", chat_id=owner.id, message_id=sent["message_id"])
    assert fault == "400 Bad Request: message can't be deleted"


async def test_a_tapped_button_is_answered_once_and_in_time(api, owner, sim):
    await api.result("sendMessage", chat_id=owner.id, text="a", reply_markup={"inline_keyboard": [[BUTTON]]})
    query = owner.taps("好")["callback_query_id"]
    assert await api.result("answerCallbackQuery", callback_query_id=query, text="收到", show_alert=True)
    late = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await api.fault("answerCallbackQuery", callback_query_id=query) == late
    query = owner.taps("好")["callback_query_id"]
    sim.world.clock.advance(61)
    assert await api.fault("answerCallbackQuery", callback_query_id=query) == late
    assert await api.fault("answerCallbackQuery", callback_query_id="5") == late


@pytest.mark.parametrize(
    ("method", "params", "fault"),
    [
        ("sendPhoto", {}, "400 Bad Request: there is no photo in the request"),
        ("sendPhoto", {"photo": "nonsense"}, "400 Bad Request: wrong file identifier/HTTP URL specified"),
        (
            "sendPhoto",
            {"photo": "https://example.org/a.png"},
            "400 Bad Request: failed to get HTTP URL content",
        ),
        ("sendDocument", {"document": "attach://none"}, "400 Bad Request: file must be non-empty"),
        ("sendMediaGroup", {"media": []}, "400 Bad Request: there are no media to send"),
        ("copyMessage", {"from_chat_id": "me", "message_id": 1}, "400 Bad Request: chat not found"),
        ("sendChatAction", {"action": "dancing"}, "400 Bad Request: wrong parameter action in request"),
        ("sendLocation", {"latitude": "north"}, "400 Bad Request: wrong latitude or longitude specified"),
        (
            "getFile",
            {"file_id": "none"},
            "400 Bad Request: wrong file_id or the file is temporarily unavailable",
        ),
        (
            "setMyCommands",
            {"commands": [{"command": "Big", "description": "x"}]},
            "400 Bad Request: BOT_COMMAND_INVALID",
        ),
        ("setWebhook", {"url": "ftp://example.org"}, "400 Bad Request: invalid webhook URL specified"),
        ("forwardMessages", {"message_ids": []}, "400 Bad Request: from_chat_id is empty"),
    ],
)
async def test_each_method_names_what_is_wrong(api, owner, method, params, fault):
    assert await api.fault(method, chat_id=owner.id, **params) == fault


async def test_a_photo_must_be_a_picture_and_a_caption_short(http, owner):
    path, chat = "/bot123456:simulated/sendPhoto", {"chat_id": str(owner.id)}
    answer = await http.post(path, data=chat, files={"photo": ("a.png", b"no picture")})
    assert answer.json()["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
    answer = await http.post(path, data=chat | {"caption": "a" * 1025}, files={"photo": ("a.png", PIXEL)})
    assert answer.json()["description"] == "Bad Request: message caption is too long"


async def test_people_see_the_commands_of_their_language_and_of_their_own_chat(api, sim, http):
    owner, admin = sim.person("示例企业主", "en-GB"), sim.person("示例管理员", "zh-hans")
    for scope, language, name in (
        ("default", "", "usual"),
        ("default", "en", "english"),
        ("chat", "", "own"),
    ):
        where = {"type": scope, "chat_id": admin.id} if scope == "chat" else {"type": scope}
        commands = [{"command": name, "description": "x"}]
        await api.result("setMyCommands", commands=commands, scope=where, language_code=language)
    people = (await http.get("/sim/people")).json()["people"]
    assert [person["commands"][0]["command"] for person in people] == ["english", "own"]
    assert owner.id != admin.id


async def test_what_the_bot_says_about_itself_is_kept_by_language(api):
    await api.result("setMyShortDescription", short_description="管家")
    await api.result("setMyShortDescription", short_description="butler", language_code="en")
    answers = [await api.result("getMyShortDescription", language_code=code) for code in ("", "en", "fr")]
    assert [answer["short_description"] for answer in answers] == ["管家", "butler", "管家"]
    await api.result("setMyName", name="专属管家")
    assert (await api.result("getMe"))["first_name"] == "专属管家"


async def test_the_log_of_calls_tells_methods_chats_and_errors_but_no_text(api, owner, http):
    await api.result("sendMessage", chat_id=owner.id, text="secret")
    await api.fault("sendMessage", chat_id=owner.id)
    calls = (await http.get("/sim/calls", params={"method": "sendMessage"})).json()["calls"]
    assert [(call["chat"], call["ok"], call["error_code"]) for call in calls] == [
        (owner.id, True, None),
        (owner.id, False, 400),
    ]
    assert "secret" not in str(calls)
