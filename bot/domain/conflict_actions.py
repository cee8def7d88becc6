"""What buttons do about conflicts of interest; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class ConflictAction(Action):
    """Something about who is on which side."""


@dataclass(frozen=True, slots=True)
class TellSide(ConflictAction):
    """Say of an own ticket that there is no other side, or that its name is not known: "none" or "unknown"."""

    name: ClassVar[str] = "side"
    ticket: int
    word: str


@dataclass(frozen=True, slots=True)
class StepAside(ConflictAction):
    """Say of a ticket that one has a conflict of interest."""

    name: ClassVar[str] = "aside"
    ticket: int


@dataclass(frozen=True, slots=True)
class LookAtConflict(ConflictAction):
    """See which two names keep a lawyer from a ticket."""

    name: ClassVar[str] = "conflict"
    ticket: int
    lawyer: int


@dataclass(frozen=True, slots=True)
class ClearConflict(ConflictAction):
    """Let a lawyer see a ticket after all, for a reason: a word of `bot.domain.conflict.Clearing`."""

    name: ClassVar[str] = "clear"
    ticket: int
    lawyer: int
    because: str


@dataclass(frozen=True, slots=True)
class NameParty(ConflictAction):
    """Begin to name clients or opponents of one's own: a word of `bot.domain.conflict.PartySide`."""

    name: ClassVar[str] = "party"
    side: str


@dataclass(frozen=True, slots=True)
class DropParty(ConflictAction):
    """Take a name off one's own list of clients and opponents."""

    name: ClassVar[str] = "unparty"
    number: int
