"""What buttons do about facts that an owner is asked for; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action

SKIP, OTHER_DAY = "skip", "day"
"""Words on the buttons that tell no fact: leave it out, and type the day."""


@dataclass(frozen=True, slots=True)
class FactAction(Action):
    """Something about what is asked for before a ticket goes to a lawyer."""


@dataclass(frozen=True, slots=True)
class TellFact(FactAction):
    """Tell a fact of an own ticket by its number: a word of `bot.domain.facts.ANSWERS` or a day.

    A day is written 20260305, a week by its Monday w20260302; SKIP and OTHER_DAY tell none.
    """

    name: ClassVar[str] = "fact"
    ticket: int
    number: int
    word: str


@dataclass(frozen=True, slots=True)
class SendNow(FactAction):
    """Send an own ticket without the facts that are still asked for."""

    name: ClassVar[str] = "send-now"
    ticket: int
