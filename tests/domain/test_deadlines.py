"""Statutory time limits, held against a table that was worked out without the program."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Shift, WorkingCalendar
from bot.domain.deadlines import Limit, Reckoning, Roll, Unit, is_rest_day, reckon
from bot.knowledge.files.holidays import load_schedules

SCHEDULES = load_schedules(Path(__file__).parents[2] / "knowledge" / "calendar.yaml")
YEARS = frozenset({2025, 2026})
"""Of which the schedule is taken as known, so that the table stands when the next year is published."""
CALENDAR = WorkingCalendar(
    (Shift.parse("09:00-17:00"),),
    frozenset(day for day in SCHEDULES.holidays if day.year in YEARS),
    frozenset(day for day in SCHEDULES.make_up_days if day.year in YEARS),
    ZoneInfo("Asia/Shanghai"),
    years=YEARS,
)
UNITS = {"d": Unit.DAY, "w": Unit.WORKING_DAY, "m": Unit.MONTH, "y": Unit.YEAR}


def limit(text: str) -> Limit:
    """`15d civil` and the like."""
    length, roll = text.split()
    return Limit(int(length[:-1]), UNITS[length[-1]], Roll(roll))


def last(trigger: str, text: str) -> Reckoning:
    return reckon(dt.date.fromisoformat(trigger), limit(text), CALENDAR)


GOLDEN = """
# days: the day that sets it off does not count
2026-03-02  15d none       2026-03-17  民法典201
2026-03-02  1d none        2026-03-03  民法典201
2026-11-23  10d none       2026-12-03  民法典201
2026-11-23  30d none       2026-12-23  民法典201
2026-11-23  60d none       2027-01-22  民法典201
2026-12-31  1d none        2027-01-01  民法典201
2026-02-27  1d none        2026-02-28  民法典201
2026-02-28  1d none        2026-03-01  民法典201
2024-02-28  1d none        2024-02-29  民法典201
2024-02-15  15d none       2024-03-01  民法典201
2025-02-14  15d none       2025-03-01  民法典201
2026-01-31  60d none       2026-04-01  民法典201
2024-01-31  60d none       2024-03-31  民法典201
# the last day on a weekend: Monday
2026-03-06  15d procedure  2026-03-23  民事诉讼法85
2026-03-07  15d procedure  2026-03-23  民事诉讼法85
2026-03-08  15d procedure  2026-03-23  民事诉讼法85
2026-03-05  15d procedure  2026-03-20  民事诉讼法85
2026-03-06  15d civil      2026-03-23  民法典203
2026-03-06  15d none       2026-03-21  民法典201
2026-11-11  10d procedure  2026-11-23  民事诉讼法85
2026-11-12  10d procedure  2026-11-23  民事诉讼法85
2026-11-13  10d procedure  2026-11-23  民事诉讼法85
2026-08-30  60d procedure  2026-10-29  民事诉讼法85
# a last day in a holiday: the first day after it
2026-09-15  15d procedure  2026-09-30  民事诉讼法85
2026-09-16  15d procedure  2026-10-08  民事诉讼法85
2026-09-17  15d procedure  2026-10-08  民事诉讼法85
2026-09-22  15d procedure  2026-10-08  民事诉讼法85
2026-09-23  15d procedure  2026-10-08  民事诉讼法85
2026-09-24  15d procedure  2026-10-09  民事诉讼法85
2026-08-02  60d procedure  2026-10-08  民事诉讼法85
2026-08-02  60d none       2026-10-01  民法典201
2026-01-30  15d procedure  2026-02-14  民事诉讼法85
2026-01-31  15d procedure  2026-02-24  民事诉讼法85
2026-02-08  15d procedure  2026-02-24  民事诉讼法85
2026-02-09  15d procedure  2026-02-24  民事诉讼法85
2026-01-31  15d civil      2026-02-24  民法典203
2026-04-15  15d procedure  2026-04-30  民事诉讼法85
2026-04-16  15d procedure  2026-05-06  民事诉讼法85
2026-04-20  15d procedure  2026-05-06  民事诉讼法85
2026-04-21  15d procedure  2026-05-06  民事诉讼法85
2026-03-20  15d procedure  2026-04-07  民事诉讼法85
2026-03-22  15d procedure  2026-04-07  民事诉讼法85
2026-06-04  15d procedure  2026-06-22  民事诉讼法85
2026-09-10  15d procedure  2026-09-28  民事诉讼法85
2025-12-17  15d procedure  2026-01-04  民事诉讼法85
2025-09-16  15d procedure  2025-10-09  民事诉讼法85
2025-01-13  15d procedure  2025-02-05  民事诉讼法85
2025-03-20  15d procedure  2025-04-07  民事诉讼法85
# a Saturday or Sunday that is worked in exchange is no rest day
2026-09-25  15d procedure  2026-10-10  民事诉讼法85
2026-09-26  15d procedure  2026-10-12  民事诉讼法85
2026-02-13  15d procedure  2026-02-28  民事诉讼法85
2026-02-14  15d procedure  2026-03-02  民事诉讼法85
2026-04-24  15d procedure  2026-05-09  民事诉讼法85
2026-04-25  15d procedure  2026-05-11  民事诉讼法85
2026-09-05  15d procedure  2026-09-20  民事诉讼法85
2026-09-04  15d procedure  2026-09-20  民事诉讼法85
2025-12-20  15d procedure  2026-01-04  民事诉讼法85
2025-09-13  15d procedure  2025-09-28  民事诉讼法85
2025-01-11  15d procedure  2025-01-26  民事诉讼法85
# months: the day of the same number, else the end of the month
2026-01-15  1m none        2026-02-15  民法典202
2026-01-31  1m none        2026-02-28  民法典202
2026-01-30  1m none        2026-02-28  民法典202
2026-01-29  1m none        2026-02-28  民法典202
2026-01-28  1m none        2026-02-28  民法典202
2024-01-31  1m none        2024-02-29  民法典202
2024-01-30  1m none        2024-02-29  民法典202
2024-01-29  1m none        2024-02-29  民法典202
2026-02-28  1m none        2026-03-28  民法典202
2026-03-31  1m none        2026-04-30  民法典202
2026-08-31  6m none        2027-02-28  民法典202
2023-08-31  6m none        2024-02-29  民法典202
2026-05-31  3m none        2026-08-31  民法典202
2026-12-31  2m none        2027-02-28  民法典202
2026-11-30  3m none        2027-02-28  民法典202
2026-10-08  6m procedure   2027-04-08  民事诉讼法85
2026-04-01  6m procedure   2026-10-08  民事诉讼法85
2026-04-10  6m procedure   2026-10-10  民事诉讼法85
2026-04-11  6m procedure   2026-10-12  民事诉讼法85
2025-08-31  6m procedure   2026-02-28  民事诉讼法85
2025-08-15  6m procedure   2026-02-24  民事诉讼法85
2026-09-30  3m none        2026-12-30  民法典202
# years: a leap day has its day of the same number only in leap years
2024-02-29  1y none        2025-02-28  民法典202
2024-02-29  3y none        2027-02-28  民法典202
2024-02-29  4y none        2028-02-29  民法典202
2023-02-28  1y none        2024-02-28  民法典202
2023-03-01  1y none        2024-03-01  民法典202
2023-03-01  3y civil       2026-03-02  民法典203
2023-02-16  3y civil       2026-02-24  民法典203
2023-10-10  3y civil       2026-10-10  民法典202
2025-10-03  1y civil       2026-10-08  民法典203
2025-11-23  1y civil       2026-11-23  民法典202
2024-11-22  2y procedure   2026-11-23  民事诉讼法85
2021-02-14  5y civil       2026-02-14  民法典202
# working days: rest days are not counted, days worked in exchange are
2026-11-23  5w none        2026-11-30  行政复议法88
2026-11-27  1w none        2026-11-30  行政处罚法85
2026-11-28  1w none        2026-11-30  行政处罚法85
2026-11-26  2w none        2026-11-30  行政处罚法85
2026-09-30  5w none        2026-10-13  行政复议法88
2026-09-30  1w none        2026-10-08  行政处罚法85
2026-10-08  2w none        2026-10-10  行政处罚法85
2026-10-08  3w none        2026-10-12  行政复议法88
2026-02-13  1w none        2026-02-14  行政处罚法85
2026-02-13  2w none        2026-02-24  行政处罚法85
2026-02-13  10w procedure  2026-03-05  行政复议法88
2026-02-24  5w none        2026-03-02  行政复议法88
2026-04-30  3w none        2026-05-08  行政复议法88
2026-04-30  4w none        2026-05-09  行政处罚法85
2026-04-30  5w none        2026-05-11  行政复议法88
2026-09-18  1w none        2026-09-20  行政处罚法85
2026-09-18  5w none        2026-09-24  行政复议法88
2026-09-18  6w none        2026-09-28  行政处罚法85
2025-12-31  1w none        2026-01-04  行政处罚法85
2025-12-31  3w none        2026-01-06  行政复议法88
2026-06-18  1w none        2026-06-22  行政处罚法85
2026-06-15  10w procedure  2026-06-30  行政复议法88
2026-04-03  1w none        2026-04-07  行政处罚法85
# a year that is not announced: weekends, and the days that the law itself names
2026-12-17  15d procedure  2027-01-04  民事诉讼法85
2026-12-30  3w none        2027-01-05  行政复议法88
2026-05-01  1y civil       2027-05-03  民法典203
2027-01-21  15d procedure  2027-02-09  民事诉讼法85
"""
ARTICLES = {
    "民法典201": "开始的当日不计入",
    "民法典202": "没有对应日的，月末日为期间的最后一日",
    "民法典203": "以法定休假日结束的次日为期间的最后一日",
    "民事诉讼法85": "以法定休假日后的第一日为期间届满的日期",
    "行政复议法88": "是指工作日",
    "行政处罚法85": "是指工作日，不含法定节假日",
}
"""The articles that the rows rest on, with the words in them that decide. Which of several limits in working days a law knows is
its own affair: 行政复议法 88 speaks of three, five, seven and ten, 行政处罚法 85 of two, three, five and seven."""
ROWS = [line.rsplit(maxsplit=2) for line in GOLDEN.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize(
    ("given_", "expected", "article"), ROWS, ids=[" ".join(row[0].split()) for row in ROWS]
)
def test_the_golden_table(given_, expected, article):
    trigger, text = given_.split(maxsplit=1)
    found = last(trigger, text)
    assert found.last == dt.date.fromisoformat(expected)
    assert article in ARTICLES
    assert found.moved <= (article in {"民法典203", "民事诉讼法85"})
    assert (found.limit.unit is Unit.WORKING_DAY) is ("工作日" in ARTICLES[article])


def test_the_golden_table_is_long_enough():
    assert len(ROWS) >= 100
    assert len({tuple(row[0].split()) for row in ROWS}) == len(ROWS)


def test_the_reckoning_says_what_was_counted_and_what_moved():
    found = last("2026-09-16", "15d procedure")
    assert found.first == dt.date(2026, 9, 17)
    assert found.counted == dt.date(2026, 10, 1)
    assert found.moved
    assert found.rest_days == tuple(dt.date(2026, 10, day) for day in range(1, 8))
    assert not found.month_end
    assert found.unknown_years == ()


def test_the_reckoning_says_that_a_month_had_no_such_day():
    assert last("2026-01-31", "1m none").month_end
    assert not last("2026-01-28", "1m none").month_end
    assert last("2024-02-29", "1y none").month_end
    assert not last("2026-01-31", "15d none").month_end


def test_the_rest_days_among_working_days_are_named():
    found = last("2026-10-08", "3w none")
    assert found.rest_days == (dt.date(2026, 10, 11),)
    assert found.counted == found.last
    assert not found.moved


@pytest.mark.parametrize(
    ("trigger", "text", "years"),
    [
        ("2026-03-06", "15d procedure", ()),
        ("2026-11-23", "60d none", ()),  # nothing could move it
        ("2026-11-23", "60d procedure", (2027,)),
        ("2026-10-05", "3y civil", (2029,)),  # the years between do not matter
        ("2026-12-29", "5w none", (2027,)),
        ("2024-12-30", "3w none", (2024,)),
    ],
)
def test_years_without_a_known_schedule_are_named_where_they_could_move_the_day(trigger, text, years):
    assert last(trigger, text).unknown_years == years


POSTED = """
# posted by, arrived by, in time?   (15 days from 2026-09-16: 1 October, and so 8 October)
procedure  2026-10-08  2026-10-12  yes
procedure  2026-10-08  2026-10-08  yes
procedure  2026-10-09  2026-10-12  no
procedure  -           2026-10-08  yes
procedure  -           2026-10-09  no
civil      2026-10-08  2026-10-12  no
civil      2026-10-05  2026-10-08  yes
none       2026-10-01  2026-10-02  no
none       2026-09-30  2026-10-01  yes
"""


@pytest.mark.parametrize("row", [line for line in POSTED.splitlines() if line and not line.startswith("#")])
def test_what_was_posted_in_time_keeps_a_limit_of_procedure_only(row):
    roll, posted, arrived, kept = row.split()
    found = last("2026-09-16", f"15d {roll}")
    on = None if posted == "-" else dt.date.fromisoformat(posted)
    assert found.in_time(arrived=dt.date.fromisoformat(arrived), posted=on) is (kept == "yes")


def test_days_left_are_counted_to_the_last_day():
    found = last("2026-11-23", "10d none")
    assert [found.days_left(dt.date(2026, 12, day)) for day in (1, 3, 4)] == [2, 0, -1]


def test_an_office_that_works_on_saturdays_does_not_shorten_a_statutory_limit():
    busy = WorkingCalendar(
        CALENDAR.hours, CALENDAR.holidays, CALENDAR.make_up_days, CALENDAR.timezone, frozenset(range(6))
    )
    saturday = dt.date(2026, 3, 21)
    assert busy.is_working_day(saturday)
    assert is_rest_day(busy, saturday)
    found = reckon(dt.date(2026, 3, 6), Limit(15, Unit.DAY, Roll.PROCEDURE), busy)
    assert found.last == dt.date(2026, 3, 23)


def test_a_limit_of_no_length_is_refused():
    with pytest.raises(ValueError, match="1 or longer"):
        Limit(0, Unit.DAY, Roll.NONE)


@given(
    trigger=st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    length=st.integers(1, 400),
    unit=st.sampled_from(list(Unit)),
    roll=st.sampled_from(list(Roll)),
)
def test_a_last_day_lies_after_its_trigger_and_rests_only_where_nothing_moves_it(trigger, length, unit, roll):
    found = reckon(trigger, Limit(length, unit, roll), CALENDAR)
    assert trigger < found.first <= found.counted <= found.last
    assert roll is Roll.NONE or not is_rest_day(CALENDAR, found.last)
    assert all(is_rest_day(CALENDAR, day) for day in found.rest_days)
    longer = reckon(trigger, Limit(length + 1, unit, roll), CALENDAR)
    assert longer.last >= found.last
