"""Turning the pages of a list: an action for each list, since each has readers of its own.

`bot.domain.actions` knows all actions by name.
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class PageAction(Action):
    """Show this page of a list in the same message."""

    page: int


@dataclass(frozen=True, slots=True)
class TurnOwnTickets(PageAction):
    """A page of an owner's own tickets."""

    name: ClassVar[str] = "tickets"


@dataclass(frozen=True, slots=True)
class TurnDeadlines(PageAction):
    """A page of the last days that somebody wants to be reminded of."""

    name: ClassVar[str] = "deadlines"


@dataclass(frozen=True, slots=True)
class TurnEntries(PageAction):
    """A page of what one measure answers; measures count from 1."""

    name: ClassVar[str] = "entries"
    measure: int


@dataclass(frozen=True, slots=True)
class TurnQueue(PageAction):
    """A page of the tickets that wait for a lawyer."""

    name: ClassVar[str] = "queue"


@dataclass(frozen=True, slots=True)
class TurnMine(PageAction):
    """A page of the tickets that a lawyer holds."""

    name: ClassVar[str] = "mine"


@dataclass(frozen=True, slots=True)
class TurnClosed(PageAction):
    """A page of the closed tickets of a lawyer."""

    name: ClassVar[str] = "done"


@dataclass(frozen=True, slots=True)
class TurnOpen(PageAction):
    """A page of the open tickets that a `bot.domain.desk.Filter` lets through."""

    name: ClassVar[str] = "open"
    only: str


@dataclass(frozen=True, slots=True)
class TurnUnanswered(PageAction):
    """A page of what the butler did not answer."""

    name: ClassVar[str] = "unanswered"


@dataclass(frozen=True, slots=True)
class TurnUnverified(PageAction):
    """A page of the enterprises that nobody has verified."""

    name: ClassVar[str] = "enterprises"


@dataclass(frozen=True, slots=True)
class TurnUndelivered(PageAction):
    """A page of the notices that did not arrive."""

    name: ClassVar[str] = "undelivered"
