"""The next holiday, with the weekend beside it."""

import datetime as dt

import pytest

from bot.domain.calendar import Shift, WorkingCalendar
from bot.domain.holiday import Holiday, next_holiday

OFF = [dt.date(2026, 10, day) for day in range(1, 8)]
CALENDAR = WorkingCalendar(
    (Shift.parse("09:00-12:00"),),
    frozenset(OFF),
    frozenset([dt.date(2026, 10, 10)]),
    dt.UTC,
    years=frozenset([2026]),
)


@pytest.mark.parametrize(
    ("today", "first", "last", "back"),
    [
        ("2026-09-30", "2026-10-01", "2026-10-07", "2026-10-08"),
        ("2026-10-01", "2027-01-01", "2027-01-03", "2027-01-04"),  # one that runs is no longer announced
    ],
)
def test_the_next_holiday_begins_after_today(today, first, last, back):
    days = (dt.date.fromisoformat(each) for each in (first, last, back))
    assert next_holiday(CALENDAR, dt.date.fromisoformat(today)) == Holiday(*days)
