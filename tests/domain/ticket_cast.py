"""Everybody who may come across a ticket, and the ticket as they come across it."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.people import Person, Role, Seat, Standing
from bot.domain.ticket import HELD, State, Ticket, denial

MONDAY = dt.datetime(2026, 11, 23, 2, 0, tzinfo=dt.UTC)
OWNER, HOLDER, SOMEBODY = 1, 2, 3
FIRM = 5


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
    seat: Seat | None = None
    shared: bool = True
    """Whether its owner let colleagues see the ticket, on Monday at ten."""

    @property
    def person(self):
        return Person(self.number, roles=self.roles, seat=self.seat)

    def ticket(self, state):
        """The ticket in a state; nobody holds one that waits."""
        kept_from = frozenset({self.number} if self.conflicted else ())
        joined = {self.joins: self.number} if self.joins and state in HELD else {}
        seated = {"enterprise": FIRM, "shared_at": MONDAY if self.shared else None} if self.seat else {}
        return ticket_in(state, owner=self.owner, conflicted=kept_from, **joined, **seated)

    def denied(self, state, act):
        return denial(self.person, self.ticket(state), act, offered=self.offered)


LAWYER, ADMIN = frozenset({Role.LAWYER}), frozenset({Role.ADMIN})


def seat(standing=Standing.MEMBER, *, enterprise=FIRM, since=MONDAY):
    """A seat in the enterprise for which the ticket was opened, begun by the time it was shared."""
    return Seat(enterprise, since, standing)


LATER = MONDAY + dt.timedelta(milliseconds=1)

CAST = {
    "owner": Part(OWNER),
    "seat": Part(SOMEBODY, seat=seat()),
    "keeper": Part(SOMEBODY, seat=seat(Standing.KEEPER)),
    "seat, not shared": Part(SOMEBODY, seat=seat(Standing.KEEPER), shared=False),
    "seat since later": Part(SOMEBODY, seat=seat(since=LATER)),
    "claimed seat": Part(SOMEBODY, seat=seat(Standing.CLAIMED)),
    "seat elsewhere": Part(SOMEBODY, seat=seat(enterprise=FIRM + 1)),
    "lawyer with a seat": Part(SOMEBODY, LAWYER, offered=True, seat=seat()),
    "lawyer, seat, not shared": Part(HOLDER, LAWYER, offered=True, seat=seat(), shared=False),
    "lawyer, claimed seat": Part(HOLDER, LAWYER, offered=True, seat=seat(Standing.CLAIMED)),
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
