"""What a person said in one message: words or a file, as a value that outlives Telegram's objects."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

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
    album: str | None = None
    """Telegram's media_group_id: messages of one album share it."""
    reply_to: int | None = None

    @property
    def can_be_sent_on(self) -> bool:
        """Whether the other side of a ticket can be shown this."""
        return bool(self.kind == "text" and self.text) or (
            self.kind in FILE_KINDS and self.file_id is not None
        )

    def as_json(self) -> dict[str, Any]:
        """The value as JSON can hold it."""
        return {**asdict(self), "entities": [dict(entity) for entity in self.entities]}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """The value that `as_json` wrote."""
        return replace(cls(**value), entities=tuple(value["entities"]))


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent an update, as Telegram tells it; nothing of it is stored without consent."""

    id: int
    name: str
    language_code: str | None = None
