"""Giving away all that a lawyer holds; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class HandOverAction(Action):
    """Something about all tickets that this lawyer holds."""

    lawyer: int


@dataclass(frozen=True, slots=True)
class ChooseReceiver(HandOverAction):
    """A page of the colleagues to whom all of it may go."""

    name: ClassVar[str] = "all-whom"
    page: int


@dataclass(frozen=True, slots=True)
class AskHandOverAll(HandOverAction):
    """Ask whether all of it is really to go to this colleague, or (0) back into the queue."""

    name: ClassVar[str] = "all-sure"
    to: int


@dataclass(frozen=True, slots=True)
class HandOverAll(HandOverAction):
    """Give all of it to this colleague, or (0) back into the queue."""

    name: ClassVar[str] = "all-give"
    to: int
