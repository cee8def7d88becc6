"""A transcript is cut between messages, each part has its number, and nothing of it is lost."""

import pytest

from bot.domain.outgoing import Notice, Shown
from bot.domain.views import Said, Transcript
from handlers.render.notices import render
from handlers.render.split import LONGEST_TEXT, utf16_length

AT = "11-23 10:00"


def told(*lines, lang="zh"):
    shown = Shown("ticket.transcript", Transcript(7, lines))
    return [call.params for call in render(Notice(1, shown, lang), 5)]


def marked(params):
    """What each mark of formatting stands on."""
    data = params["text"].encode("utf-16-le")
    return [
        (each["type"], data[each["offset"] * 2 : (each["offset"] + each["length"]) * 2].decode("utf-16-le"))
        for each in params["entities"]
    ]


def test_a_short_one_is_one_message_without_a_number():
    (only,) = told(Said(AT, "owner", "示例厂", "货到了没付款"), Said(AT, "lawyer", "示例甲", "请发合同"))
    assert only["text"] == (
        "工单 #7 到现在的全部对话\n\n11-23 10:00 · 🏢 示例厂\n货到了没付款\n\n"
        "11-23 10:00 · 👤 示例甲（律师）\n请发合同"
    )


@pytest.mark.parametrize("letter", ["字", "🙂", "<&>"])
def test_a_long_one_is_split_and_numbered_and_every_word_arrives(letter):
    words = [f"{letter * 700}{number}。" for number in range(9)]
    sent = told(*(Said(AT, "owner", "示例厂", each) for each in words))
    assert len(sent) > 1
    for part, params in enumerate(sent, start=1):
        assert utf16_length(params["text"]) <= LONGEST_TEXT
        assert f"（{part}/{len(sent)}）" in params["text"]
    assert all(any(each in params["text"] for params in sent) for each in words)


def test_one_message_that_is_too_long_for_one_part_goes_on_in_the_next_under_its_writer():
    sent = told(Said(AT, "owner", "示例厂", "货" * 9000))
    assert len(sent) == 3
    assert all("🏢 示例厂\n货" in params["text"] for params in sent)
    assert sum(params["text"].count("货") for params in sent) == 9000


def test_formatting_stays_where_it_was_and_links_are_kept():
    link = {"type": "text_link", "offset": 1, "length": 2, "url": "https://example.com/"}
    (only,) = told(Said(AT, "bot", text="🙂"), Said(AT, "owner", "🙂厂", "看这里吧", entities=(link,)))
    assert ("text_link", "这里") in marked(only)
    assert ("bold", "11-23 10:00 · 🏢 🙂厂") in marked(only)


def test_files_quotes_edits_and_forwards_are_named():
    said = Said(
        AT, "owner", text="见图", attached=(("photo", 1),), quote="哪一页", edited=True, forwarded=True
    )
    (only,) = told(said)
    assert "🏢 企业主（已修改）（转发）\n❝ 哪一页 ❞\n📎 1 张图片\n见图" in only["text"]
