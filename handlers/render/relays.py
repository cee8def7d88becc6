"""Somebody's words and files sent on to the other side of a ticket, with one line above that says whose they are.

The words keep their formatting by entities, never by being parsed again, and files are sent by their file_id, so
nothing in them can break a message or change its sense.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.answer import Lang
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Call, Notice
from bot.locales import say
from handlers.render.split import LONGEST_CAPTION, LONGEST_TEXT, split_text, utf16_length

METHODS: Mapping[str, tuple[str, str]] = {
    "photo": ("sendPhoto", "photo"),
    "document": ("sendDocument", "document"),
    "voice": ("sendVoice", "voice"),
    "audio": ("sendAudio", "audio"),
    "video": ("sendVideo", "video"),
    "animation": ("sendAnimation", "animation"),
    "video_note": ("sendVideoNote", "video_note"),
}
"""For each kind of file, the method that sends it and the parameter that names it."""

WITHOUT_CAPTION = ("video_note",)
"""Kinds that can't carry a caption; the line above goes in a message of its own."""


def relay_calls(notice: Notice, lang: Lang) -> list[Call]:
    """One message sent on: text, or a file with its caption."""
    said = IncomingMessage.from_json(notice.body["said"])
    header = _header(notice.body["header"], lang)
    if said.kind == "text":
        return _text_calls(notice.chat, header, said)
    method, parameter = METHODS[said.kind]
    text, entities = _under(header, said.text, said.entities)
    file = {"chat_id": notice.chat, parameter: said.file_id}
    if said.kind in WITHOUT_CAPTION or utf16_length(text) > LONGEST_CAPTION:
        return [*_text_calls(notice.chat, header, said), Call(method, file)]
    return [Call(method, {**file, "caption": text, "caption_entities": entities})]


def album_calls(notice: Notice, lang: Lang) -> list[Call]:
    """An album sent on as an album; the line above stands over its first caption."""
    items = [IncomingMessage.from_json(each) for each in notice.body["items"]]
    if len(items) == 1:
        only = Notice(
            notice.chat, "relay", lang, {"header": notice.body["header"], "said": notice.body["items"][0]}
        )
        return relay_calls(only, lang)
    header = _header(notice.body["header"], lang)
    first, entities = _under(header, items[0].text, items[0].entities)
    media = [_medium(each, each.text, list(each.entities)) for each in items]
    before: list[Call] = []
    if utf16_length(first) > LONGEST_CAPTION:
        before = _text_calls(notice.chat, header, items[0])
        media[0] = _medium(items[0], "", [])
    else:
        media[0] = _medium(items[0], first, entities)
    return [*before, Call("sendMediaGroup", {"chat_id": notice.chat, "media": media})]


def edit_calls(notice: Notice, lang: Lang) -> list[Call]:
    """An edit that follows what was sent on before."""
    said = IncomingMessage.from_json(notice.body["said"])
    text, entities = _under(_header(notice.body["header"], lang), said.text, said.entities)
    place = {"chat_id": notice.chat, "message_id": notice.body["message_id"]}
    if utf16_length(text) > (LONGEST_TEXT if said.kind == "text" else LONGEST_CAPTION):
        return relay_calls(notice, lang)  # it has grown beyond one message: shown anew, and whole
    if said.kind == "text":
        params = {**place, "text": text, "entities": entities}
        return [Call("editMessageText", params, repeatable=True)]
    params = {**place, "caption": text, "caption_entities": entities}
    return [Call("editMessageCaption", params, repeatable=True)]


def _header(header: Mapping[str, Any], lang: Lang) -> str:
    key = f"relay.{header['who']}" + ("" if header["name"] else "_unnamed")
    line = say(key, lang, name=header["name"], number=header["number"])
    return line + (say("relay.edited", lang) if header.get("edited") else "")


def _text_calls(chat: int, header: str, said: IncomingMessage) -> list[Call]:
    text, entities = _under(header, said.text, said.entities)
    if utf16_length(text) <= LONGEST_TEXT:
        return [_text_call(chat, text, entities)]
    pieces = split_text(text, LONGEST_TEXT)  # formatting is let go where it might be cut through
    return [
        _text_call(chat, piece, _bold(header) if place == 0 else []) for place, piece in enumerate(pieces)
    ]


def _text_call(chat: int, text: str, entities: list[dict[str, Any]]) -> Call:
    return Call(
        "sendMessage",
        {"chat_id": chat, "text": text, "entities": entities, "link_preview_options": {"is_disabled": True}},
    )


def _under(header: str, text: str, entities: Sequence[Mapping[str, Any]]) -> tuple[str, list[dict[str, Any]]]:
    """The text with the header above it, and the entities moved down accordingly."""
    above = header + "\n"
    moved = [{**entity, "offset": entity["offset"] + utf16_length(above)} for entity in entities]
    return (above + text if text else header), _bold(header) + (moved if text else [])


def _bold(header: str) -> list[dict[str, Any]]:
    return [{"type": "bold", "offset": 0, "length": utf16_length(header)}]


def _medium(said: IncomingMessage, caption: str, entities: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    medium: dict[str, Any] = {"type": said.kind, "media": said.file_id}
    if caption:
        medium |= {"caption": caption, "caption_entities": [dict(entity) for entity in entities]}
    return medium
