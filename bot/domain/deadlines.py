"""Statutory time limits: from the day that sets one off to its last day, and how that was reckoned.

The rules, with the articles that give them:

- Periods run by the calendar in years, months and days (Civil Code, art. 200). The day that sets one off does not count, the
  next is the first (Civil Code, art. 201; Civil Procedure Law, art. 85 para. 2; its Interpretation, art. 125).
- A period in months or years ends on the day of the same number; where the month has none, on its last (Civil Code, art. 202).
- Where the last day is a statutory rest day, the first day after the rest is the last (Civil Code, art. 203; Civil Procedure
  Law, art. 85 para. 3). A Saturday that is worked in exchange is none; a Monday off in exchange is one.
- What was posted before the end of a period of procedure is in time, whenever it arrives (Civil Procedure Law, art. 85
  para. 4). A document served by post on us counts from the day of receipt on the return slip (art. 91).
- Reconsideration and administrative suits follow the Civil Procedure Law in this (Reconsideration Law, art. 88; Administrative
  Litigation Law, art. 101). Some laws count short periods in working days (Reconsideration Law, art. 88; Penalty Law, art. 85;
  Coercion Law, art. 69; Licensing Law, art. 82).
- A special law may say otherwise (Civil Code, art. 204). Where nothing found says that a period moves, it does not move here:
  too early does no harm.

Pure: the calendar is an argument. What stops or restarts a period (interruption, suspension, leave to be late) is not reckoned.
"""

import calendar as months
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.answer import Citation
from bot.domain.calendar import WorkingCalendar

DAY = dt.timedelta(days=1)


class Unit(StrEnum):
    """What a limit is counted in."""

    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    YEAR = "year"


class Roll(StrEnum):
    """What becomes of a last day that is a rest day, by the law that says so."""

    CIVIL = "civil"
    """Civil Code, art. 203: the day after the rest is the last."""
    PROCEDURE = "procedure"
    """Civil Procedure Law, art. 85: so it is, and the day of posting counts."""
    NONE = "none"
    """No article says that it moves: the day itself stays the last."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a time limit is. Raises ValueError unless the length is 1 or more."""

    length: int
    unit: Unit
    roll: Roll

    def __post_init__(self) -> None:
        if self.length < 1:
            raise ValueError(f"a time limit is 1 or longer, not {self.length}")

    @property
    def post_counts(self) -> bool:
        """Whether what is posted on the last day is in time (Civil Procedure Law, art. 85 para. 4)."""
        return self.roll is Roll.PROCEDURE


@dataclass(frozen=True, slots=True)
class StatedLimit:
    """A limit that an entry states, in one language: what is to be done, from which day, and the article."""

    limit: Limit
    act: str
    trigger: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The last day of a limit and how it was found.

    `trigger` is not counted, `first` is the first day that is, `counted` the last by counting alone, `last` the last day on
    which to act. `rest_days` are those passed over: by the roll, or among working days. `month_end` says that the last month
    has no day of that number. `unknown_years` are those whose official holidays are not known yet and could move the day.
    """

    limit: Limit
    trigger: dt.date
    first: dt.date
    counted: dt.date
    last: dt.date
    rest_days: tuple[dt.date, ...]
    month_end: bool
    unknown_years: tuple[int, ...]

    @property
    def moved(self) -> bool:
        """Whether the last day is later than counted, for rest days."""
        return self.last != self.counted

    def days_left(self, today: dt.date) -> int:
        """Days from today to the last: 0 on the last day itself, negative when it is over."""
        return (self.last - today).days

    def in_time(self, *, arrived: dt.date, posted: dt.date | None = None) -> bool:
        """Whether what arrived, after being posted or by hand, kept the limit."""
        counts = posted if posted is not None and self.limit.post_counts else arrived
        return counts <= self.last


def reckon(trigger: dt.date, limit: Limit, calendar: WorkingCalendar) -> Reckoning:
    """Find the last day of a limit that was set off on `trigger`.

    Raises ValueError or OverflowError for a day beyond the calendar of the computer.
    """
    first = trigger + DAY
    if limit.unit is Unit.WORKING_DAY:
        return _working_days(trigger, limit, calendar)
    counted = _counted(trigger, limit)
    rests = () if limit.roll is Roll.NONE else tuple(_rests_from(counted, calendar))
    last = counted + len(rests) * DAY
    spanned = () if limit.roll is Roll.NONE else (counted, last)
    return Reckoning(
        limit,
        trigger,
        first,
        counted,
        last,
        rests,
        month_end=limit.unit is not Unit.DAY and counted.day != trigger.day,
        unknown_years=_unknown(calendar, spanned),
    )


def is_rest_day(calendar: WorkingCalendar, day: dt.date) -> bool:
    """Whether the law rests on that day, whatever hours the office keeps: weekends and holidays, but not make-up days."""
    if day in calendar.make_up_days:
        return False
    return day.weekday() >= len(("mon", "tue", "wed", "thu", "fri")) or calendar.is_holiday(day)


def _counted(trigger: dt.date, limit: Limit) -> dt.date:
    if limit.unit is Unit.DAY:
        return trigger + limit.length * DAY
    months_on = limit.length * (12 if limit.unit is Unit.YEAR else 1)
    years, month = divmod(trigger.month - 1 + months_on, 12)
    year = trigger.year + years
    return dt.date(year, month + 1, min(trigger.day, months.monthrange(year, month + 1)[1]))


def _rests_from(day: dt.date, calendar: WorkingCalendar) -> Iterator[dt.date]:
    while is_rest_day(calendar, day):
        yield day
        day += DAY


def _working_days(trigger: dt.date, limit: Limit, calendar: WorkingCalendar) -> Reckoning:
    day, left, rests = trigger, limit.length, []
    while left:
        day += DAY
        if is_rest_day(calendar, day):
            rests.append(day)
        else:
            left -= 1
    unknown = _unknown(calendar, (trigger + DAY, day))
    return Reckoning(limit, trigger, trigger + DAY, day, day, tuple(rests), False, unknown)


def _unknown(calendar: WorkingCalendar, spanned: tuple[dt.date, ...]) -> tuple[int, ...]:
    """Those of the years between two days whose schedule is not known."""
    if not spanned:
        return ()
    years = range(spanned[0].year, spanned[-1].year + 1)
    return tuple(year for year in years if not calendar.covered(year))
