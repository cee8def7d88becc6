"""Buttons under an answer that states a time limit: work out the last day. Limits of an entry count from 1."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class DeadlineAction(Action):
    """Something about a limit of an entry, which answered a question (0: browsed to)."""

    question: int
    code: str


@dataclass(frozen=True, slots=True)
class WorkOut(DeadlineAction):
    """Begin to work out a last day; where an entry has several limits, choose one first."""

    name: ClassVar[str] = "lastday"


@dataclass(frozen=True, slots=True)
class AskTrigger(DeadlineAction):
    """This limit is meant; its first day is asked for."""

    name: ClassVar[str] = "limit"
    number: int


@dataclass(frozen=True, slots=True)
class ReckonFrom(DeadlineAction):
    """The limit was set off on this day (20260305)."""

    name: ClassVar[str] = "since"
    number: int
    day: int


@dataclass(frozen=True, slots=True)
class LastDayAsFile(DeadlineAction):
    """The last day as a file for the calendar of a phone."""

    name: ClassVar[str] = "ics"
    number: int
    day: int
