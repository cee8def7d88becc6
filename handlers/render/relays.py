"""Somebody's words and files sent on to the other side of a ticket, with one line above that says whose they are.

The words keep their formatting by entities, never by being parsed again, and files are sent by their file_id, so
nothing in them can break a message or change its sense.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.answer import Lang
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Album, Call, Correction, Header, Notice, Relay, RelayEdit
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

REPLACEABLE = ("photo", "document", "audio", "video", "animation")
"""Kinds whose file an edit can replace (Bot API, editMessageMedia)."""

LONGEST_QUOTE = 300
"""Characters of a quoted sentence, or of words before a correction, that are shown again."""

Entities = Sequence[Mapping[str, Any]]


def answering(reply_to: int | None) -> dict[str, Any]:
    """The parameters that make a message a reply; it is sent all the same if that message is gone."""
    if not reply_to:
        return {}
    return {"reply_parameters": {"message_id": reply_to, "allow_sending_without_reply": True}}


def relay(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    """One message sent on: text, or a file with its caption."""
    content = notice.content
    assert isinstance(content, Relay)
    return _relayed(chat, content, lang)


def album(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    """An album sent on as an album; the line above stands over its first caption."""
    content = notice.content
    assert isinstance(content, Album)
    first, *others = content.items
    if not others:
        return _relayed(chat, Relay(content.header, first, content.reply_to), lang)
    header = _header(content.header, first, lang)
    text, entities = _under(header, first.text, first.entities)
    before: list[Call] = []
    if utf16_length(text) > LONGEST_CAPTION:
        before = _text_calls(chat, header, first, content.reply_to)
        text, entities = "", []
    media = [_medium(first, text, entities), *(_medium(each, each.text, each.entities) for each in others)]
    params = {"chat_id": chat, "media": media, **answering(content.reply_to)}
    return [*before, Call("sendMediaGroup", params)]


def edit(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    """An edit that follows what was sent on before: words, formatting or the file."""
    content = notice.content
    assert isinstance(content, RelayEdit)
    message = content.message
    header = _header(content.header, message, lang) if content.has_line else ""
    text, entities = (
        _under(header, message.text, message.entities) if header else (message.text, [*message.entities])
    )
    place = {"chat_id": chat, "message_id": content.message_id}
    if utf16_length(text) > (LONGEST_TEXT if message.kind == "text" else LONGEST_CAPTION):
        return _relayed(
            chat, Relay(content.header, message, content.message_id), lang
        )  # shown anew, and whole
    if message.kind == "text":
        params = {**place, "text": text, "entities": [*entities]}
        return [Call("editMessageText", params)]
    if message.file_key != content.before.file_key and message.kind in REPLACEABLE:
        params = {**place, "media": _medium(message, text, entities)}
        return [Call("editMessageMedia", params)]
    params = {**place, "caption": text, "caption_entities": [*entities]}
    return [Call("editMessageCaption", params)]


def correction(chat: int, notice: Notice, lang: Lang) -> list[Call]:
    """Old words struck out and new ones below, as a reply to the message that they correct."""
    content = notice.content
    assert isinstance(content, Correction)
    heading = _name_line(content.header, lang) + say("relay.corrected", lang)
    old = shortened(content.before)
    text = f"{heading}\n{old}\n→ {content.after}" if old else f"{heading}\n→ {content.after}"
    struck = {"type": "strikethrough", "offset": utf16_length(heading) + 1, "length": utf16_length(old)}
    pieces = split_text(text, LONGEST_TEXT)
    marks = [*_bold(heading), *([struck] if old else [])]
    calls = [_text_call(chat, piece, marks if at == 0 else []) for at, piece in enumerate(pieces)]
    calls[0] = Call("sendMessage", {**calls[0].params, **answering(content.reply_to)})
    return calls


def _relayed(chat: int, content: Relay, lang: Lang) -> list[Call]:
    message = content.message
    header = _header(content.header, message, lang)
    if message.kind == "text":
        return _text_calls(chat, header, message, content.reply_to)
    method, parameter = METHODS[message.kind]
    text, entities = _under(header, message.text, message.entities)
    file = {"chat_id": chat, parameter: message.file_id, **answering(content.reply_to)}
    if message.kind in WITHOUT_CAPTION or utf16_length(text) > LONGEST_CAPTION:
        return [*_text_calls(chat, header, message, content.reply_to), Call(method, file)]
    return [Call(method, {**file, "caption": text, "caption_entities": entities})]


def _header(header: Header, message: IncomingMessage, lang: Lang) -> str:
    """Whose words they are, that they were edited or forwarded, and the sentence that they answer."""
    line = _name_line(header, lang)
    line += say("relay.said_at", lang, at=header.said_at) if header.said_at else ""
    line += say("relay.edited", lang) if header.edited else ""
    line += say("relay.forwarded", lang) if message.forwarded else ""
    quoted = shortened(message.quote or message.quoted_elsewhere or "")
    return f"{line}\n{say('relay.quote', lang, text=quoted)}" if quoted else line


def _name_line(header: Header, lang: Lang) -> str:
    key = f"relay.{header.who}" + ("" if header.name else "_unnamed")
    return say(key, lang, name=header.name, number=header.ticket)


def shortened(text: str) -> str:
    """A quoted sentence in one line, or its beginning."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1] + "…"


def _text_calls(chat: int, header: str, message: IncomingMessage, reply_to: int | None) -> list[Call]:
    text, entities = _under(header, message.text, message.entities)
    if utf16_length(text) <= LONGEST_TEXT:
        calls = [_text_call(chat, text, entities)]
    else:  # formatting is let go where it might be cut through
        pieces = split_text(text, LONGEST_TEXT)
        calls = [_text_call(chat, piece, _bold(header) if at == 0 else []) for at, piece in enumerate(pieces)]
    calls[0] = Call("sendMessage", {**calls[0].params, **answering(reply_to)})
    return calls


def _text_call(chat: int, text: str, entities: list[dict[str, Any]]) -> Call:
    params = {
        "chat_id": chat,
        "text": text,
        "entities": entities,
        "link_preview_options": {"is_disabled": True},
    }
    return Call("sendMessage", params)


def _under(header: str, text: str, entities: Entities) -> tuple[str, list[dict[str, Any]]]:
    """The text with the header above it, and the entities moved down accordingly."""
    above = header + "\n"
    moved = [{**entity, "offset": entity["offset"] + utf16_length(above)} for entity in entities]
    return (above + text if text else header), _bold(header) + (moved if text else [])


def _bold(header: str) -> list[dict[str, Any]]:
    """Only the first line, which names the writer, is bold."""
    return [{"type": "bold", "offset": 0, "length": utf16_length(header.partition("\n")[0])}]


def _medium(message: IncomingMessage, caption: str, entities: Entities) -> dict[str, Any]:
    medium: dict[str, Any] = {"type": message.kind, "media": message.file_id}
    if caption:
        medium |= {"caption": caption, "caption_entities": [dict(entity) for entity in entities]}
    return medium
