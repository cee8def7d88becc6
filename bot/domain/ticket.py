"""A ticket: a question that went to a lawyer, its states and who may do what with it.

waiting ──take──▶ taken ──close──▶ closed
   ▲                │                 │
   └──── hand back ─┘◀──── reopen ────┘
"""

import datetime as dt
import enum
from dataclasses import dataclass

from bot.domain.answer import Lang


class State(enum.StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"


class CloseReason(enum.StrEnum):
    """Why a ticket was closed; a lawyer must name one."""

    ANSWERED = "answered"
    REFERRED = "referred"
    NOT_LEGAL = "not-legal"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Ticket:
    """An escalated question. `lawyer` holds it once it is taken, and stays its lawyer after closing."""

    id: int
    owner: int
    enterprise: int | None
    question: int | None
    measure: str | None
    lang: Lang
    urgent: bool
    state: State
    lawyer: int | None
    opened_at: dt.datetime
    taken_at: dt.datetime | None = None
    answered_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    close_reason: str | None = None
    helped: bool | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state is not State.CLOSED

    def may_be_reopened(self, now: dt.datetime, within: dt.timedelta) -> bool:
        """Whether the owner's words still wake this ticket, or a new one is due."""
        return self.closed_at is not None and now - self.closed_at <= within
