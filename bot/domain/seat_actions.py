"""What is done with a button about seats in an enterprise; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class SeatAction(Action):
    """Something that is done with seats, or with the tickets that they share."""


@dataclass(frozen=True, slots=True)
class ShowTeam(SeatAction):
    """Show who has a seat in one's enterprise."""

    name: ClassVar[str] = "team"


@dataclass(frozen=True, slots=True)
class InviteColleague(SeatAction):
    """Make a one-time invitation to a seat."""

    name: ClassVar[str] = "colleague"


@dataclass(frozen=True, slots=True)
class AskRevoking(SeatAction):
    """Ask whether a colleague is really to lose the seat."""

    name: ClassVar[str] = "unseat"
    person: int


@dataclass(frozen=True, slots=True)
class RevokeSeat(SeatAction):
    """Take the seat of a colleague away."""

    name: ClassVar[str] = "unseated"
    person: int


@dataclass(frozen=True, slots=True)
class AskPassing(SeatAction):
    """Ask whether a colleague is really to keep the enterprise from now on."""

    name: ClassVar[str] = "keeping"
    person: int


@dataclass(frozen=True, slots=True)
class PassKeeping(SeatAction):
    """Let a colleague keep the enterprise from now on."""

    name: ClassVar[str] = "kept"
    person: int


@dataclass(frozen=True, slots=True)
class AskLeaving(SeatAction):
    """Ask whether one's own seat is really to be left."""

    name: ClassVar[str] = "unsit"
    enterprise: int


@dataclass(frozen=True, slots=True)
class LeaveSeat(SeatAction):
    """Leave one's own seat in this enterprise."""

    name: ClassVar[str] = "left"
    enterprise: int


@dataclass(frozen=True, slots=True)
class Share(SeatAction):
    """Let colleagues see an own ticket."""

    name: ClassVar[str] = "share"
    ticket: int


@dataclass(frozen=True, slots=True)
class KeepPrivate(SeatAction):
    """Let nobody else in the enterprise see an own ticket."""

    name: ClassVar[str] = "private"
    ticket: int


@dataclass(frozen=True, slots=True)
class Follow(SeatAction):
    """Take part in a colleague's ticket."""

    name: ClassVar[str] = "follow"
    ticket: int


@dataclass(frozen=True, slots=True)
class Unfollow(SeatAction):
    """No longer take part in a colleague's ticket."""

    name: ClassVar[str] = "unfollow"
    ticket: int


@dataclass(frozen=True, slots=True)
class LetIn(SeatAction):
    """An admin confirms that somebody belongs to the enterprise of which they say so."""

    name: ClassVar[str] = "letin"
    person: int
    enterprise: int


@dataclass(frozen=True, slots=True)
class ConfirmEnterprise(SeatAction):
    """An admin confirms an enterprise."""

    name: ClassVar[str] = "verify"
    enterprise: int


@dataclass(frozen=True, slots=True)
class UnconfirmEnterprise(SeatAction):
    """An admin takes back that an enterprise was confirmed."""

    name: ClassVar[str] = "unverify"
    enterprise: int


@dataclass(frozen=True, slots=True)
class AskIdentity(SeatAction):
    """Ask the lawyer of a ticket whether they have looked at its enterprise."""

    name: ClassVar[str] = "identity"
    ticket: int


@dataclass(frozen=True, slots=True)
class ConfirmIdentity(SeatAction):
    """The lawyer of a ticket confirms its enterprise."""

    name: ClassVar[str] = "identified"
    ticket: int


@dataclass(frozen=True, slots=True)
class WithdrawIdentity(SeatAction):
    """The lawyer of a ticket takes back that its enterprise was confirmed."""

    name: ClassVar[str] = "unidentified"
    ticket: int
