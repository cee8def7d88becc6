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


@dataclass(frozen=True, slots=True)
class PassBecause(TicketWorkAction):
    """Say why a ticket was left to somebody else: a `bot.domain.pass_reason.PassReason`."""

    name: ClassVar[str] = "passwhy"
    reason: str


@dataclass(frozen=True, slots=True)
class ShowMore(TicketWorkAction):
    """Show what else can be done with a ticket."""

    name: ClassVar[str] = "more"


@dataclass(frozen=True, slots=True)
class ChooseColleague(TicketWorkAction):
    """A page of the colleagues who may take a ticket over ("over") or read it along ("guest")."""

    name: ClassVar[str] = "colleagues"
    what: str
    page: int


@dataclass(frozen=True, slots=True)
class HandOver(TicketWorkAction):
    """Ask a colleague to take a ticket over."""

    name: ClassVar[str] = "hand"
    colleague: int


@dataclass(frozen=True, slots=True)
class AcceptHandOver(TicketWorkAction):
    """Take over the ticket that a colleague asked for."""

    name: ClassVar[str] = "accept"


@dataclass(frozen=True, slots=True)
class DeclineHandOver(TicketWorkAction):
    """Leave a ticket with the colleague who has it."""

    name: ClassVar[str] = "decline"


@dataclass(frozen=True, slots=True)
class InviteGuest(TicketWorkAction):
    """Let a colleague read a ticket along."""

    name: ClassVar[str] = "guest"
    colleague: int


@dataclass(frozen=True, slots=True)
class DismissGuest(TicketWorkAction):
    """Let nobody read a ticket along any more; or leave it, if it is the colleague who taps."""

    name: ClassVar[str] = "dismiss"


@dataclass(frozen=True, slots=True)
class AskSnooze(TicketWorkAction):
    """Ask until when a ticket is to be put off."""

    name: ClassVar[str] = "later"


@dataclass(frozen=True, slots=True)
class Snooze(TicketWorkAction):
    """Put a ticket off: "hours" or "morning"."""

    name: ClassVar[str] = "snooze"
    until: str


@dataclass(frozen=True, slots=True)
class SnoozeUntilDay(TicketWorkAction):
    """Type the day until which a ticket is to be put off."""

    name: ClassVar[str] = "someday"
