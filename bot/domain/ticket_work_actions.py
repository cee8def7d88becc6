"""What a lawyer does with a button at a ticket; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class TicketWorkAction(Action):
    """Something that a lawyer does with a ticket."""

    ticket: int


@dataclass(frozen=True, slots=True)
class Take(TicketWorkAction):
    """Take a waiting ticket."""

    name: ClassVar[str] = "take"


@dataclass(frozen=True, slots=True)
class PassOn(TicketWorkAction):
    """Leave a ticket to somebody else."""

    name: ClassVar[str] = "pass"


@dataclass(frozen=True, slots=True)
class ShowDetails(TicketWorkAction):
    """Show all about a ticket."""

    name: ClassVar[str] = "details"


@dataclass(frozen=True, slots=True)
class ShowTranscript(TicketWorkAction):
    """Show all that was said in a ticket, once more."""

    name: ClassVar[str] = "transcript"


@dataclass(frozen=True, slots=True)
class AskReason(TicketWorkAction):
    """Ask why a ticket is to be closed."""

    name: ClassVar[str] = "close"


@dataclass(frozen=True, slots=True)
class Close(TicketWorkAction):
    """Close a ticket for a reason."""

    name: ClassVar[str] = "closed"
    reason: str


@dataclass(frozen=True, slots=True)
class CloseUnanswered(TicketWorkAction):
    """Close a ticket as answered, although its lawyer has said nothing in it."""

    name: ClassVar[str] = "close-anyway"


@dataclass(frozen=True, slots=True)
class Reopen(TicketWorkAction):
    """Open a closed ticket again."""

    name: ClassVar[str] = "reopen"
