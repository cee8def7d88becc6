"""What an admin does about the butlers of enterprises; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class ButlerAction(Action):
    """Something about the butler of an enterprise."""

    page: int


@dataclass(frozen=True, slots=True)
class TurnEnterprises(ButlerAction):
    """A page of all enterprises."""

    name: ClassVar[str] = "firms"


@dataclass(frozen=True, slots=True)
class AskButler(ButlerAction):
    """Show who is the butler of an enterprise, and a page of those who could be."""

    name: ClassVar[str] = "butler"
    enterprise: int


@dataclass(frozen=True, slots=True)
class SetButler(ButlerAction):
    """Let this lawyer be the butler; the page is that of the list, which stays."""

    name: ClassVar[str] = "butlered"
    enterprise: int
    lawyer: int
