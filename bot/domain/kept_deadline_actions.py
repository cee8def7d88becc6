"""Buttons about last days that somebody wants to be reminded of."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action
from bot.domain.deadline_actions import DeadlineAction


@dataclass(frozen=True, slots=True)
class RemindMe(DeadlineAction):
    """Keep this last day, and remind me of it."""

    name: ClassVar[str] = "remindme"
    number: int
    day: int


@dataclass(frozen=True, slots=True)
class KeptDeadlineAction(Action):
    """Something about a last day that is kept."""

    deadline: int


@dataclass(frozen=True, slots=True)
class Filed(KeptDeadlineAction):
    """It is done in time."""

    name: ClassVar[str] = "filed"


@dataclass(frozen=True, slots=True)
class StillOpen(KeptDeadlineAction):
    """The reminder was read, and it is still to be done."""

    name: ClassVar[str] = "stillopen"


@dataclass(frozen=True, slots=True)
class ForgetDeadline(KeptDeadlineAction):
    """Forget it."""

    name: ClassVar[str] = "dropday"
