"""A conversation as its owner may keep it: what the butler, the owner and the lawyer said, and no note for staff."""

from dataclasses import dataclass
from typing import Literal

from bot.domain.views import Said

FileForm = Literal["html", "docx"]
FORMS: tuple[FileForm, ...] = ("html", "docx")
"""For the phone, and for a word processor."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """All that may be read of a ticket by its owner, the first words first. Times are those of the office, with their year."""

    number: int
    opened: str
    saved: str
    lines: tuple[Said, ...] = ()
