"""The clock of the time within which a ticket is to be closed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.domain.calendar import Shift, WorkingCalendar
from bot.domain.resolution import Event, reached, since_opened, turns
from bot.domain.ticket import State

MONDAY = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
CALENDAR = WorkingCalendar(
    (Shift.parse("09:00-12:00"), Shift.parse("13:00-18:00")), frozenset(), frozenset(), dt.UTC
)


def happened(*each):
    """(hours after Monday, nine o'clock; act; state) of each event."""
    return [Event(MONDAY + dt.timedelta(hours=hours), act, State(state)) for hours, act, state in each]


OPEN = (0, "open", "waiting"), (1, "take", "taken")


def when(hours, *events):
    at = reached(turns(since_opened(happened(*events))), hours * 60, CALENDAR)
    return None if at is None else (at - MONDAY) / dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("events", "due"),
    [
        (OPEN, 5),  # over the break
        ((*OPEN, (2, "answer", "answered")), None),
        ((*OPEN, (2, "answer", "answered"), (5, "ask", "taken")), 7),
        ((*OPEN, (2, "snooze", "taken")), None),
        ((*OPEN, (2, "snooze", "taken"), (2.5, "invite", "taken"), (3, "inspect", "taken")), None),
        ((*OPEN, (2, "snooze", "taken"), (5, "wake", "taken")), 7),
        ((*OPEN, (2, "snooze", "taken"), (5, "emergency", "taken")), 7),
        ((*OPEN, (2, "close", "closed"), (5, "rate", "closed"), (6, "reopen", "taken")), 24 + 1),
        ((*OPEN, (2, "close", "closed"), (6, "release", "waiting"), (7, "take", "taken")), 24 + 1),
        ((*OPEN, (8, "answer", "answered")), 5),  # it was late already
    ],
)
def test_four_hours_of_the_desks_turn_are_over(events, due):
    assert when(4, *events) == due


@given(some.lists(some.tuples(some.integers(1, 50), some.sampled_from(["answer", "ask", "snooze", "wake"]))))
def test_a_longer_time_is_never_over_sooner(steps):
    state = {"answer": "answered", "ask": "taken", "snooze": "taken", "wake": "taken"}
    at, events = 0, [*OPEN]
    for hours, act in steps:
        at += hours
        events.append((at, act, state[act]))
    found = [when(hours, *events) for hours in (1, 4, 40)]
    named = [each for each in found if each is not None]
    assert named == sorted(named)
    assert found == sorted(found, key=lambda each: each is None)
