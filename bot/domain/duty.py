"""When a lawyer is there: the office's hours or their own, their leave and days in court, and their last word.

Pure: nothing runs out by a timer. Whoever asks hands in the time, and what is over no longer counts.
"""

import dataclasses
import datetime as dt
import enum
from dataclasses import dataclass

from bot.domain.calendar import WEEKDAYS, Shift, WorkingCalendar


class Away(enum.StrEnum):
    """Why a lawyer is not there."""

    LEAVE = "leave"
    COURT = "court"


@dataclass(frozen=True, slots=True)
class Absence:
    """A time in which a lawyer is not there, known beforehand: from `begins`, until before `ends`."""

    id: int
    kind: Away
    begins: dt.datetime
    ends: dt.datetime

    def covers(self, now: dt.datetime) -> bool:
        """Whether it is going on."""
        return self.begins <= now < self.ends


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """A lawyer's own working days (0 is Monday) and shifts; holidays and make-up days are the office's."""

    days: frozenset[int]
    shifts: tuple[Shift, ...]

    @classmethod
    def parse(cls, text: str) -> "WeeklyHours":
        """`mon-wed 09:00-12:00 14:00-16:00`. Raises ValueError for anything else, also for shifts that overlap."""
        days, *shifts = text.lower().replace(",", " ").split() or [""]
        first, _, last = days.replace("–", "-").partition("-")
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        if begin > end:
            raise ValueError(f"{days!r} does not run from Monday to Sunday")
        hours = tuple(sorted(Shift.parse(each) for each in shifts))
        own = cls(frozenset(range(begin, end + 1)), hours)
        WorkingCalendar(hours, frozenset(), frozenset(), dt.UTC, own.days)
        return own

    def within(self, office: WorkingCalendar) -> WorkingCalendar:
        """The office's calendar with these hours."""
        return dataclasses.replace(office, hours=self.shifts, weekdays=self.days)


@dataclass(frozen=True, slots=True)
class Duty:
    """What is known of a lawyer's presence.

    `on` is their last word. Off holds until `until`, or (None) until they say otherwise; on lets the hours decide, but
    until `until` it holds outside of them as well.
    """

    on: bool = True
    until: dt.datetime | None = None
    hours: WeeklyHours | None = None
    absences: tuple[Absence, ...] = ()

    def calendar(self, office: WorkingCalendar) -> WorkingCalendar:
        """The hours in which this lawyer works."""
        return self.hours.within(office) if self.hours else office

    def absence(self, now: dt.datetime) -> Absence | None:
        """The leave or day in court that is going on."""
        return next((each for each in self.absences if each.covers(now)), None)

    def is_available(self, now: dt.datetime) -> bool:
        """Whether this lawyer has not said that they are away; in an emergency hours do not count."""
        return (self.on or _is_over(self.until, now)) and self.absence(now) is None

    def is_on(self, now: dt.datetime, office: WorkingCalendar) -> bool:
        """Whether tickets may come to this lawyer now."""
        if not self.is_available(now):
            return False
        stays = self.on and self.until is not None and now < self.until
        return stays or self.calendar(office).is_working(now)

    def back_at(self, now: dt.datetime, office: WorkingCalendar) -> dt.datetime | None:
        """From when on tickets may come; `now` if they may already, None while nobody can say."""
        at = now
        for _ in range(2 * len(self.absences) + 3):
            if self.is_on(at, office):
                return at
            free = self._free_at(at)
            if free is None:
                return None
            at = self.calendar(office).next_opening(free)
        return None

    def _free_at(self, now: dt.datetime) -> dt.datetime | None:
        """When what keeps this lawyer away at an instant ends; `now` where nothing does."""
        absence = self.absence(now)
        if absence is not None:
            return absence.ends
        if self.on or _is_over(self.until, now):
            return now
        return self.until


def _is_over(until: dt.datetime | None, now: dt.datetime) -> bool:
    return until is not None and until <= now
