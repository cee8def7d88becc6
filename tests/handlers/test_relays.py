"""What is sent on keeps its words and formatting, under one line that says whose they are."""

from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Header, Notice, Relay
from handlers.render.notices import render
from handlers.render.split import utf16_length

HEADER = Header("lawyer", "示例甲", 7)


def relayed(**said):
    return render(Notice(5, Relay(HEADER, IncomingMessage(message_id=1, **said)), ticket=7))


def test_entities_move_down_by_the_line_above():
    bold = {"type": "bold", "offset": 3, "length": 2}
    (call,) = relayed(kind="text", text="🙂 重点", entities=(bold,))
    header, text = call.params["text"].split("\n", 1)
    moved = call.params["entities"][1]
    assert text == "🙂 重点"
    assert moved["offset"] == utf16_length(header + "\n") + 3


def test_a_caption_too_long_with_the_line_above_goes_before_its_file():
    text, file = relayed(kind="photo", text="字" * 1020, file_id="f")
    assert (text.method, file.method) == ("sendMessage", "sendPhoto")
    assert "caption" not in file.params


def test_a_video_note_gets_the_line_above_as_a_message_of_its_own():
    text, file = relayed(kind="video_note", file_id="f")
    assert (text.method, file.method) == ("sendMessage", "sendVideoNote")


def test_rendering_is_pure():
    notice = Notice(5, Relay(HEADER, IncomingMessage(message_id=1, kind="text", text="好" * 9000)), "en")
    assert render(notice) == render(notice)
    assert len(render(notice)) == 3
