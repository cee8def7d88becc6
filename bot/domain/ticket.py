"""A ticket: a question that went to a lawyer; its states, who may do what with it, and what that leads to.

Drawn from the tables below (`docs/ticket.md` holds the same diagram, and a test holds it to them):

    waiting ──take──▶ taken ◀──ask── answered
       ▲  ▲            │ │              ▲
       │  └─hand back──┘ └───answer─────┘        hand back and release also lead from answered to waiting,
       │                                         close and solve from taken and answered to closed,
       │                                         withdraw from every open state to closed,
       └──────────── reopen ───────── closed     reopen to taken where the lawyer is still there

A reminder leads where the owner's words do: whoever holds the ticket owes an answer. While a ticket is held, its lawyer
may ask a colleague to take it over (it stays with the lawyer until the colleague accepts), let one read along as a guest,
and put it off until an instant; none of that changes whose turn it is. An owner who stays silent lets it expire.
The state says whose turn it is: a lawyer's to take (waiting), the lawyer's to answer (taken), the owner's, if
there is anything left to say (answered), nobody's (closed). Alarms hang on that, see `bot.usecases.alarms`.
"""

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.answer import Lang
from bot.domain.conflict import Side
from bot.domain.people import Person
from bot.domain.sides import asks_in, is_on_its_side


class State(enum.StrEnum):
    """Where a ticket stands, and whose turn it is."""

    WAITING = "waiting"
    TAKEN = "taken"
    ANSWERED = "answered"
    CLOSED = "closed"


class CloseReason(enum.StrEnum):
    """Why a ticket was closed; a lawyer must name one."""

    ANSWERED = "answered"
    REFERRED = "referred"
    NOT_LEGAL = "not-legal"
    WITHDRAWN = "withdrawn"
    SOLVED = "solved"
    """Its owner says so."""
    SILENT = "silent"
    """Its owner said nothing more after an answer, and was warned."""


LAWYERS_REASONS = tuple(each for each in CloseReason if each not in (CloseReason.SOLVED, CloseReason.SILENT))
"""The reasons that a lawyer may name: that it is solved only the owner can say, and silence needs time."""


class Act(enum.StrEnum):
    """What people do with a ticket. Those in `MOVES` change its state."""

    READ = "read"
    TAKE = "take"
    PASS_ON = "pass_on"  # noqa: S105 -- a word for an act, not a password
    """Decline an offer."""
    ANSWER = "answer"
    """A lawyer's words, files, edits and reactions."""
    RECALL = "recall"
    ASK = "ask"
    """The owner's words, files, edits and reactions."""
    HAND_BACK = "hand_back"
    RELEASE = "release"
    """Its lawyer is gone: nobody's right, it happens."""
    CLOSE = "close"
    WITHDRAW = "withdraw"
    SOLVE = "solve"
    """Its owner says that it is solved."""
    REMIND = "remind"
    """Its owner asks where the answer stays."""
    REOPEN = "reopen"
    NOTE = "note"
    """Words for staff, which the owner never sees."""
    RATE = "rate"
    ASSIGN = "assign"
    """An admin says which lawyer is to have it."""
    NUDGE = "nudge"
    """An admin reminds whoever owes the next word."""
    INSPECT = "inspect"
    """An admin reads it, says why, and its lawyer is told."""
    HAND_OVER = "hand_over"
    """Ask a named colleague to take it over."""
    ACCEPT = "accept"
    """Take over what a colleague asked for."""
    DECLINE = "decline"
    INVITE = "invite"
    """Let a colleague read along, and write notes."""
    DISMISS = "dismiss"
    """The colleague reads along no longer."""
    SNOOZE = "snooze"
    """Put it off until an instant."""
    WAKE = "wake"
    """That instant has come: nobody's right, it happens."""
    EXPIRE = "expire"
    """Its owner stayed silent for too long: nobody's right, it happens."""


class Denial(enum.StrEnum):
    """Why somebody may not do something with a ticket."""

    NOT_YOURS = "not_yours"
    TAKE_FIRST = "take_first"
    TAKEN = "taken"
    CLOSED = "closed"
    OPEN = "open"
    NOT_OFFERED = "not_offered"
    NOT_TAKEN = "not_taken"
    OWNERS_TURN = "owners_turn"
    """Nobody but its owner owes a word."""
    CONFLICTED = "conflicted"
    """This lawyer may also act for the other side: nothing of the ticket is for them."""
    NOT_CLEARED = "not_cleared"
    """Its owner is still being asked who the other side is."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """An escalated question. `lawyer` holds it once it is taken, and stays its lawyer after closing.

    `version` counts its changes: of two that were decided on the same version only one is kept.
    """

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
    """The first words of a lawyer."""
    closed_at: dt.datetime | None = None
    close_reason: str | None = None
    helped: bool | None = None
    emergency: str | None = None
    """The kind of emergency that its owner's words spoke of last, an id of `knowledge/alarms.yaml`."""
    emergency_at: dt.datetime | None = None
    """When they did."""
    side: str | None = None
    """How the question for the other side stands: a `bot.domain.conflict.Side`; None where it was never asked."""
    conflicted: frozenset[int] = frozenset()
    """The lawyers that a conflict of interest keeps from this ticket."""
    asked: int | None = None
    """The colleague whom its lawyer has asked to take it over."""
    guest: int | None = None
    """The colleague who reads along and writes notes."""
    snoozed_until: dt.datetime | None = None
    """Until when its lawyer has put it off."""
    follows: int | None = None
    """The closed ticket that its owner goes on with."""
    shared_at: dt.datetime | None = None
    """Since when those who have a seat in its enterprise may see it; None: only its owner may."""
    asks_facts: bool = False
    """Whether its owner is being asked for facts (`bot.usecases.intake`)."""
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether somebody may still have to do something about it."""
        return self.state is not State.CLOSED

    @property
    def is_asking(self) -> bool:
        """Whether no lawyer is shown it yet: its owner is asked for the other side, or for facts. Danger waits for neither."""
        asks = (self.side == Side.ASKED or self.asks_facts) and not self.emergency
        return asks and self.state is State.WAITING

    @property
    def is_held(self) -> bool:
        """Whether a lawyer works on it."""
        return self.state in HELD

    def may_be_reopened(self, now: dt.datetime, within: dt.timedelta) -> bool:
        """Whether the owner's words still wake this ticket, or a new one is due."""
        return self.closed_at is not None and now - self.closed_at <= within


HELD = (State.TAKEN, State.ANSWERED)
_OPEN = (State.WAITING, *HELD)
CLOSING = (Act.CLOSE, Act.SOLVE, Act.WITHDRAW, Act.EXPIRE)
ASIDE = (Act.HAND_OVER, Act.DECLINE, Act.INVITE, Act.DISMISS)
"""What lawyers settle among themselves: it wakes no ticket that was put off."""
BESIDE = (*ASIDE, Act.ACCEPT, Act.SNOOZE, Act.WAKE)
"""Acts that leave open whose turn it is."""

MOVES: Mapping[tuple[State, Act], State] = {
    (State.WAITING, Act.TAKE): State.TAKEN,
    (State.TAKEN, Act.ANSWER): State.ANSWERED,
    (State.ANSWERED, Act.ANSWER): State.ANSWERED,
    (State.WAITING, Act.ASK): State.WAITING,
    (State.TAKEN, Act.ASK): State.TAKEN,
    (State.ANSWERED, Act.ASK): State.TAKEN,
    (State.ANSWERED, Act.RECALL): State.TAKEN,
    **{(state, Act.RECALL): state for state in (State.TAKEN, State.CLOSED)},
    **{(state, act): State.WAITING for state in HELD for act in (Act.HAND_BACK, Act.RELEASE)},
    **{(state, Act.CLOSE): State.CLOSED for state in HELD},
    **{(state, Act.SOLVE): State.CLOSED for state in HELD},
    **{(state, Act.WITHDRAW): State.CLOSED for state in _OPEN},
    (State.WAITING, Act.REMIND): State.WAITING,
    **{(state, Act.REMIND): State.TAKEN for state in HELD},
    (State.CLOSED, Act.REOPEN): State.TAKEN,
    (State.CLOSED, Act.RELEASE): State.WAITING,
    (State.ANSWERED, Act.EXPIRE): State.CLOSED,
    **{(state, act): state for state in HELD for act in BESIDE},
}
"""(state, act) → state. What is not in here does not happen. RELEASE of a closed ticket reopens it without a lawyer."""

OWNERS = frozenset({Act.READ, Act.ASK, Act.WITHDRAW, Act.SOLVE, Act.REMIND, Act.REOPEN, Act.RATE})
"""What only those who ask may do with a ticket (`asks_in`), apart from its lawyer's READ and REOPEN."""

ADMINS = frozenset({Act.ASSIGN, Act.NUDGE, Act.INSPECT})
"""What only an admin may do with a ticket, and none with their own."""


def denial(person: Person, ticket: Ticket, act: Act, *, offered: bool = False) -> Denial | None:
    """Why this person may not do this with the ticket as it stands; None if they may.

    `offered` tells whether the ticket is offered to this person now: an offer lets a lawyer decline, not read.
    """
    if act in OWNERS and asks_in(person, ticket):
        return _denied_to_owner(ticket, act)
    if act in ADMINS:
        return _denied_to_admin(person, ticket, act)
    if not person.is_lawyer or is_on_its_side(person, ticket):
        return Denial.NOT_YOURS
    return _denied_to_lawyer(person, ticket, act, offered=offered)


def may(person: Person, ticket: Ticket, act: Act, *, offered: bool = False) -> bool:
    """Whether this person may do this with the ticket as it stands."""
    return denial(person, ticket, act, offered=offered) is None


def moved(
    ticket: Ticket,
    act: Act,
    now: dt.datetime,
    *,
    by: Person | None = None,
    colleague: int | None = None,
    until: dt.datetime | None = None,
) -> Ticket:
    """The ticket after an act; KeyError for one that its state does not allow (see `MOVES`).

    `colleague` is whom HAND_OVER and INVITE are about, `until` the instant of SNOOZE. `denial` is asked before.
    """
    state = MOVES[ticket.state, act]
    nobody: dict[str, Any] = {"asked": None, "guest": None, "snoozed_until": None}
    taken = {"lawyer": by.id if by else None, "taken_at": now}
    opened = {"closed_at": None, "close_reason": None}
    free = {**nobody, **opened, "lawyer": None, "taken_at": None}
    changes: Mapping[Act, Mapping[str, Any]] = {
        Act.TAKE: taken,
        Act.ANSWER: {"answered_at": ticket.answered_at or now},
        Act.HAND_BACK: free,
        Act.RELEASE: free,
        **{each: {**nobody, "closed_at": now} for each in CLOSING},
        Act.REOPEN: opened,
        Act.HAND_OVER: {"asked": colleague},
        Act.ACCEPT: {**taken, "asked": None, "guest": None if by and by.id == ticket.guest else ticket.guest},
        Act.DECLINE: {"asked": None},
        Act.INVITE: {"guest": colleague},
        Act.DISMISS: {"guest": None},
        Act.SNOOZE: {"snoozed_until": until},
    }
    awake = ticket.snoozed_until if act in ASIDE else None
    after = {"snoozed_until": awake, **changes.get(act, {})}
    return replace(ticket, state=state, version=ticket.version + 1, **after)


def _denied_to_owner(ticket: Ticket, act: Act) -> Denial | None:
    if act is Act.REOPEN:
        return Denial.OPEN if ticket.is_open else None
    if act in (Act.ASK, Act.WITHDRAW, Act.SOLVE, Act.REMIND) and not ticket.is_open:
        return Denial.CLOSED
    return Denial.NOT_TAKEN if act is Act.SOLVE and not ticket.is_held else None


def _denied_to_admin(person: Person, ticket: Ticket, act: Act) -> Denial | None:
    if ticket.owner != person.id and person.id in ticket.conflicted:
        return Denial.CONFLICTED
    if not person.is_admin or is_on_its_side(person, ticket):
        return Denial.NOT_YOURS
    if act is not Act.INSPECT and not ticket.is_open:
        return Denial.CLOSED
    if act is not Act.INSPECT and ticket.is_asking:
        return Denial.NOT_CLEARED
    return Denial.OWNERS_TURN if act is Act.NUDGE and ticket.state is State.ANSWERED else None


def _denied_to_lawyer(person: Person, ticket: Ticket, act: Act, *, offered: bool) -> Denial | None:
    if person.id in ticket.conflicted:
        return Denial.CONFLICTED
    if act is Act.TAKE:
        return Denial.NOT_CLEARED if ticket.is_asking else _unless_waiting(person, ticket)
    if act in (Act.ACCEPT, Act.DECLINE):
        return _unless_asked(person, ticket)
    if act in GUESTS and ticket.is_held and ticket.guest == person.id:
        return None
    if act is Act.PASS_ON:
        return _unless_waiting(person, ticket) or (None if offered else Denial.NOT_OFFERED)
    return _denied_to_holder(person, ticket, act)


def _denied_to_holder(person: Person, ticket: Ticket, act: Act) -> Denial | None:
    """What only the lawyer of a ticket may do, asked by any lawyer."""
    if act in HOLDERS and ticket.state is State.WAITING:
        return Denial.TAKE_FIRST
    if act not in HOLDERS or ticket.lawyer != person.id:
        return Denial.NOT_YOURS
    if act is Act.REOPEN:
        return Denial.OPEN if ticket.is_open else None
    return Denial.CLOSED if act not in (Act.READ, Act.RECALL) and not ticket.is_open else None


HOLDERS = frozenset(
    {
        *(Act.READ, Act.ANSWER, Act.RECALL, Act.HAND_BACK, Act.CLOSE, Act.REOPEN, Act.NOTE),
        *(Act.HAND_OVER, Act.INVITE, Act.DISMISS, Act.SNOOZE),
    }
)
"""What the lawyer of a ticket may do with it."""

GUESTS = frozenset({Act.READ, Act.NOTE, Act.DISMISS})
"""What a colleague who was let in may do with a held ticket. Whoever is asked to take it over sees what an offer shows."""


def _unless_asked(person: Person, ticket: Ticket) -> Denial | None:
    if ticket.is_held and ticket.asked == person.id:
        return None
    return Denial.NOT_OFFERED if ticket.is_open else Denial.CLOSED


def _unless_waiting(person: Person, ticket: Ticket) -> Denial | None:
    if ticket.state is State.WAITING:
        return None
    if not ticket.is_open:
        return Denial.CLOSED
    return Denial.OPEN if ticket.lawyer == person.id else Denial.TAKEN
