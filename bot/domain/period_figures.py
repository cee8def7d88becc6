"""What happened at the bureau in a week or a month, in numbers: for three sentences and a chart."""

import datetime as dt
import enum
from dataclasses import dataclass

from bot.domain.work_figures import Counted

MOST_BACK = 520
"""Weeks, or months, that somebody may look back."""
CHART_WEEKS, CHART_DAYS = 8, 30


class Span(enum.StrEnum):
    """For how long the figures are."""

    WEEK = "week"
    MONTH = "month"

    @classmethod
    def of(cls, word: str) -> "Span":
        """The span that a button names; a week for one that there is no more."""
        return cls(word) if word in set(cls) else cls.WEEK

    def days(self, today: dt.date, back: int) -> tuple[dt.date, dt.date]:
        """The first day and the last of this week or month, or of one so many before."""
        if self is Span.WEEK:
            first = today - dt.timedelta(days=today.weekday(), weeks=back)
            return first, first + dt.timedelta(days=6)
        months = today.year * 12 + today.month - 1 - back
        first, after = (dt.date(each // 12, each % 12 + 1, 1) for each in (months, months + 1))
        return first, after - dt.timedelta(days=1)

    def chart_days(self, last: dt.date) -> list[dt.date]:
        """The days on which the pairs of bars begin that lead to a last day: weeks or days, the first of them first."""
        if self is Span.MONTH:
            return [last - dt.timedelta(days=each) for each in reversed(range(CHART_DAYS))]
        monday = last - dt.timedelta(days=last.weekday())
        return [monday - dt.timedelta(weeks=each) for each in reversed(range(CHART_WEEKS))]


@dataclass(frozen=True, slots=True)
class Bars:
    """What came in the week or on the day that begins so, an ISO date."""

    begins: str
    questions: int
    tickets: int


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """A week or a month. Days are ISO dates; waits are working minutes, None while nobody was answered."""

    span: Span
    begins: str
    ends: str
    asked: int
    answered: int
    """Questions that the butler itself answered, and that did not become a ticket."""
    tickets: int
    half: int | None
    """Half of the owners waited no longer for a lawyer's first words."""
    nine_of_ten: int | None
    open: int
    """By now, as `late`."""
    late: int
    helped: int
    not_helped: int
    why: Counted
    bars: tuple[Bars, ...]
