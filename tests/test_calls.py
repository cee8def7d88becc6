"""When everybody is called again in an emergency."""

import datetime as dt

import pytest

from bot.usecases.alarms import next_call

BEGAN = dt.datetime(2026, 11, 28, 16, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("minutes", "passed", "coming"),
    [
        ((5, 10, 20), 0, 5),
        ((5, 10, 20), 5, 10),
        ((5, 10, 20), 12, 20),
        ((5, 10, 20), 20, 30),
        ((5, 10, 20), 47, 50),
        ((3,), 3, 6),
        ((5, 10, 20), -60, 5),  # a clock that was set back
    ],
)
def test_the_minutes_are_kept_and_their_last_distance_goes_on(minutes, passed, coming):
    now = BEGAN + dt.timedelta(minutes=passed)
    assert next_call(minutes, BEGAN, now) == BEGAN + dt.timedelta(minutes=coming)
