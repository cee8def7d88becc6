"""How long a ticket has been the desk's, and when it has been for so long: the clock of the time within which it is to be closed.

The clock runs while a ticket waits for a lawyer or for the lawyer's words. It stands still while its owner owes the next word and
while it is put off, and it begins anew when a closed ticket is opened again.
"""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.calendar import WorkingCalendar
from bot.domain.ticket import ASIDE, MOVES, Act, State

OVERDUE = "overdue"
"""The event of a step of the ladder that was taken because the time was over."""
EMERGENCY = "emergency"
STEPS = (1.0, 1.5)
"""When its lawyer is reminded, and when the admins are told, in lengths of the time."""
WAKING = frozenset(act for _, act in MOVES if act not in (*ASIDE, Act.SNOOZE)) | {EMERGENCY}
"""What ends a ticket's being put off."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a ticket, and its state afterwards."""

    at: dt.datetime
    act: str
    state: State


@dataclass(frozen=True, slots=True)
class Turn:
    """From when on it is the desk's turn, or not."""

    at: dt.datetime
    is_desks: bool


def since_opened(events: Sequence[Event]) -> Sequence[Event]:
    """The events since a ticket was opened, or opened again."""
    closed = [number for number, each in enumerate(events) if each.state is State.CLOSED]
    return events[closed[-1] + 1 :] if closed else events


def turns(events: Iterable[Event]) -> list[Turn]:
    """Whose turn it was since when."""
    found: list[Turn] = []
    put_off = False
    for each in events:
        put_off = each.act == Act.SNOOZE or (put_off and each.act not in WAKING)
        is_desks = each.state in (State.WAITING, State.TAKEN) and not put_off
        if not found or found[-1].is_desks is not is_desks:
            found.append(Turn(each.at, is_desks))
    return found


def reached(taken: Sequence[Turn], minutes: float, calendar: WorkingCalendar) -> dt.datetime | None:
    """When it has been the desk's turn for so many working minutes, if it stays as it is; None while it is not the desk's turn."""
    left = minutes
    for turn, after in itertools.zip_longest(taken, taken[1:]):
        if not turn.is_desks:
            continue
        worked = left if after is None else calendar.working_minutes_between(turn.at, after.at)
        if worked >= left:
            return calendar.add_working_minutes(turn.at, left)
        left -= worked
    return None
