"""The holidays that the law itself names, also of years that nobody has announced yet."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest

from bot.domain.calendar import Shift, WorkingCalendar
from bot.domain.lunar import lunar_day, solar_term
from bot.domain.statutory import statutory_holidays
from bot.knowledge.files.holidays import load_schedules

SCHEDULES = load_schedules(Path(__file__).parents[2] / "knowledge" / "calendar.yaml")

NEW_YEARS = (
    "2010-02-14", "2011-02-03", "2012-01-23", "2013-02-10", "2014-01-31", "2015-02-19", "2016-02-08",
    "2017-01-28", "2018-02-16", "2019-02-05", "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22",
    "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03",
    "2031-01-23", "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08",
)  # fmt: skip
"""As published; 2033 is the year whose leap month many programs get wrong."""


@pytest.mark.parametrize("day", NEW_YEARS)
def test_the_spring_festival_is_on_the_day_that_is_printed(day):
    expected = dt.date.fromisoformat(day)
    assert lunar_day(expected.year, 1, 1) == expected


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (2020, 5, 5, "2020-06-25"),  # after a leap fourth month
        (2023, 5, 5, "2023-06-22"),  # after a leap second month
        (2023, 8, 15, "2023-09-29"),
        (2024, 8, 15, "2024-09-17"),
        (2025, 8, 15, "2025-10-06"),  # after a leap sixth month
        (2026, 5, 5, "2026-06-19"),
        (2027, 5, 5, "2027-06-09"),
        (2027, 8, 15, "2027-09-15"),
        (2028, 8, 15, "2028-10-03"),
    ],
)
def test_the_festivals_of_summer_and_autumn_are_on_their_days(year, month, day, expected):
    assert lunar_day(year, month, day) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize("year", range(2005, 2099))
def test_tomb_sweeping_agrees_with_another_reckoning(year):
    terms = chinese_calendar.get_solar_terms(dt.date(year, 4, 1), dt.date(year, 4, 10))
    assert [day for day, name in terms if name == "清明"] == [solar_term(year, 15)]


def test_a_year_has_no_thirteenth_month():
    with pytest.raises(ValueError, match="no month 13"):
        lunar_day(2026, 13, 1)


@pytest.mark.parametrize("year", sorted(SCHEDULES.years))
def test_every_announced_schedule_holds_what_the_law_names(year):
    assert statutory_holidays(year) <= SCHEDULES.holidays


def test_the_law_names_thirteen_days_of_a_year():
    assert {year: len(statutory_holidays(year)) for year in (2026, 2027, 2028)} == {
        2026: 13,
        2027: 13,
        2028: 12,  # 中秋 falls on 3 October
    }


def test_before_the_rules_of_today_nothing_is_said():
    assert statutory_holidays(2024) == frozenset()


def test_a_year_that_is_not_announced_rests_on_weekends_and_on_what_the_law_names():
    hours = (Shift.parse("9:00–12:00"), Shift.parse("13:30–17:30"))
    years = frozenset({2026})
    office = WorkingCalendar(hours, frozenset(), frozenset(), ZoneInfo("Asia/Shanghai"), years=years)
    off = [
        dt.date(2027, 1, 1),
        dt.date(2027, 2, 5),
        dt.date(2027, 2, 8),
        dt.date(2027, 10, 1),
        dt.date(2027, 1, 2),
    ]
    worked = [dt.date(2027, 2, 9), dt.date(2027, 10, 4), dt.date(2027, 5, 3)]  # long holidays are not guessed
    assert [office.is_working_day(day) for day in off] == [False] * len(off)
    assert [office.is_working_day(day) for day in worked] == [True] * len(worked)
    assert office.is_working_day(dt.date(2026, 10, 1))  # of an announced year only what was announced counts
