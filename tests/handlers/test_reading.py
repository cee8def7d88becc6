"""Telegram's objects read into our values."""

import datetime as dt

from telegram import Chat, Message

from handlers.reading import incoming, whole


def test_half_a_surrogate_pair_is_replaced_and_every_offset_stays_right():
    text = "前\ud83d后😀"
    assert whole(text) == "前\ufffd后😀"
    message = Message(1, dt.datetime.now(dt.UTC), Chat(1, Chat.PRIVATE), text=text)
    assert incoming(message).text == "前\ufffd后😀"


def test_whole_text_is_left_as_it_is():
    assert whole("好 😀 \u202e") == "好 😀 \u202e"
