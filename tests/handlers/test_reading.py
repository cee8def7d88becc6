"""Telegram's objects read into our values."""

import datetime as dt

import pytest
from telegram import Chat, ForumTopicCreated, Message, Update

from handlers.reading import incoming, plain_words, sender, topic_of, whole


def test_half_a_surrogate_pair_is_replaced_and_every_offset_stays_right():
    text = "前\ud83d后😀"
    assert whole(text) == "前\ufffd后😀"
    message = Message(1, dt.datetime.now(dt.UTC), Chat(1, Chat.PRIVATE), text=text)
    assert incoming(message).text == "前\ufffd后😀"


def test_whole_text_is_left_as_it_is():
    assert whole("好 😀 \u202e") == "好 😀 \u202e"


NOW, CHAT = dt.datetime.now(dt.UTC), Chat(1, Chat.PRIVATE)


def test_words_in_a_topic_say_in_which_and_answer_its_beginning_only_in_appearance():
    beginning = Message(7, NOW, CHAT, forum_topic_created=ForumTopicCreated("#1", 7322096))
    message = Message(
        9, NOW, CHAT, text="话", message_thread_id=7, is_topic_message=True, reply_to_message=beginning
    )
    assert (incoming(message).topic, incoming(message).reply_to) == (7, None)


def test_a_thread_that_is_no_topic_is_none():
    assert incoming(Message(9, NOW, CHAT, text="话", message_thread_id=7)).topic is None


IN_TOPIC = {"message_thread_id": 7, "is_topic_message": True}


@pytest.mark.parametrize(
    ("update", "topic"),
    [
        ({"message": IN_TOPIC}, 7),
        ({"edited_message": IN_TOPIC}, 7),
        ({"callback_query": {"message": IN_TOPIC}}, 7),
        ({"callback_query": {"data": "x"}}, None),
        ({"message": {"message_thread_id": 7}}, None),
        ({"message_reaction": {}}, None),
    ],
)
def test_an_update_says_in_which_topic_somebody_is(update, topic):
    assert topic_of(update) == topic


WROTE = {
    "message_id": 5,
    "from": {"id": 7, "is_bot": False, "first_name": "示例", "last_name": "人", "language_code": "zh-hans"},
    "chat": {"id": 7, "type": "private", "first_name": "示例"},
    "date": 1_700_000_000,
    "text": "公证要多久",
}


@pytest.mark.parametrize(
    "message",
    [
        WROTE,
        {**WROTE, "text": "前\ud83d后😀 /lawyer"},
        {**WROTE, "from": {"id": 7, "is_bot": False, "first_name": "A"}},
        {**WROTE, "from": {**WROTE["from"], "username": "somebody", "is_premium": True}},
    ],
)
def test_plain_words_mean_the_same_however_they_are_read(message):
    update = {"update_id": 1, "message": message}
    read = Update.de_json(update, None).message
    assert plain_words(update) == (sender(read.from_user), incoming(read))


@pytest.mark.parametrize("date", ["yesterday", None, True, -1, 0, 2**40])
def test_a_date_that_is_none_keeps_nobody_from_being_heard(date):
    _, said = plain_words({"update_id": 1, "message": {**WROTE, "date": date}})
    assert (said.text, said.sent_at) == (WROTE["text"], 0)


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1, "edited_message": WROTE},
        {"update_id": 1, "message": WROTE, "callback_query": {}},
        *(
            {"update_id": 1, "message": {**WROTE, **more}}
            for more in (
                {"entities": [{"type": "bot_command", "offset": 0, "length": 5}], "text": "/help"},
                {"chat": {"id": -7, "type": "group", "title": "众"}},
                {"reply_to_message": {**WROTE, "message_id": 4}},
                {"external_reply": {}, "quote": {"text": "他的话", "position": 0}},
                {"forward_origin": {"type": "hidden_user", "sender_user_name": "某", "date": 1}},
                {"message_thread_id": 3, "is_topic_message": True},
                {"via_bot": {"id": 9, "is_bot": True, "first_name": "B"}},
                {"a_field_of_next_year": 1},
                {"text": ""},
                {"text": None, "caption": "话", "photo": []},
                {"from": None},
                {"from": {"first_name": "无号"}},
                {"message_id": "5"},
            )
        ),
    ],
)
def test_whatever_is_more_or_other_than_plain_words_is_not_taken_for_them(update):
    assert plain_words(update) is None
