"""What buttons do with words that a lawyer has just sent; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class RecallAction(Action):
    """Something about words that were sent."""


@dataclass(frozen=True, slots=True)
class Recall(RecallAction):
    """Take back what one sent to the owner of a ticket, from one message of its thread to another."""

    name: ClassVar[str] = "recall"
    ticket: int
    first: int
    last: int
