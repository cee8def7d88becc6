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


@dataclass(frozen=True, slots=True)
class MoveWords(RecallAction):
    """Take words back from the owner to whom they went, and send them to that of this ticket; by the message of the thread."""

    name: ClassVar[str] = "move"
    ticket: int
    message: int


@dataclass(frozen=True, slots=True)
class SendAlso(RecallAction):
    """Send words that went to one owner knowingly to that of this ticket, too."""

    name: ClassVar[str] = "also"
    ticket: int
    message: int


@dataclass(frozen=True, slots=True)
class SendAnyway(RecallAction):
    """Send words to a ticket although they seem to be another client's."""

    name: ClassVar[str] = "anyway"
    ticket: int


@dataclass(frozen=True, slots=True)
class DontSend(RecallAction):
    """Send nothing of what was held."""

    name: ClassVar[str] = "dont-send"
