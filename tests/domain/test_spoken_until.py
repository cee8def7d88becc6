"""The moment until which somebody says that they are away."""

import datetime as dt
import zoneinfo

import pytest

from bot.domain.spoken_until import read

ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")
NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)  # a Monday


@pytest.mark.parametrize(
    ("text", "month", "day", "hour", "minute"),
    [
        ("周三下午2点", 11, 25, 14, 0),
        ("周三2点半", 11, 25, 14, 30),
        ("下周一", 11, 30, 0, 0),
        ("周日", 11, 29, 0, 0),
        ("明天", 11, 24, 0, 0),
        ("明天下午", 11, 24, 14, 0),
        ("后天上午九点", 11, 25, 9, 0),
        ("12月3日14:00", 12, 3, 14, 0),
        ("2026-12-03 14:00", 12, 3, 14, 0),
        ("下午两点", 11, 23, 14, 0),
        ("9点", 11, 24, 9, 0),
        ("friday", 11, 27, 0, 0),
        ("Friday 2pm", 11, 27, 14, 0),
        ("next monday 9:30", 11, 30, 9, 30),
        ("tomorrow morning", 11, 24, 0, 0),
        ("3 December 14:00", 12, 3, 14, 0),
        ("16:00", 11, 23, 16, 0),
    ],
)
def test_a_moment_ahead_is_read(text, month, day, hour, minute):
    wanted = dt.datetime(2026, month, day, hour, minute, tzinfo=ZONE)
    assert read(text, NOW.date()).at(NOW) == wanted


def test_a_day_that_is_over_this_year_is_the_next_years():
    assert read("3月5日", NOW.date()).at(NOW) == dt.datetime(2027, 3, 5, tzinfo=ZONE)


@pytest.mark.parametrize(
    "text", ["", "bald", "昨天", "last friday", "2026-11-20", "2月30日", "今天9点", "25:00"]
)
def test_what_is_over_or_cannot_be_told_is_none(text):
    assert read(text, NOW.date()).at(NOW) is None
