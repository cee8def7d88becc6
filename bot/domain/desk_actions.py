"""What an admin does with a button at a ticket; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class DeskAction(Action):
    """Something that an admin does with a ticket."""

    ticket: int


@dataclass(frozen=True, slots=True)
class ShowGist(DeskAction):
    """Show how a ticket stands, without a word of what is said in it."""

    name: ClassVar[str] = "gist"


@dataclass(frozen=True, slots=True)
class AskAssign(DeskAction):
    """List the lawyers to whom a ticket may be given."""

    name: ClassVar[str] = "assign"


@dataclass(frozen=True, slots=True)
class TurnLawyers(DeskAction):
    """Another page of that list."""

    name: ClassVar[str] = "lawyers"
    page: int


@dataclass(frozen=True, slots=True)
class Assign(DeskAction):
    """Give a ticket to this lawyer."""

    name: ClassVar[str] = "assigned"
    lawyer: int


@dataclass(frozen=True, slots=True)
class Nudge(DeskAction):
    """Remind whoever owes the next word."""

    name: ClassVar[str] = "nudge"


@dataclass(frozen=True, slots=True)
class SeenEmergency(DeskAction):
    """Say that the emergency in a ticket is seen to, so that no admin is called for it again."""

    name: ClassVar[str] = "seen"


@dataclass(frozen=True, slots=True)
class AskInspection(DeskAction):
    """Ask why an admin wants to read a ticket."""

    name: ClassVar[str] = "inspect"


@dataclass(frozen=True, slots=True)
class Inspect(DeskAction):
    """Read a ticket for this reason, a `bot.domain.desk.Why`."""

    name: ClassVar[str] = "inspected"
    why: str
