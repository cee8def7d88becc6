"""The bureau's figures for admins: three sentences and a chart for a week or a month, and line by line."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

from bot.domain.figures_actions import FiguresInDetail, ShowFigures
from bot.domain.outgoing import FiguresShown, Notice, Rows, button
from bot.domain.people import Person
from bot.domain.period_figures import MOST_BACK, Bars, PeriodFigures, Span
from bot.storage import desk as standings
from bot.storage import period_figures
from bot.usecases import desk, views
from bot.usecases.messages import show
from bot.usecases.unit_of_work import UnitOfWork

MOST_REASONS = 3
"""Reasons that are named, the most frequent first."""
WORDS = {
    Span.WEEK: ("figures.before_week", "figures.after_week", "figures.this_month"),
    Span.MONTH: ("figures.before_month", "figures.after_month", "figures.this_week"),
}
"""The buttons that lead to what was before, what came after, and to the other span."""


async def tell(uow: UnitOfWork, admin: Person, span: Span = Span.WEEK, back: int = 0) -> None:
    """Show this week or month, or one so many before, with the ways to others."""
    back = min(back, MOST_BACK)
    shown = FiguresShown(await of_period(uow, span, back), _ways(span, back))
    await uow.tell(Notice(admin.id, shown, admin.lang))


async def in_detail(uow: UnitOfWork, admin: Person) -> None:
    """Show what happened lately, line by line."""
    await uow.tell(show(admin, "figures.card", await views.figures(uow)))


async def of_period(uow: UnitOfWork, span: Span, back: int) -> PeriodFigures:
    """What happened in a week or a month, so many before this one."""
    first, last = span.days(uow.today, back)
    period = _midnight(uow, first), _midnight(uow, last + dt.timedelta(days=1))
    asked, answered = await period_figures.asked(uow.tx, *period)
    waited = sorted(
        uow.calendar.working_minutes_between(*each) for each in await period_figures.waits(uow.tx, *period)
    )
    helped, not_helped = await period_figures.rated(uow.tx, *period)
    why = await period_figures.why(uow.tx, *period)
    still_open = await standings.still_open(uow.tx)
    return PeriodFigures(
        span=span,
        begins=first.isoformat(),
        ends=last.isoformat(),
        asked=asked,
        answered=answered,
        tickets=len(await period_figures.tickets_at(uow.tx, *period)),
        half=_within(waited, 5),
        nine_of_ten=_within(waited, 9),
        open=len(still_open),
        late=sum(desk.is_late(uow, each) for each in still_open),
        helped=helped,
        not_helped=not_helped,
        why=tuple((f"rated.{word}", number) for word, number in why[:MOST_REASONS]),
        bars=await _bars(uow, span, min(last, uow.today)),
    )


async def _bars(uow: UnitOfWork, span: Span, last: dt.date) -> tuple[Bars, ...]:
    days = span.chart_days(last)
    edges = [_midnight(uow, day) for day in days]
    until = _midnight(uow, days[-1] + (days[1] - days[0]))
    questions = _counted(edges, await period_figures.questions_at(uow.tx, edges[0], until))
    opened = _counted(edges, await period_figures.tickets_at(uow.tx, edges[0], until))
    return tuple(Bars(day.isoformat(), *counts) for day, *counts in zip(days, questions, opened, strict=True))


def _counted(edges: Sequence[dt.datetime], instants: Sequence[dt.datetime]) -> list[int]:
    """How many instants lie behind each edge, and not behind the one after it."""
    counts = [0] * len(edges)
    for each in instants:
        counts[bisect_right(edges, each) - 1] += 1
    return counts


def _within(waited: Sequence[float], tenths: int) -> int | None:
    """The minutes within which so many tenths were answered; None where nobody was."""
    return round(waited[-(-len(waited) * tenths // 10) - 1]) if waited else None


def _midnight(uow: UnitOfWork, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), uow.calendar.timezone)


def _ways(span: Span, back: int) -> Rows:
    before, after, this = WORDS[span]
    other = Span.MONTH if span is Span.WEEK else Span.WEEK
    earlier = button(before, ShowFigures(span.value, min(back + 1, MOST_BACK)))
    later = button(after, ShowFigures(span.value, max(back - 1, 0)))
    return (
        (earlier, later) if back else (earlier,),
        (button(this, ShowFigures(other.value, 0)),),
        (button("button.figures_details", FiguresInDetail()),),
    )
