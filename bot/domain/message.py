"""What a person said in one message: words or a file, as a value that outlives Telegram's objects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FILE_KINDS = ("photo", "document", "voice", "audio", "video", "video_note", "animation")
"""Kinds of message that carry a file and can be sent on."""


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """One message of a person. `kind` is "text", one of FILE_KINDS, or the name of something that can't be sent on.

    `entities` mark formatting in `text` (the caption, for a file) by UTF-16 offsets, as JSON values of the Bot API.
    """

    message_id: int
    kind: str
    text: str = ""
    entities: tuple[Mapping[str, Any], ...] = ()
    file_id: str | None = None
    file_key: str | None = None
    """Telegram's file_unique_id: tells whether an edit brought another file; file ids change from time to time."""
    album: str | None = None
    """Telegram's media_group_id: messages of one album share it."""
    reply_to: int | None = None
    quote: str | None = None
    """The sentence of the replied message that the writer picked out by hand."""
    quoted_elsewhere: str | None = None
    """What the writer quoted from another chat: its words come along, for the other side cannot see that chat."""
    forwarded: bool = False
    topic: int | None = None
    """The topic of the chat in which it was written: Telegram's message_thread_id."""
    sent_at: int = 0
    """When it was sent, in seconds since 1970, also after an edit; 0 where nobody knows."""

    @property
    def can_be_sent_on(self) -> bool:
        """Whether the other side of a ticket can be shown this."""
        return bool(self.kind == "text" and self.text) or (
            self.kind in FILE_KINDS and self.file_id is not None
        )

    def differs_from(self, other: "IncomingMessage") -> bool:
        """Whether an edit changed anything that the other side can see: words, formatting or the file."""
        return (
            self.kind != other.kind
            or self.text != other.text
            or list(map(dict, self.entities)) != list(map(dict, other.entities))
            or self.file_key != other.file_key
        )


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent an update, as the channel tells it; nothing of it is stored without consent."""

    external_id: str
    name: str
    language_code: str | None = None
