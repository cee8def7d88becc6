"""Buttons of staff that concern no ticket: leave an office, say why an entry is suspended."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class SteeringAction(Action):
    """Something that staff do apart from tickets."""


@dataclass(frozen=True, slots=True)
class Leave(SteeringAction):
    """Give one's own role back."""

    name: ClassVar[str] = "leave"
    role: str


@dataclass(frozen=True, slots=True)
class WhySuspended(SteeringAction):
    """Say why an entry is out of answering, a `bot.domain.suspension.SuspensionReason`."""

    name: ClassVar[str] = "because"
    code: str
    reason: str
