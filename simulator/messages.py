"""A message of a private chat, as both sides see it."""

from dataclasses import dataclass, field
from typing import Any

from simulator.files import StoredFile
from simulator.quotes import Quote
from simulator.text import FormattedText, Json

CAPTIONED = {"photo", "document", "voice", "audio", "video"}
REPLACEABLE = {"photo", "document", "audio", "video"}  # kinds that an edit may put in each other's place
_ALONE = {"document", "audio"}  # kinds that share an album with no other


@dataclass
class Content:
    """What a message carries: words alone, or media with words as caption."""

    kind: str = "text"
    words: FormattedText = field(default_factory=FormattedText)
    media: Json = field(default_factory=dict)  # the Bot API's fields for it: {"document": {…}}
    file: StoredFile | None = None


@dataclass(frozen=True)
class Reply:
    """What a message answers: one of its chat, or one of another chat (`external`), and which part of it."""

    to: int | None = None
    quote: Quote | None = None
    external: Json | None = None  # the Bot API's ExternalReplyInfo


@dataclass
class Message:
    """One message; `change` is the chat's change number when it was last touched."""

    message_id: int
    from_bot: bool
    date: int
    content: Content
    reply: Reply = Reply()
    buttons: list[list[Json]] | None = None
    album: str | None = None
    origin: Json | None = None
    edited: int | None = None
    reactions: dict[str, str] = field(default_factory=dict)  # an emoji each of "me" (the person) and "bot"
    deleted: bool = False
    has_keyboard: bool = False  # it came with a reply keyboard, or took one away
    protected: bool = False
    silent: bool = False
    topic: int | None = None  # its message_thread_id
    change: int = 0

    def body(self) -> Json:
        """Return the Bot API fields of the content."""
        words, media = self.content.words, self.content.media
        text, entities = (
            ("text", "entities") if self.content.kind == "text" else ("caption", "caption_entities")
        )
        answer: Json = dict(media)
        if words.text:
            answer[text] = words.text
        if words.entities:
            answer[entities] = [dict(entity) for entity in words.entities]
        return answer

    def optional(self) -> Json:
        """Return the Bot API fields that most messages lack."""
        fields: dict[str, Any] = {
            "edit_date": self.edited,
            "media_group_id": self.album,
            "forward_origin": self.origin,
            "external_reply": self.reply.external,
            "quote": self.reply.quote.body() if self.reply.quote else None,
            "has_protected_content": self.protected or None,
            "message_thread_id": self.topic,
            "is_topic_message": self.topic is not None or None,
            "reply_markup": {"inline_keyboard": self.buttons} if self.buttons else None,
        }
        return {name: value for name, value in fields.items() if value is not None}


def share_album(one: str, other: str) -> bool:
    """Whether two kinds of media may stand in the same album."""
    return one == other or not {one, other} & _ALONE


def external_reply(content: Content, origin: Json) -> Json:
    """Return the Bot API's ExternalReplyInfo for a message of another chat: its media, without its words."""
    return {"origin": origin, **content.media}


def photo(sizes: list[StoredFile], words: FormattedText) -> Content:
    """Return a photo in its sizes, smallest first."""
    media = [{**size.facts(), "width": size.width, "height": size.height} for size in sizes]
    return Content("photo", words, {"photo": media}, sizes[-1])


def media(stored: StoredFile, words: FormattedText, more: Json | None = None) -> Content:
    """Return a document, voice, audio, video or sticker; `more` are fields that the sender gave."""
    fields = stored.facts() | _own_fields(stored) | (more or {})
    return Content(stored.kind, words, {stored.kind: fields}, stored)


def _own_fields(stored: StoredFile) -> Json:
    named = {"file_name": stored.name, "mime_type": stored.mime}
    match stored.kind:
        case "voice":
            return {"duration": 1, "mime_type": stored.mime}
        case "audio":
            return {"duration": 1, **named}
        case "video":
            return {"duration": 1, "width": 640, "height": 360, **named}
        case "sticker":
            size = {"width": 512, "height": 512}
            return {"type": "regular", "is_animated": False, "is_video": False, "emoji": "🙂", **size}
        case _:
            return named
