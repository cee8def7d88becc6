"""Working time: when the office is open, counted through split shifts, holidays and make-up working days.

In mainland China the State Council moves working days around public holidays: some Saturdays and Sundays are
worked (调休). A calendar that only knows weekends and holidays is wrong on those days. Of a year that is not announced yet
the days are known that the law itself names (`bot.domain.statutory`); what is moved around them is not, and is not guessed.
"""

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.statutory import statutory_holidays

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days of the week as config and tests write them, in the order of `date.weekday()`."""

FARTHEST = dt.timedelta(days=3660)
"""Ten years: no calendar in use is closed for so long, so the search for an opening ends."""


@dataclass(frozen=True, slots=True, order=True)
class Shift:
    """One stretch of office hours on a working day, in local time: from `opens`, until before `closes`."""

    opens: dt.time
    closes: dt.time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError(
                f"a shift must open before it closes, not {self.opens:%H:%M}-{self.closes:%H:%M}"
            )

    @classmethod
    def parse(cls, text: str) -> "Shift":
        """`09:00-12:00` (an en dash will do too). Raises ValueError for anything else."""
        opens, dash, closes = text.replace("–", "-").partition("-")
        if not dash:
            raise ValueError(f"{text!r} is not a shift such as 09:00-12:00")
        return cls(_clock(opens), _clock(closes))


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """When the office works. Instants are aware; answers are in UTC.

    `hours` are the shifts of every working day in the office's own `timezone`. `weekdays` (0 is Monday) are
    worked unless they are `holidays`; `make_up_days` are worked whatever day they fall on. `years` are those
    whose official holiday schedule is known; in other years the holidays are those that the law itself names.
    """

    hours: tuple[Shift, ...]
    holidays: frozenset[dt.date]
    make_up_days: frozenset[dt.date]
    timezone: dt.tzinfo
    weekdays: frozenset[int] = frozenset(range(5))
    years: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if not self.hours or not self.weekdays:
            raise ValueError("a calendar needs at least one shift and one working day of the week")
        ordered = tuple(sorted(self.hours))
        if any(first.closes > second.opens for first, second in itertools.pairwise(ordered)):
            raise ValueError("shifts must not overlap")
        if both := self.holidays & self.make_up_days:
            raise ValueError(f"{min(both)} cannot be a holiday and a make-up working day")
        object.__setattr__(self, "hours", ordered)

    def covered(self, year: int) -> bool:
        """Whether the official holiday schedule of `year` is known."""
        return year in self.years

    def is_working_day(self, day: dt.date) -> bool:
        """Whether the office works on `day` at all."""
        if day in self.make_up_days:
            return True
        return day.weekday() in self.weekdays and not self.is_holiday(day)

    def is_holiday(self, day: dt.date) -> bool:
        """Whether everybody is off on `day`: as announced, or in a year that is not, by the law alone."""
        return day in self.holidays or (not self.covered(day.year) and day in statutory_holidays(day.year))

    def is_working(self, instant: dt.datetime) -> bool:
        """Whether the office is open at `instant`; the moment of closing is no longer open."""
        local = _aware(instant).astimezone(self.timezone)
        if not self.is_working_day(local.date()):
            return False
        return any(shift.opens <= local.time() < shift.closes for shift in self.hours)

    def next_opening(self, instant: dt.datetime) -> dt.datetime:
        """`instant` itself while the office is open, otherwise when it opens next."""
        opens, _ = next(self._stretches(instant))
        return max(opens, _aware(instant).astimezone(dt.UTC))

    def add_working_minutes(self, start: dt.datetime, minutes: float) -> dt.datetime:
        """Find the instant by which `minutes` (0 or more) of working time have passed since `start`.

        It lies within office hours or at the moment of closing: work due "in four hours" at four o'clock is
        due tomorrow, work that takes exactly until closing is due at closing.
        """
        if minutes < 0:
            raise ValueError(f"working minutes cannot be negative: {minutes}")
        left = dt.timedelta(minutes=minutes)
        for opens, closes in self._stretches(start):
            begin = max(opens, _aware(start))
            if left <= closes - begin:
                return (begin + left).astimezone(dt.UTC)
            left -= closes - begin
        raise AssertionError("stretches never end without an error")

    def add_working_days(self, start: dt.datetime, days: int) -> dt.datetime:
        """Find the instant by which so many whole days of working time (1 or more) have passed since `start`."""
        return self.add_working_minutes(start, days * self._minutes_of_a_day)

    @property
    def _minutes_of_a_day(self) -> float:
        day = dt.date(2000, 1, 1)
        spans = (dt.datetime.combine(day, s.closes) - dt.datetime.combine(day, s.opens) for s in self.hours)
        return sum(spans, dt.timedelta()) / dt.timedelta(minutes=1)

    def working_minutes_between(self, start: dt.datetime, end: dt.datetime) -> float:
        """Count the minutes of working time between two instants; negative when `end` is before `start`."""
        if _aware(end) < _aware(start):
            return -self.working_minutes_between(end, start)
        worked = dt.timedelta()
        for opens, closes in self._stretches(start):
            if opens >= end:
                break
            worked += min(closes, end) - max(opens, start)
        return worked / dt.timedelta(minutes=1)

    def _stretches(self, start: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
        """Every (opening, closing) in UTC that is not over at `start`, in order, for as long as wanted."""
        first = _aware(start).astimezone(self.timezone).date()
        day, last_worked = first, first
        while day - last_worked < FARTHEST:
            if self.is_working_day(day):
                last_worked = day
                for shift in self.hours:
                    opens, closes = self._instant(day, shift.opens), self._instant(day, shift.closes)
                    if closes > start:
                        yield opens, closes
            day += dt.timedelta(days=1)
        raise ValueError(f"the calendar has no working day within ten years of {last_worked}")

    def _instant(self, day: dt.date, time: dt.time) -> dt.datetime:
        return dt.datetime.combine(day, time, self.timezone).astimezone(dt.UTC)


def _aware(instant: dt.datetime) -> dt.datetime:
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs its time zone: {instant}")
    return instant


def _clock(text: str) -> dt.time:
    try:
        return dt.datetime.strptime(text.strip(), "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone
    except ValueError:
        raise ValueError(f"{text.strip()!r} is not a time such as 09:00") from None
