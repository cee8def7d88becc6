"""Telegram's objects read into the values that use cases understand.

Most updates are plain words, and python-telegram-bot's objects of one cost as much as asking the database twice: plain words are
read from JSON as it came, and mean the same either way.
"""

from collections.abc import Mapping
from typing import Any

from telegram import Message, MessageEntity, MessageReactionUpdated, ReactionTypeEmoji, User
from telegram.constants import ChatType

from bot.domain.message import IncomingMessage, Sender

FORMATTING = frozenset(
    {
        MessageEntity.BOLD,
        MessageEntity.ITALIC,
        MessageEntity.UNDERLINE,
        MessageEntity.STRIKETHROUGH,
        MessageEntity.SPOILER,
        MessageEntity.CODE,
        MessageEntity.PRE,
        MessageEntity.TEXT_LINK,
        MessageEntity.BLOCKQUOTE,
        MessageEntity.EXPANDABLE_BLOCKQUOTE,
    }
)
"""Entities that are sent on; mentions and custom emoji would point at people and packs of the writer."""

OTHER_KINDS = (
    "sticker", "venue", "location", "contact", "poll", "dice", "story", "game", "checklist", "paid_media",
)  # fmt: skip
"""Kinds of message that can't be sent on, by the name of the field that holds them; a venue is a
location, too, and comes first."""


_FARTHEST = 2**32
"""Seconds since 1970: in the year 2106."""
_BESIDES = frozenset({"date"})
"""What plain words hold besides who wrote what, and where; a command or a link has entities, an answer what it replies to."""


def plain_words(update: Mapping[str, Any]) -> tuple[Sender, IncomingMessage] | None:
    """Who said what, of an update that is plain words in a private chat; None for any other, and for one of another shape."""
    match update:
        case {
            "update_id": int(),
            "message": {
                "message_id": int() as message_id,
                "from": {"id": int() as user_id, "first_name": str() as first_name} as user,
                "chat": {"type": ChatType.PRIVATE},
                "text": str() as text,
                **besides,
            },
            **others,
        } if text and not others and besides.keys() <= _BESIDES:
            last_name = user.get("last_name")
            name = f"{first_name} {last_name}" if last_name else first_name
            said = IncomingMessage(message_id, "text", whole(text), sent_at=_sent_at(besides.get("date")))
            return Sender(str(user_id), name, user.get("language_code")), said
    return None


def _sent_at(date: object) -> int:
    """Seconds since 1970; 0 for what is no date, such as `True`, which Python takes for 1."""
    return date if isinstance(date, int) and 1 < date < _FARTHEST else 0


def sender(user: User) -> Sender:
    """Who wrote, as Telegram tells it."""
    return Sender(external_id=str(user.id), name=user.full_name, language_code=user.language_code)


def incoming(message: Message) -> IncomingMessage:
    """What a message says or carries."""
    kind, file_id, file_key = _content(message)
    entities = message.entities if message.text is not None else message.caption_entities
    reply = message.reply_to_message
    if reply is not None and reply.forum_topic_created is not None:
        reply = None  # words in a topic that answer nothing are shown as answers to its beginning
    quote = whole(message.quote.text) if message.quote is not None else None
    elsewhere = message.external_reply is not None
    return IncomingMessage(
        message_id=message.message_id,
        kind=kind,
        text=whole(message.text or message.caption or ""),
        entities=tuple(_entity(each) for each in entities if each.type in FORMATTING),
        file_id=file_id,
        file_key=file_key,
        album=message.media_group_id,
        reply_to=reply.message_id if reply is not None else None,
        quote=None if elsewhere else quote,
        quoted_elsewhere=quote if elsewhere else None,
        forwarded=message.forward_origin is not None,
        topic=message.message_thread_id if message.is_topic_message else None,
        sent_at=int(message.date.timestamp()),
    )


def topic_of(update: Mapping[str, Any]) -> int | None:
    """The topic in which an update's message stands, written or tapped at; None outside of topics."""
    tapped = update.get("callback_query") or {}
    message = update.get("message") or update.get("edited_message") or tapped.get("message") or {}
    return message.get("message_thread_id") if message.get("is_topic_message") else None


def reaction(update: MessageReactionUpdated) -> str | None:
    """The first emoji with which somebody reacts now; None when they took their reaction back."""
    return next((each.emoji for each in update.new_reaction if isinstance(each, ReactionTypeEmoji)), None)


def whole(text: str) -> str:
    """The text with half surrogate pairs, which some phones send, replaced; every offset into it stays right."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _content(message: Message) -> tuple[str, str | None, str | None]:
    """The kind of a message, and the file it carries. An animation is a document, too: it comes first."""
    if message.text is not None:
        return "text", None, None
    if message.photo:
        return "photo", message.photo[-1].file_id, message.photo[-1].file_unique_id
    for kind in ("animation", "document", "voice", "audio", "video", "video_note"):
        file = getattr(message, kind)
        if file is not None:
            return kind, file.file_id, file.file_unique_id
    return next((kind for kind in OTHER_KINDS if getattr(message, kind, None)), "other"), None, None


def _entity(entity: MessageEntity) -> dict[str, object]:
    kept = {"type": str(entity.type), "offset": entity.offset, "length": entity.length}
    if entity.url:
        kept["url"] = entity.url
    if entity.language:
        kept["language"] = entity.language
    return kept
