"""When somebody is reminded of a last day: 30, 7, 3 and 1 days before, at nine, on a day on which the office works.

A reminder whose day is a rest day comes on the working day before it; of several that fall on one day the nearest is given.
"""

import datetime as dt

from bot.domain.calendar import WorkingCalendar

STAGES = (30, 7, 3, 1)
"""Days before the last day, the farthest first."""
URGENT_DAYS = 7
"""Days before the last day from which a ticket is urgent."""
HOUR = dt.time(9)
DAY = dt.timedelta(days=1)


def rings_at(last: dt.date, days: int, calendar: WorkingCalendar) -> dt.datetime:
    """The instant, in UTC, of the reminder so many days before a last day."""
    day = last - days * DAY
    while not calendar.is_working_day(day):
        day -= DAY
    return dt.datetime.combine(day, HOUR, calendar.timezone).astimezone(dt.UTC)


def stage_at(last: dt.date, now: dt.datetime, calendar: WorkingCalendar) -> int | None:
    """The nearest reminder whose time has come; None while none has."""
    passed = [days for days in STAGES if rings_at(last, days, calendar) <= now]
    return min(passed, default=None)


def next_ring(last: dt.date, told: int | None, calendar: WorkingCalendar) -> dt.datetime | None:
    """When the next reminder is due, of those nearer than the one that was given; None after the last."""
    ahead = [days for days in STAGES if told is None or days < told]
    return rings_at(last, max(ahead), calendar) if ahead else None


def is_pressing(last: dt.date, today: dt.date) -> bool:
    """Whether a last day is so near that its ticket is urgent; one that is over saves nothing any more."""
    return dt.timedelta() <= last - today <= URGENT_DAYS * DAY
