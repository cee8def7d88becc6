"""When a lawyer is there: office or own hours, leave, court, and words that end by themselves."""

import datetime as dt
import zoneinfo

import pytest

from bot.domain.calendar import Shift, WorkingCalendar
from bot.domain.duty import Absence, Away, Duty, WeeklyHours

ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")
OFFICE = WorkingCalendar(
    (Shift.parse("09:00-12:00"), Shift.parse("14:00-17:30")),
    frozenset({dt.date(2026, 11, 26)}),
    frozenset({dt.date(2026, 11, 28)}),
    ZONE,
)
EARLY = WeeklyHours.parse("mon-wed 08:00-11:00")


def at(day, hour, minute=0):
    """A time in the week of Monday 23 November 2026."""
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


COURT = Absence(1, Away.COURT, at(23, 9), at(23, 15))


@pytest.mark.parametrize(
    ("duty", "now", "on", "back"),
    [
        (Duty(), at(23, 10), True, at(23, 10)),
        (Duty(), at(23, 12), False, at(23, 14)),
        (Duty(), at(26, 10), False, at(27, 9)),
        (Duty(), at(28, 10), True, at(28, 10)),
        (Duty(on=False), at(23, 10), False, None),
        (Duty(on=False, until=at(25, 14)), at(23, 10), False, at(25, 14)),
        (Duty(on=False, until=at(25, 19)), at(23, 10), False, at(27, 9)),
        (Duty(on=False, until=at(25, 14)), at(25, 14), True, at(25, 14)),
        (Duty(until=at(24, 9)), at(23, 22), True, at(23, 22)),
        (Duty(until=at(23, 22)), at(23, 22), False, at(24, 9)),
        (Duty(hours=EARLY), at(23, 8), True, at(23, 8)),
        (Duty(hours=EARLY), at(25, 11), False, at(28, 8)),
        (Duty(absences=(COURT,)), at(23, 10), False, at(23, 15)),
        (Duty(on=False, until=at(23, 10), absences=(COURT,)), at(23, 9), False, at(23, 15)),
        (Duty(until=at(23, 22), absences=(COURT,)), at(23, 14), False, at(23, 15)),
    ],
)
def test_duty_follows_hours_absences_and_the_last_word(duty, now, on, back):
    assert duty.is_on(now, OFFICE) is on
    assert duty.back_at(now, OFFICE) == back


def test_an_emergency_finds_whoever_has_not_said_that_they_are_away_at_any_hour():
    assert Duty().is_available(at(23, 3))
    assert not Duty(on=False).is_available(at(23, 3))
    assert not Duty(absences=(COURT,)).is_available(at(23, 10))


@pytest.mark.parametrize(
    "text",
    ["", "mon", "9:00-12:00", "wed-mon 09:00-12:00", "mon 12:00-09:00", "mon 09:00-12:00 11:00-13:00"],
)
def test_hours_that_are_none_are_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        WeeklyHours.parse(text)
