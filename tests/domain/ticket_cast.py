"""Everybody who may come across a ticket, and the ticket as they come across it."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.people import Person, Role
from bot.domain.ticket import HELD, State, Ticket, denial

MONDAY = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
OWNER, HOLDER, SOMEBODY = 1, 2, 3


@dataclass(frozen=True)
class Part:
    """Somebody's relation to a ticket."""

    number: int
    """Their id: it says whether they are the owner or the lawyer of the ticket."""
    roles: frozenset[Role] = frozenset()
    offered: bool = False
    """Whether the ticket was offered to them."""
    owner: int = OWNER
    joins: str = ""
    """How its lawyer let them in while it is held: "asked" or "guest"."""
    conflicted: bool = False
    """Whether a conflict of interest keeps them from the ticket."""

    @property
    def person(self):
        return Person(self.number, roles=self.roles)

    def ticket(self, state):
        """The ticket in a state; nobody holds one that waits."""
        kept_from = frozenset({self.number} if self.conflicted else ())
        joined = {self.joins: self.number} if self.joins and state in HELD else {}
        return ticket_in(state, owner=self.owner, conflicted=kept_from, **joined)

    def denied(self, state, act):
        return denial(self.person, self.ticket(state), act, offered=self.offered)


LAWYER, ADMIN = frozenset({Role.LAWYER}), frozenset({Role.ADMIN})

CAST = {
    "owner": Part(OWNER),
    "other owner": Part(SOMEBODY),
    "its lawyer": Part(HOLDER, LAWYER),
    "offered lawyer": Part(SOMEBODY, LAWYER, offered=True),
    "other lawyer": Part(SOMEBODY, LAWYER),
    "asked lawyer": Part(SOMEBODY, LAWYER, joins="asked"),
    "guest": Part(SOMEBODY, LAWYER, joins="guest"),
    "conflicted lawyer": Part(SOMEBODY, LAWYER, offered=True, conflicted=True),
    "removed lawyer": Part(HOLDER),
    "admin": Part(SOMEBODY, ADMIN),
    "admin, its lawyer": Part(HOLDER, LAWYER | ADMIN),
    "admin, other lawyer": Part(SOMEBODY, LAWYER | ADMIN),
    "lawyer, its owner": Part(SOMEBODY, LAWYER, offered=True, owner=SOMEBODY),
}
"""Part by name. A removed lawyer still stands as the lawyer of what was closed before."""


def ticket_in(state, **values):
    """A ticket in a state, with what belongs to it."""
    held = state is not State.WAITING
    given = {
        "id": 7,
        "owner": OWNER,
        "enterprise": None,
        "question": None,
        "measure": None,
        "lang": "zh",
        "urgent": False,
        "state": state,
        "lawyer": HOLDER if held else None,
        "opened_at": MONDAY,
        "taken_at": MONDAY if held else None,
        "answered_at": MONDAY if state in {State.ANSWERED, State.CLOSED} else None,
        "closed_at": MONDAY if state is State.CLOSED else None,
        "close_reason": "answered" if state is State.CLOSED else None,
        "version": 3,
    }
    return Ticket(**{**given, **values})
