"""What people see of tickets, people, knowledge and deliveries, as plain values.

Telegram, the command line and a console only lay them out. Built in `bot.usecases.views`; nothing in here is
anybody's words unless its field says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from bot.domain.answer import Citation
from bot.domain.attached import Attached
from bot.domain.desk_views import DeskView
from bot.domain.facts import ToldFact
from bot.domain.page import ONLY_PAGE, Page
from bot.domain.reply import Options
from bot.domain.seat_views import EnterpriseList, Team
from bot.domain.work_figures import WorkFigures


@dataclass(frozen=True, slots=True)
class TicketCard:
    """A ticket for one reader. `question` holds the owner's words, or is empty."""

    number: int
    urgent: bool = False
    emergency: str = ""
    """The kind of emergency that its owner's words speak of."""
    enterprise: str = ""
    other_side: str = ""
    """The name of the other side, in the owner's words."""
    side: str = ""
    """Why there is no name of another side: the key of words."""
    measure: str = ""
    question: str = ""
    code: str = ""
    since: str = ""
    told: str = ""
    """Dates, amounts and parties that the question names."""
    near: str = ""
    """What the knowledge has to say nearby."""
    count: int = 0
    """Messages so far."""
    attached: Attached = ()
    """Pictures, voice messages and other files among them."""
    bot: str = ""
    """What the butler said to the question: the key of a sentence; empty for whoever may not read the ticket."""
    bot_titles: str = ""
    """Of the entries that this sentence speaks of."""
    name: str = ""
    """Of the lawyer that the heading speaks of."""
    follows: str = ""
    """The closed ticket that its owner goes on with."""
    last_day: str = ""
    """The nearest last day that its owner wants to be reminded of, an ISO date."""
    verified: bool | None = None
    """Whether the enterprise is; None where there is none."""
    verified_on: str = ""
    """The day on which somebody confirmed it, an ISO date; empty where the bureau's list has it."""
    facts: tuple[ToldFact, ...] = ()
    """What its owner told before it was sent."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said in a ticket: words, files, what the butler said to the question, a note for staff."""

    at: str
    who: Literal["owner", "lawyer", "bot", "note"]
    name: str = ""
    """Of the lawyer or the enterprise; empty where it is not known."""
    text: str = ""
    entities: tuple[Mapping[str, Any], ...] = ()
    """Formatting in `text`, as in `bot.domain.message.IncomingMessage`."""
    attached: Attached = ()
    quote: str = ""
    """The sentence that it answers."""
    edited: bool = False
    withdrawn: str = ""
    """When its writer took it back; for the other side without its words."""
    forwarded: bool = False
    bot: str = ""
    """What the butler said: the key of a sentence."""
    bot_titles: str = ""
    facts: tuple[ToldFact, ...] = ()
    """What was asked for before the ticket was sent, and told."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that was said in a ticket, the first words first."""

    number: int
    lines: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket in a list. `state` is the key of its words."""

    number: int
    state: str
    since: str
    urgent: bool = False
    emergency: str = ""
    measure: str = ""
    name: str = ""
    """Of its lawyer."""


@dataclass(frozen=True, slots=True)
class TicketList:
    """A page of tickets, of which there are `count` in all."""

    lines: tuple[TicketLine, ...]
    count: int
    page: Page = ONLY_PAGE


@dataclass(frozen=True, slots=True)
class OwnTicket:
    """A ticket for its owner. `state` and `next` are keys of their words."""

    number: int
    subject: str
    """The owner's own question, or its beginning."""
    state: str
    since: str
    """Since when it stands like that."""
    name: str = ""
    """Of the lawyer who has it."""
    next: str = ""
    """What happens next; empty for nothing."""
    due: str = ""
    """By when."""
    urgent: bool = False
    last_day: str = ""
    """The nearest last day that its owner wants to be reminded of, an ISO date."""
    by: str = ""
    """The colleague who opened it; empty for the reader's own."""
    shared: bool = False
    """Whether colleagues see it, too."""


@dataclass(frozen=True, slots=True)
class OwnTickets:
    """A page of an owner's tickets, the newest first."""

    lines: tuple[OwnTicket, ...]
    page: Page = ONLY_PAGE


@dataclass(frozen=True, slots=True)
class StaffMember:
    """One admin or lawyer; `on_duty` and `load` mean something for lawyers only."""

    id: int
    name: str
    external_id: str = ""
    on_duty: bool = False
    load: int = 0


@dataclass(frozen=True, slots=True)
class Staff:
    """Who works here, and who was removed although the configuration still names them."""

    admins: tuple[StaffMember, ...]
    lawyers: tuple[StaffMember, ...]
    removed: tuple[StaffMember, ...] = ()


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A notice that failed or may not have arrived: numbers and a reason, no words."""

    notice: int
    state: str
    ticket: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class UndeliveredList:
    """A page of them, the latest first; how many there are in all, and how many wait at another bot account."""

    lines: tuple[Undelivered, ...]
    count: int
    elsewhere: int = 0
    page: Page = ONLY_PAGE


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened in the last `days`, in numbers."""

    days: int
    verdicts: tuple[tuple[str, int], ...]
    """(verdict, questions); all verdicts, also those at 0."""
    solved: int
    to_lawyer: int
    opened: int
    taken: int
    answered: int
    closed: int
    helped: int
    not_helped: int
    wait_minutes: int | None
    """The median time to a lawyer's first words; None while there is none."""
    undelivered: int
    set_aside: int


@dataclass(frozen=True, slots=True)
class KnowledgeStatus:
    """The knowledge in force."""

    revision: str
    measures: int
    entries: int
    phrasings: int
    reviewed: int
    golden: int
    warnings: int


@dataclass(frozen=True, slots=True)
class KnowledgeFaults:
    """What keeps a newer folder from being in force: `lines`, and how many `more` there are."""

    lines: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class KnowledgeChange:
    """A revision that has come into force, with the entries that differ."""

    revision: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuspendedEntry:
    """An entry that does not answer. `since` and `by` are empty where its own file says so."""

    entry: str
    title: str = ""
    """Empty for an entry that is no longer in the knowledge."""
    since: str = ""
    by: str = ""
    why: str = ""
    """The key of a reason."""
    words: str = ""
    """The reason in the admin's own words."""


@dataclass(frozen=True, slots=True)
class SuspendedList:
    """Entries that do not answer, the first of `count`."""

    lines: tuple[SuspendedEntry, ...]
    count: int


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of a time limit and how it was reckoned (`bot.domain.deadlines`). Days are ISO dates."""

    act: str
    trigger: str
    citation: Citation
    length: int
    unit: str
    since: str
    first: str
    counted: str
    last: str
    rests: int
    """Rest days passed over."""
    left: int
    """Days from today to the last; negative when it is over."""
    month_end: bool = False
    is_rest_day: bool = False
    """Whether the last day is a rest day, and stays the last all the same."""
    post_counts: bool = False
    unknown_years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptDay:
    """A last day that somebody wants to be reminded of. Days are ISO dates; `act` is empty where only the day is told."""

    act: str
    last: str
    left: int
    """Days from today to the last; negative when it is over."""
    number: int | None = None
    """Of its ticket."""
    before: str = ""
    """The last day that was told before, where the calendar has moved it."""


@dataclass(frozen=True, slots=True)
class KeptDays:
    """A page of them, the nearest first; lines count from `first`."""

    lines: tuple[KeptDay, ...]
    first: int
    page: Page = ONLY_PAGE


View = (
    TicketCard
    | Transcript
    | TicketList
    | OwnTicket
    | OwnTickets
    | Team
    | EnterpriseList
    | Staff
    | UndeliveredList
    | Options
    | Figures
    | KnowledgeStatus
    | KnowledgeFaults
    | KnowledgeChange
    | SuspendedList
    | LastDay
    | DeskView
    | KeptDay
    | KeptDays
    | WorkFigures
)
