"""The files of a conversation are sound and hold the words as they were written, whatever those are."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as some
from whole_files import paragraphs_of, words_of_page

from bot.domain.conversation import Conversation
from bot.domain.outgoing import ConversationFile, Notice
from bot.domain.views import Said
from handlers.render.notices import render

ATTACK = '</p><script>alert(1)</script><img src=x onerror="alert(2)">&amp;]]>'


def conversation(text, **more):
    return Conversation(
        7,
        "2026-11-23 10:00",
        "2026-11-24 09:00",
        (Said("2026-11-23 10:00", "owner", "示例厂", text, **more),),
    )


def made(form, view, lang="zh"):
    (call,) = render(Notice(1, ConversationFile(view, form), lang))
    assert call.method == "sendDocument"
    assert call.params["document"]["name"] == f"conversation-7.{form}"
    return base64.b64decode(call.params["document"]["base64"])


def test_words_that_look_like_a_program_are_words():
    page = made("html", conversation(ATTACK)).decode()
    assert ATTACK in words_of_page(page)
    assert ATTACK in paragraphs_of(made("docx", conversation(ATTACK)))


@given(some.text(alphabet=some.characters(exclude_categories=()), max_size=60))
def test_whatever_people_write_both_files_stay_sound(text):
    words_of_page(made("html", conversation(text, quote=text)).decode())
    paragraphs_of(made("docx", conversation(text, quote=text)))


def test_lines_stay_lines():
    assert "一\n二\n\n三" in paragraphs_of(made("docx", conversation("一\n二\n\n三")))
    assert "一\n二\n\n三" in words_of_page(made("html", conversation("一\n二\n\n三")).decode())


def test_an_address_behind_a_word_stands_beside_it():
    link = {"type": "text_link", "offset": 3, "length": 2, "url": "https://example.org/form"}
    assert "😀看表格 (https://example.org/form)" in paragraphs_of(
        made("docx", conversation("😀看表格", entities=(link,)))
    )


@pytest.mark.parametrize(
    ("lang", "tag", "word"),
    [("zh", "zh-Hans", "对话"), ("zh-Hant", "zh-Hant", "對話"), ("en", "en", "Conversation")],
)
def test_a_page_names_its_language_and_is_read_on_a_phone(lang, tag, word):
    page = made("html", conversation("好"), lang).decode()
    assert f'<html lang="{tag}">' in page
    assert 'name="viewport" content="width=device-width' in page
    assert "default-src 'none'" in page
    assert word in words_of_page(page)
    assert any(word in each for each in paragraphs_of(made("docx", conversation("好"), lang)))


def test_the_same_conversation_makes_the_same_file():
    for form in ("html", "docx"):
        assert made(form, conversation("好")) == made(form, conversation("好"))
