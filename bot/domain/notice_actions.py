"""Buttons of the holiday notice: what admins do with its draft, and owners with the notice."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class NoticeAction(Action):
    """Something about a notice to owners."""


@dataclass(frozen=True, slots=True)
class SendNotice(NoticeAction):
    """Send the notice of the holiday that begins on this day, to "recent" owners or to "all"."""

    name: ClassVar[str] = "notice-send"
    first: str
    audience: str


@dataclass(frozen=True, slots=True)
class DropNotice(NoticeAction):
    """Send nothing."""

    name: ClassVar[str] = "notice-drop"


@dataclass(frozen=True, slots=True)
class NoticesOff(NoticeAction):
    """Be sent no such notices any more."""

    name: ClassVar[str] = "notices-off"


@dataclass(frozen=True, slots=True)
class NoticesOn(NoticeAction):
    """Be sent them again."""

    name: ClassVar[str] = "notices-on"
