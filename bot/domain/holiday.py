"""The next holiday of the working calendar: from when to when nobody works, and when work goes on."""

import datetime as dt
import itertools
from dataclasses import dataclass

from bot.domain.calendar import FARTHEST, WorkingCalendar

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """The days off, the weekend beside them included, and the first day of work after them."""

    first: dt.date
    last: dt.date
    back: dt.date


def next_holiday(calendar: WorkingCalendar, today: dt.date) -> Holiday:
    """The next holiday that begins after today; ValueError for a calendar without any."""
    days = (today + DAY * number for number in range(1, FARTHEST.days))
    named = next(
        (day for day in days if calendar.is_holiday(day) and not calendar.is_holiday(day - DAY)), None
    )
    if named is None:
        raise ValueError(f"the calendar has no holiday within ten years of {today}")
    first = _farthest_rest(calendar, named, -DAY, today)
    last = _farthest_rest(calendar, named, DAY, today)
    return Holiday(first, last, last + DAY)


def _farthest_rest(calendar: WorkingCalendar, day: dt.date, step: dt.timedelta, today: dt.date) -> dt.date:
    """The last day in this direction before somebody works again, or before today."""
    rest = itertools.takewhile(
        lambda each: each > today and not calendar.is_working_day(each),
        (day + step * n for n in itertools.count()),
    )
    return list(rest)[-1]
