"""A second pair of eyes: an answer that a colleague reads before it goes to an owner."""

import datetime as dt
import enum
from dataclasses import dataclass


class State(enum.StrEnum):
    """How a second look stands."""

    ASKED = "asked"
    NOBODY = "nobody"
    """Nobody is there who could read it: its lawyer decides."""
    FINE = "fine"
    BACK = "back"
    """The colleague wants it to be changed."""
    ALONE = "alone"
    """Its lawyer sent it without."""
    DROPPED = "dropped"
    OVER = "over"
    """The ticket has another lawyer, or has ended."""


PENDING = (State.ASKED, State.NOBODY)
"""What still waits."""


@dataclass(frozen=True, slots=True)
class SecondLook:
    """One second look: whose answer, who reads it, and whether they were let into the ticket for it."""

    id: int
    ticket: int
    lawyer: int
    reader: int | None
    invited: bool
    state: State
    asked_at: dt.datetime
