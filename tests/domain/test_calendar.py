"""Working time: split shifts, holidays, make-up working days, and the official schedules in our file."""

import datetime as dt
import textwrap
from pathlib import Path
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Shift, WorkingCalendar
from bot.errors import KnowledgeError
from bot.knowledge.files.holidays import load_schedules

SHANGHAI = ZoneInfo("Asia/Shanghai")
FILE = Path(__file__).parents[2] / "knowledge" / "calendar.yaml"
SCHEDULES = load_schedules(FILE)
HOURS = (Shift.parse("09:00-12:00"), Shift.parse("14:00-17:30"))
OFFICE = WorkingCalendar(HOURS, SCHEDULES.holidays, SCHEDULES.make_up_days, SHANGHAI, years=SCHEDULES.years)


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("instant", "working"),
    [
        ("2026-11-23 09:00", True),  # a Monday, at opening
        ("2026-11-23 08:59", False),
        ("2026-11-23 12:00", False),  # the noon rest begins
        ("2026-11-23 13:59", False),
        ("2026-11-23 14:00", True),
        ("2026-11-23 17:30", False),
        ("2026-11-21 10:00", False),  # an ordinary Saturday
        ("2026-10-10 10:00", True),  # a Saturday that is worked after National Day
        ("2026-02-23 10:00", False),  # a Monday of the Spring Festival
    ],
)
def test_the_office_is_open_in_its_shifts_on_working_days_and_make_up_days(instant, working):
    assert OFFICE.is_working(at(instant)) is working


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-11-23 10:00", 15, "2026-11-23 10:15"),
        ("2026-11-23 11:50", 15, "2026-11-23 14:05"),  # across the noon rest
        ("2026-11-23 11:45", 15, "2026-11-23 12:00"),  # exactly until the rest: due at noon, not at two
        ("2026-11-23 16:00", 240, "2026-11-24 11:30 "),  # four hours at four o'clock: tomorrow
        ("2026-11-27 17:20", 15, "2026-11-30 09:05"),  # across a weekend
        ("2026-11-21 03:00", 15, "2026-11-23 09:15"),  # asked at night on a Saturday
        ("2026-09-30 17:20", 15, "2026-10-08 09:05"),  # across the National Day week
        ("2026-10-09 17:20", 15, "2026-10-10 09:05"),  # into a Saturday that is worked
        ("2026-11-23 10:00", 0, "2026-11-23 10:00"),
        ("2026-11-23 12:30", 0, "2026-11-23 14:00"),  # nothing is due while the office is closed
    ],
)
def test_working_minutes_pass_only_while_the_office_is_open(start, minutes, end):
    assert OFFICE.add_working_minutes(at(start), minutes) == at(end.strip())


@pytest.mark.parametrize(
    ("instant", "opening"),
    [
        ("2026-11-23 10:00", "2026-11-23 10:00"),
        ("2026-11-23 12:00", "2026-11-23 14:00"),
        ("2026-11-23 17:30", "2026-11-24 09:00"),
        ("2026-02-13 18:00", "2026-02-14 09:00"),  # the Saturday before the Spring Festival is worked
        ("2026-02-14 18:00", "2026-02-24 09:00"),  # and then nine days of rest
    ],
)
def test_the_next_opening_is_now_or_the_next_shift(instant, opening):
    assert OFFICE.next_opening(at(instant)) == at(opening)


def test_answers_are_in_utc_whatever_zone_was_asked_in():
    tokyo = at("2026-11-23 10:00").astimezone(ZoneInfo("Asia/Tokyo"))
    assert OFFICE.add_working_minutes(tokyo, 15).tzinfo is dt.UTC
    assert OFFICE.next_opening(tokyo).tzinfo is dt.UTC


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.is_working(dt.datetime(2026, 11, 23, 10))  # noqa: DTZ001 - the point of the test


def test_negative_working_minutes_are_refused():
    with pytest.raises(ValueError, match="negative"):
        OFFICE.add_working_minutes(at("2026-11-23 10:00"), -1)


@pytest.mark.parametrize("text", ["9-12", "12:00-09:00", "09:00-09:00", "09:00", "25:00-26:00"])
def test_a_shift_that_is_none_is_refused(text):
    with pytest.raises(ValueError, match=r"09:00|before"):
        Shift.parse(text)


def test_overlapping_shifts_and_contradicting_days_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        WorkingCalendar((HOURS[0], Shift.parse("11:00-13:00")), frozenset(), frozenset(), SHANGHAI)
    day = frozenset({dt.date(2026, 1, 1)})
    with pytest.raises(ValueError, match="2026-01-01"):
        WorkingCalendar(HOURS, day, day, SHANGHAI)


def test_only_years_with_an_official_schedule_are_covered():
    assert OFFICE.covered(2026)
    assert not OFFICE.covered(2019)


# --- properties ---

INSTANTS = st.datetimes(dt.datetime(2025, 1, 1), dt.datetime(2026, 12, 1), timezones=st.just(SHANGHAI))  # noqa: DTZ001  naive bounds
MINUTES = st.integers(0, 10_000)


@given(INSTANTS, MINUTES)
def test_adding_and_counting_are_inverse(start, minutes):
    end = OFFICE.add_working_minutes(start, minutes)
    assert OFFICE.working_minutes_between(start, end) == pytest.approx(minutes)


@given(INSTANTS, MINUTES, MINUTES)
def test_more_minutes_never_end_earlier(start, fewer, more):
    fewer, more = sorted((fewer, more))
    assert OFFICE.add_working_minutes(start, fewer) <= OFFICE.add_working_minutes(start, more)


@given(INSTANTS, INSTANTS, MINUTES)
def test_a_later_start_never_ends_earlier(one, other, minutes):
    early, late = sorted((one, other))
    assert OFFICE.add_working_minutes(early, minutes) <= OFFICE.add_working_minutes(late, minutes)


@given(INSTANTS, MINUTES)
def test_nothing_is_due_outside_office_hours(start, minutes):
    end = OFFICE.add_working_minutes(start, minutes)
    just_before = end - dt.timedelta(microseconds=1)
    assert OFFICE.is_working(end) or OFFICE.is_working(just_before)


@given(INSTANTS, INSTANTS, INSTANTS)
def test_working_time_adds_up(one, two, three):
    first, middle, last = sorted((one, two, three))
    parts = OFFICE.working_minutes_between(first, middle) + OFFICE.working_minutes_between(middle, last)
    assert OFFICE.working_minutes_between(first, last) == pytest.approx(parts)
    assert OFFICE.working_minutes_between(last, first) == pytest.approx(-parts)


@given(INSTANTS)
def test_the_next_opening_is_open_and_not_in_the_past(instant):
    opening = OFFICE.next_opening(instant)
    assert OFFICE.is_working(opening)
    assert opening >= instant
    assert OFFICE.working_minutes_between(instant, opening) == 0


# --- the file ---


@pytest.mark.parametrize("year", sorted(SCHEDULES.years))
def test_our_schedule_agrees_day_by_day_with_another_source(year):
    day = dt.date(year, 1, 1)
    while day.year == year:
        assert OFFICE.is_working_day(day) == chinese_calendar.is_workday(day), day
        day += dt.timedelta(days=1)


def write(tmp_path, text):
    path = tmp_path / "calendar.yaml"
    path.write_text(textwrap.dedent(text), "utf-8")
    return path


def test_every_fault_of_the_file_is_named_with_its_place(tmp_path):
    path = write(
        tmp_path,
        """\
        years:
          2026:
            source: ""
            holidays: [2027-01-01, "2026-02-03..2026-02-01", soon]
            make_up_days: [2026-01-04, 2026-01-04]
          next: {}
          2028: {holidays: []}
          2029: {source: x, holidays: ["2029-12-30..9999-01-02"], make_up_days: []}
        """,
    )
    with pytest.raises(KnowledgeError) as caught:
        load_schedules(path)
    assert [(fault.line, fault.column, fault.field) for fault in caught.value.faults] == [
        (3, 5, "years.2026.source"),
        (4, 16, "years.2026.holidays[0]"),
        (4, 28, "years.2026.holidays[1]"),
        (4, 54, "years.2026.holidays[2]"),
        (5, 32, "years.2026.make_up_days[1]"),
        (6, 3, "years.next"),
        (7, 3, "years.2028"),
        (8, 32, "years.2029.holidays[0]"),
    ]


@pytest.mark.parametrize("text", ["", "[]", "years: 5", "holidays: []"])
def test_a_file_of_another_shape_is_refused(tmp_path, text):
    with pytest.raises(KnowledgeError, match="years"):
        load_schedules(write(tmp_path, text))
