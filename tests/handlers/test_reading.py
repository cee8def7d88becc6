"""Telegram's objects read into our values."""

import datetime as dt

import pytest
from telegram import Chat, ForumTopicCreated, Message

from handlers.reading import incoming, topic_of, whole


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
