"""What admins see of tickets and of those who work on them: nothing in here is said in a ticket."""

from dataclasses import dataclass

from bot.domain.desk import Filter
from bot.domain.page import ONLY_PAGE, Page


@dataclass(frozen=True, slots=True)
class OpenLine:
    """An open ticket in a list. `state` is the key of its words."""

    number: int
    state: str
    since: str
    urgent: bool = False
    emergency: str = ""
    measure: str = ""
    name: str = ""
    """Of its lawyer, or of whoever it is offered to."""
    due: str = ""
    """When the next alarm rings that runs for it."""
    is_late: bool = False
    """Whether the time is over within which it is to be closed."""


@dataclass(frozen=True, slots=True)
class OpenList:
    """A page of the open tickets that a filter lets through, of which there are `count`."""

    lines: tuple[OpenLine, ...]
    count: int
    only: Filter = Filter.ALL
    page: Page = ONLY_PAGE


@dataclass(frozen=True, slots=True)
class Inspection:
    """That an admin has read a ticket. `why` is the key of a reason, `words` are their own."""

    at: str
    name: str
    why: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Gist:
    """How a ticket stands, without a word of what is said in it."""

    line: OpenLine
    owed: bool = False
    """Whether its owner waits for a word."""
    waited: int = 0
    """Working minutes since its owner waits."""
    why: str = ""
    """What spoke for its lawyer, or whoever it is offered to."""
    nudged: str = ""
    """When an admin last reminded whoever owes the next word."""
    inspections: tuple[Inspection, ...] = ()


@dataclass(frozen=True, slots=True)
class LawyerLine:
    """A lawyer to whom a ticket may be given, and what speaks for them."""

    id: int
    name: str
    load: int
    is_butler: bool = False
    is_skilled: bool = False
    """Whether they are best at what the ticket is about."""
    is_offered: bool = False
    is_understood: bool = True
    """Whether they speak the language of the ticket's owner."""


@dataclass(frozen=True, slots=True)
class LawyerChoice:
    """A page of the lawyers to whom a ticket may be given, the most fitting first."""

    number: int
    lines: tuple[LawyerLine, ...]
    holder: str = ""
    """Who has the ticket now."""
    page: Page = ONLY_PAGE


@dataclass(frozen=True, slots=True)
class UnansweredLine:
    """How often an entry was the nearest to what was not answered. Without a title: no entry was near."""

    title: str
    asked_back: int = 0
    no_answer: int = 0
    out_of_scope: int = 0
    not_helped: int = 0


@dataclass(frozen=True, slots=True)
class UnansweredList:
    """A page of what was not answered in so many days: `count` questions, by the nearest entry."""

    lines: tuple[UnansweredLine, ...]
    count: int
    days: int
    page: Page = ONLY_PAGE


DeskView = OpenList | Gist | LawyerChoice | UnansweredList
