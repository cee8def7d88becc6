"""When somebody is reminded of a last day: at nine, on a working day, once for each distance."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import Shift, WorkingCalendar
from bot.domain.reminders import STAGES, is_pressing, next_ring, rings_at, stage_at
from bot.knowledge.files.holidays import load_schedules

ZONE = ZoneInfo("Asia/Shanghai")
SCHEDULES = load_schedules(Path(__file__).parents[2] / "knowledge" / "calendar.yaml")
OFFICE = WorkingCalendar(
    (Shift.parse("09:00-17:30"),), SCHEDULES.holidays, SCHEDULES.make_up_days, ZONE, years=SCHEDULES.years
)
DAYS = st.dates(dt.date(2026, 3, 1), dt.date(2026, 11, 30))


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("last", "days", "rings"),
    [
        ("2026-12-09", 7, "2026-12-02 09:00"),
        ("2026-12-07", 1, "2026-12-04 09:00"),  # a Sunday: the Friday before
        ("2026-10-08", 1, "2026-09-30 09:00"),  # within National Day
        ("2026-10-08", 7, "2026-09-30 09:00"),
        ("2026-10-11", 1, "2026-10-10 09:00"),  # a Saturday that is worked
    ],
)
def test_a_reminder_comes_at_nine_on_a_working_day(last, days, rings):
    assert rings_at(dt.date.fromisoformat(last), days, OFFICE) == at(rings)


def test_of_reminders_that_fall_together_the_nearest_is_given():
    last = dt.date(2026, 10, 8)
    assert stage_at(last, at("2026-09-30 08:59"), OFFICE) == 30
    assert stage_at(last, at("2026-09-30 09:00"), OFFICE) == 1
    assert next_ring(last, 1, OFFICE) is None


@given(DAYS, st.sampled_from([None, *STAGES]))
def test_the_next_reminder_is_a_nearer_one(last, told):
    ring = next_ring(last, told, OFFICE)
    assert (ring is None) == (told == min(STAGES))
    if ring is not None:
        stage = stage_at(last, ring, OFFICE)
        assert told is None or stage < told


@given(DAYS, st.lists(st.integers(0, 40 * 24), min_size=1, max_size=30))
def test_no_reminder_is_given_twice_or_backwards_however_the_clock_jumps(last, hours):
    """The way of the program: whatever `now` is, only a nearer stage than the one that was told is told."""
    told, given_ = None, []
    for ago in hours:
        stage = stage_at(last, rings_at(last, 30, OFFICE) + dt.timedelta(hours=ago), OFFICE)
        if stage is not None and (told is None or stage < told):
            told = stage
            given_.append(stage)
    assert given_ == sorted(set(given_), reverse=True)


@pytest.mark.parametrize(("days", "presses"), [(-1, False), (0, True), (7, True), (8, False)])
def test_a_week_before_it_presses_and_after_it_no_more(days, presses):
    today = dt.date(2026, 11, 23)
    assert is_pressing(today + dt.timedelta(days=days), today) is presses
