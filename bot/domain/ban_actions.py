"""Buttons about who is not heard; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class BanAction(Action):
    """Something about who is not heard."""


@dataclass(frozen=True, slots=True)
class BanFor(BanAction):
    """Ban somebody for a reason (`bot.domain.bans`); for how long is asked next."""

    name: ClassVar[str] = "ban-for"
    person: int
    reason: str


@dataclass(frozen=True, slots=True)
class Ban(BanAction):
    """Ban somebody for a reason, for so many days; 0: until it is lifted."""

    name: ClassVar[str] = "ban"
    person: int
    reason: str
    days: int


@dataclass(frozen=True, slots=True)
class LiftBan(BanAction):
    """Hear somebody again."""

    name: ClassVar[str] = "unban"
    ban: int
