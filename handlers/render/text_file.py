"""A file that was made for its reader, such as the audit log or a copy of what is kept of them."""

import html
from typing import Any

from bot.domain.answer import Lang
from bot.domain.made_files import TextFile
from bot.domain.outgoing import Call, Notice
from bot.locales import say


def file(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    """The call that sends a text as a file."""
    content = notice.content
    assert isinstance(content, TextFile)
    gaps = {
        name: html.escape(value, quote=False) if isinstance(value, str) else value
        for name, value in content.params.items()
    }
    document = {"name": content.name, "content": content.text}
    params: dict[str, Any] = {"chat_id": chat, "document": document, "parse_mode": "HTML"}
    return [Call("sendDocument", {**params, "caption": say(content.caption, lang, **gaps)})]
