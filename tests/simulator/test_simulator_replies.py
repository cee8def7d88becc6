"""Replies with quotes, replies to other chats, and forwards, on both sides."""

import pytest
from telegram import ReplyParameters

from simulator.errors import PeopleApiError
from simulator.person_actions import Manner

TEXT = "您好。<b>六十日</b>内申请，六十日后不再受理。"


@pytest.fixture
async def answer(api, owner):
    """A message of the bot, partly bold."""
    return await api.result("sendMessage", chat_id=owner.id, text=TEXT, parse_mode="HTML")


async def newest(api):
    return (await api.result("getUpdates"))[-1]["message"]


def reply(message, **more):
    return {"reply_parameters": {"message_id": message["message_id"], **more}}


# what a person does


async def test_a_marked_quote_reaches_the_bot_with_its_place_and_its_formatting(api, owner, answer):
    owner.says("为什么是这么久？", answer["message_id"], quote="六十日内")
    message = await newest(api)
    assert message["reply_to_message"]["message_id"] == answer["message_id"]
    assert message["quote"] == {
        "text": "六十日内",
        "position": 3,
        "entities": [{"type": "bold", "offset": 0, "length": 3}],
        "is_manual": True,
    }
    seen = owner.sees()[-1]
    assert (seen["reply_to"], seen["quote"]) == (answer["message_id"], "六十日内")


async def test_a_plain_reply_has_no_quote(api, owner, answer):
    owner.says("谢谢", answer["message_id"])
    assert "quote" not in await newest(api)
    assert owner.sees()[-1]["quote"] is None


def test_a_quote_must_stand_in_the_message_that_is_answered(owner, answer):
    with pytest.raises(PeopleApiError, match="quote: '九十日' is no part of message"):
        owner.says("?", answer["message_id"], quote="九十日")
    with pytest.raises(PeopleApiError, match="needs reply_to"):
        owner.says("?", quote="六十日")


async def test_a_quote_has_1024_characters_at_most_on_both_sides(api, owner):
    sent = await api.result("sendMessage", chat_id=owner.id, text="六" * 1100)
    owner.says("?", sent["message_id"], quote="六" * 1024)
    with pytest.raises(PeopleApiError, match="is no part of message"):
        owner.says("?", sent["message_id"], quote="六" * 1025)
    longest = reply(sent, quote="六" * 1024)
    assert (await api.result("sendMessage", chat_id=owner.id, text="a", **longest))["quote"]
    longer = reply(sent, quote="六" * 1025)
    fault = await api.fault("sendMessage", chat_id=owner.id, text="a", **longer)
    assert fault == "400 Bad Request: QUOTE_TEXT_INVALID"


async def test_places_are_counted_in_utf_16(api, owner):
    sent = await api.result("sendMessage", chat_id=owner.id, text="😀😀期限")
    owner.says("多久", sent["message_id"], quote="期限")
    assert (await newest(api))["quote"]["position"] == 4


async def test_a_file_can_answer_with_a_quote_too(api, owner, answer):
    manner = Manner(reply_to=answer["message_id"], caption="见此", quote="申请")
    owner.sends("document", "a.pdf", b"%PDF", manner)
    assert (await newest(api))["quote"]["text"] == "申请"


async def test_a_reply_to_another_chat_shows_its_origin_and_a_quote(api, owner):
    owner.says_about_elsewhere("这个合法吗", "限你三日内搬走", "某房东")
    message = await newest(api)
    assert message["external_reply"]["origin"]["sender_user_name"] == "某房东"
    assert message["quote"] == {"text": "限你三日内搬走", "position": 0}
    assert "reply_to_message" not in message
    seen = owner.sees()[-1]
    assert (seen["reply_to"], seen["quote"], seen["elsewhere"]) == (
        None,
        "限你三日内搬走",
        {"from": "某房东"},
    )
    owner.says_about_elsewhere("这个呢", "搬走", manual=True)
    assert (await newest(api))["quote"]["is_manual"] is True


async def test_quotes_and_other_chats_are_at_hand_over_http(http, api, owner, answer):
    path = f"/sim/people/{owner.id}/messages"
    body = {"text": "多久？", "reply_to": answer["message_id"], "quote": "六十日后"}
    assert (await http.post(path, json=body)).json()["messages"][0]["quote"] == "六十日后"
    body = {"text": "合法吗", "elsewhere": {"quote": "限你三日内搬走", "from_name": "某房东"}}
    assert (await http.post(path, json=body)).json()["messages"][0]["elsewhere"] == {"from": "某房东"}
    for wrong in ({"quote": "x"}, {"elsewhere": "x"}, {"elsewhere": {"quote": " "}}):
        assert (await http.post(path, json={"text": "a", **wrong})).status_code == 400


async def test_a_forward_names_a_known_person_or_only_a_name(api, sim, owner):
    lawyer = sim.person("示例律师")
    owner.forwards("我的意见", lawyer)
    origin = (await newest(api))["forward_origin"]
    assert (origin["type"], origin["sender_user"]["id"]) == ("user", lawyer.id)
    owner.forwards("欠款函", "某客户")
    origin = (await newest(api))["forward_origin"]
    assert (origin["type"], origin["sender_user_name"]) == ("hidden_user", "某客户")
    assert owner.sees()[-1]["forwarded_from"] == "某客户"


async def test_a_message_of_this_chat_is_passed_on_with_its_origin(http, api, owner, answer):
    owner.forwards_message(answer["message_id"])
    message = await newest(api)
    assert message["forward_origin"]["sender_user"]["is_bot"]
    assert message["text"] == answer["text"]
    body = {"text": "转", "forward": {"from_person": owner.id}}
    await http.post(f"/sim/people/{owner.id}/messages", json=body)
    assert (await newest(api))["forward_origin"]["sender_user"]["id"] == owner.id


async def test_what_the_bot_protects_is_not_passed_on(api, owner):
    sent = await api.result("sendMessage", chat_id=owner.id, text="内部", protect_content=True)
    with pytest.raises(PeopleApiError, match="is protected"):
        owner.forwards_message(sent["message_id"])


# what a bot does


async def test_a_bot_quotes_a_part_with_its_formatting(api, owner, answer):
    quote = {"quote": "<b>六十日</b>内", "quote_parse_mode": "HTML"}
    sent = await api.result("sendMessage", chat_id=owner.id, text="见此", **reply(answer, **quote))
    assert (sent["quote"]["text"], sent["quote"]["position"], sent["quote"]["is_manual"]) == (
        "六十日内",
        3,
        True,
    )
    seen = owner.sees()[-1]
    assert (seen["reply_to"], seen["quote"]) == (answer["message_id"], "六十日内")


async def test_of_several_places_the_nearest_is_quoted(api, owner, answer):
    plain = {"quote": "六十日", "quote_position": 8}
    sent = await api.result("sendMessage", chat_id=owner.id, text="a", **reply(answer, **plain))
    assert sent["quote"]["position"] == 10  # the first one is bold, so it is no exact part
    twice = await api.result("sendMessage", chat_id=owner.id, text="是是是")
    near = {"quote": "是", "quote_position": 2}
    sent = await api.result("sendMessage", chat_id=owner.id, text="a", **reply(twice, **near))
    assert sent["quote"]["position"] == 2


@pytest.mark.parametrize(
    "quote",
    [
        {"quote": "九十日"},
        {"quote": "六十日内"},
        {"quote": "<i>六十日</i>内", "quote_parse_mode": "HTML"},
        {"quote": "申请", "quote_entities": [{"type": "bold", "offset": 0, "length": 2}]},
    ],
)
async def test_a_quote_that_is_no_exact_part_fails(api, owner, answer, quote):
    params = reply(answer, **quote)
    fault = await api.fault("sendMessage", chat_id=owner.id, text="a", **params)
    assert fault == "400 Bad Request: QUOTE_TEXT_INVALID"
    params["reply_parameters"]["allow_sending_without_reply"] = True
    fault = await api.fault("sendMessage", chat_id=owner.id, text="a", **params)
    assert fault == "400 Bad Request: QUOTE_TEXT_INVALID"


async def test_an_empty_quote_is_no_quote(api, owner, answer):
    sent = await api.result("sendMessage", chat_id=owner.id, text="a", **reply(answer, quote=" "))
    assert "quote" not in sent
    assert sent["reply_to_message"]["message_id"] == answer["message_id"]


async def test_a_reply_to_nothing_fails_unless_it_may_go_without(api, owner, answer):
    await api.result("deleteMessage", chat_id=owner.id, message_id=answer["message_id"])
    fault = await api.fault("sendMessage", chat_id=owner.id, text="a", **reply(answer, quote="六十日"))
    assert fault == "400 Bad Request: message to be replied not found"
    anyway = reply(answer, quote="六十日", allow_sending_without_reply=True)
    sent = await api.result("sendMessage", chat_id=owner.id, text="a", **anyway)
    assert "reply_to_message" not in sent
    older = {"reply_to_message_id": answer["message_id"], "allow_sending_without_reply": True}
    assert await api.result("sendMessage", chat_id=owner.id, text="b", **older)


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("{", "can't parse reply parameters JSON object"),
        ([], "object expected as reply parameters"),
        ({"quote": "a"}, 'can\'t find field "message_id"'),
        ({"message_id": "soon"}, 'field "message_id" must be a Number'),
    ],
)
async def test_reply_parameters_are_read_as_telegram_reads_them(api, owner, given, fault):
    answer = await api.fault("sendMessage", chat_id=owner.id, text="a", reply_parameters=given)
    assert answer == f"400 Bad Request: {fault}"


async def test_no_reply_parameters_are_no_reply(api, owner):
    for nothing in ({}, "", {"message_id": 0}, {"message_id": -1}):
        assert await api.result("sendMessage", chat_id=owner.id, text="a", reply_parameters=nothing)


async def test_a_bot_answers_a_message_of_another_chat(api, sim, owner):
    lawyer = sim.person("示例律师")
    lawyer.says("在")
    asked = owner.sends("document", "合同.pdf", b"%PDF", Manner(caption="能解除吗"))
    where = {"message_id": asked.message_id, "chat_id": owner.id}
    sent = await api.result("sendMessage", chat_id=lawyer.id, text="请看", reply_parameters=where)
    assert sent["external_reply"]["origin"]["sender_user"]["id"] == owner.id
    assert sent["external_reply"]["document"]["file_name"] == "合同.pdf"
    assert sent["quote"] == {"text": "能解除吗", "position": 0}
    gone = {"message_id": 99, "chat_id": owner.id, "allow_sending_without_reply": True}
    fault = await api.fault("sendMessage", chat_id=lawyer.id, text="a", reply_parameters=gone)
    assert fault == "400 Bad Request: message to be replied not found"


async def test_what_is_protected_is_not_shown_in_another_chat_nor_forwarded(api, sim, owner):
    lawyer = sim.person("示例律师")
    lawyer.says("在")
    sent = await api.result("sendMessage", chat_id=owner.id, text="内部", protect_content=True)
    where = {"message_id": sent["message_id"], "chat_id": owner.id}
    answer = await api.result("sendMessage", chat_id=lawyer.id, text="a", reply_parameters=where)
    assert not {"external_reply", "quote", "reply_to_message"} & set(answer)
    again = {"from_chat_id": owner.id, "message_ids": [owner.sees()[0]["id"], sent["message_id"]]}
    assert len(await api.result("forwardMessages", chat_id=lawyer.id, **again)) == 1
    assert len(await api.result("copyMessages", chat_id=lawyer.id, **again)) == 2


async def test_python_telegram_bot_reads_quotes_and_origins(bot, sim, owner):
    first = owner.says("期限多久")
    owner.says("就是这个", first.message_id, quote="期限")
    owner.says_about_elsewhere("合法吗", "限你三日内搬走", "某房东")
    updates = await bot.get_updates()
    assert updates[-2].message.quote.text == "期限"
    assert updates[-1].message.external_reply.origin.sender_user_name == "某房东"
    parameters = ReplyParameters(first.message_id, quote="多久")
    sent = await bot.send_message(owner.id, "六十日", reply_parameters=parameters)
    assert (sent.quote.text, sent.quote.position, sent.quote.is_manual) == ("多久", 2, True)
