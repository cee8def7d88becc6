"""A copy of what is kept of somebody, as a text in their language, or as JSON for a program."""

import json
from collections.abc import Iterator, Mapping

from bot.domain.answer import Lang
from bot.domain.made_files import OwnCopy, OwnCopyFile
from bot.domain.outgoing import Call, Notice
from bot.locales import say

CAPTIONS: Mapping[str, str] = {"txt": "export.caption_txt", "json": "export.caption_json"}


def file(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    """The call that sends the copy."""
    content = notice.content
    assert isinstance(content, OwnCopyFile)
    made = _for_reading if content.form == "txt" else _for_a_program
    document = {"name": f"my-data.{content.form}", "content": made(content.view, lang)}
    caption = say(CAPTIONS[content.form], lang)
    return [Call("sendDocument", {"chat_id": chat, "document": document, "caption": caption})]


def _for_reading(copy: OwnCopy, lang: Lang) -> str:
    return "\n".join(_lines(copy, lang)) + "\n"


def _lines(copy: OwnCopy, lang: Lang) -> Iterator[str]:
    yield say("export.heading", lang, at=copy.made_at)
    for section in copy.sections:
        yield ""
        yield f"== {say(f'export.section.{section.key}', lang)} =="
        for row in section.rows:
            yield ""
            for field, value in row.items():
                yield f"{say(f'export.field.{field}', lang)}: {value}"
    yield ""
    yield say("export.foot", lang)


def _for_a_program(copy: OwnCopy, _: Lang) -> str:
    told = {"made_at": copy.made_at, **{each.key: [dict(row) for row in each.rows] for each in copy.sections}}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"
