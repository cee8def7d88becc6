"""Buttons about what is kept of people; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class PrivacyAction(Action):
    """Something about what is kept of people."""


@dataclass(frozen=True, slots=True)
class EraseMe(PrivacyAction):
    """Erase all that is kept of whoever taps, having been asked."""

    name: ClassVar[str] = "eraseme"


@dataclass(frozen=True, slots=True)
class ExportMe(PrivacyAction):
    """Give whoever taps a copy of all that is kept of them."""

    name: ClassVar[str] = "exportme"


@dataclass(frozen=True, slots=True)
class LiftHold(PrivacyAction):
    """End a hold."""

    name: ClassVar[str] = "lifthold"
    hold: int
