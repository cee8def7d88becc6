"""The rules of the house that an operator may change, as one plain value that use cases are handed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Unreviewed = Literal["allow", "ask_lawyer"]
Access = Literal["open", "invited"]


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days words are kept, by what they are; then they are erased, unless they are on hold."""

    delivered_words_days: int = 2
    """Of notices that have arrived, since then."""
    undelivered_words_days: int = 30
    """Of notices that failed, or may have, since then."""
    questions_days: int = 365
    """Of questions that became no ticket."""
    closed_tickets_days: int = 1095
    """Of closed tickets: messages, facts, the question, the other side's name."""
    set_aside_days: int = 30
    """Of updates that could not be handled."""
    dialogues_days: int = 30
    """Of what was begun and not gone on with, such as a draft."""
    deadlines_days: int = 90
    """Of last days of which somebody wanted to be reminded, since that day."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the bureau decides; `docs/configuration.md` explains each and names its default."""

    unreviewed: Unreviewed = "allow"
    """Whether an entry that no lawyer has confirmed may answer (and says so), or a lawyer is asked."""
    answer_precision: float = 0.97
    """The share of automatic answers that must be right; the matcher's thresholds are fitted to it."""
    take_after_working_minutes: int = 15
    """Working minutes after which a ticket that nobody took raises an alarm."""
    answer_after_working_hours: float = 4
    """Working hours within which the desk aims at an answer; then its ladder begins."""
    urgent_answer_after_working_hours: float = 1
    """The same for an urgent ticket."""
    resolve_after_working_hours: float = 40
    """Working hours of the desk's own turn within which a ticket is to be closed."""
    urgent_resolve_after_working_hours: float = 13
    """The same for an urgent ticket."""
    urgent_after_minutes: Sequence[int] = (5, 10, 20)
    """Real minutes after a cry for help at which everybody is called again; the last distance is kept up."""
    most_per_lawyer: int = 20
    """Tickets in hand or offered beyond which a lawyer gets no further one, unless it is urgent."""
    most_open_per_owner: int = 20
    """Open tickets of an owner beyond which there is no further one; an emergency is always one."""
    most_emergencies_per_owner: int = 3
    """Open emergencies of an owner which a further one joins, however long ago they were told."""
    access: Access = "open"
    """Whether everybody who writes is served, or only who was invited or speaks for an enterprise on the bureau's list."""
    quarantine_after_messages: int = 200
    """Messages of one person within a minute beyond which nobody hears them for a while."""
    quarantine_minutes: int = 60
    """For how long."""
    reopen_within_days: int = 14
    """Calendar days in which "not solved" or a reply reopens a closed ticket."""
    close_after_silent_days: Sequence[int] = (7, 10, 14)
    """Working days without a word of the owner after the lawyer's: warnings, and the last one closes; none: never."""
    undelivered_after_minutes: int = 15
    """Real minutes for which something stays undelivered until admins are told."""
    undelivered_from: int = 20
    """So many undelivered notices are told at once."""
    retention: Retention = Retention()
    """How long words are kept."""
