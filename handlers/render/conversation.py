"""A conversation as a file that its owner keeps: a page for the phone, or a document for a word processor."""

import base64
from collections.abc import Mapping
from typing import Any

from bot.domain.answer import Lang
from bot.domain.conversation import FileForm
from bot.domain.outgoing import Call, ConversationFile, Notice
from bot.locales import say
from handlers.keyboards import inline
from handlers.render import conversation_page, conversation_word

CAPTIONS: Mapping[FileForm, str] = {
    "html": "conversation.caption_html",
    "docx": "conversation.caption_docx",
}


def file(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    """The call that sends a conversation as a file."""
    content = notice.content
    assert isinstance(content, ConversationFile)
    view = content.view
    made = conversation_page.page if content.form == "html" else conversation_word.document
    document = {
        "name": f"conversation-{view.number}.{content.form}",
        "base64": base64.b64encode(made(view, lang)).decode(),
    }
    caption = say(CAPTIONS[content.form], lang, number=view.number)
    params: dict[str, Any] = {"chat_id": chat, "document": document, "caption": caption, "parse_mode": "HTML"}
    if content.rows:
        params["reply_markup"] = inline(content.rows, lang)
    return [Call("sendDocument", params)]
