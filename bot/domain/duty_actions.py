"""What a lawyer does with a button about their duty; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class DutyAction(Action):
    """Something about when a lawyer is there."""


@dataclass(frozen=True, slots=True)
class SetDuty(DutyAction):
    """Go on or off duty: "on" or "off", or off for a while: "hours", "tomorrow", "monday"."""

    name: ClassVar[str] = "duty"
    word: str


@dataclass(frozen=True, slots=True)
class TakeBackAbsence(DutyAction):
    """Take a leave or a day in court back."""

    name: ClassVar[str] = "present"
    absence: int
