"""What lawyers see of their own work: figures, and the tickets that are closed."""

import datetime as dt

from bot.domain.outgoing import Rows, Sentence, Shown, button
from bot.domain.page_actions import TurnClosed, TurnMine
from bot.domain.people import Person
from bot.domain.ticket_work_actions import ShowDetails
from bot.domain.work_figures import WorkFigures
from bot.storage import work_figures
from bot.usecases import pages, views
from bot.usecases.messages import show
from bot.usecases.pages import FIRST, Place
from bot.usecases.unit_of_work import UnitOfWork


async def figures(uow: UnitOfWork, lawyer: Person, days: int = views.FIGURES_DAYS) -> None:
    """Show a lawyer what they did lately, in numbers; nobody else is shown it."""
    since = uow.now - dt.timedelta(days=days)
    taken, answered = await work_figures.taken_and_answered(uow.tx, lawyer.id, since)
    waited = await work_figures.median_first_word(uow.tx, lawyer.id, since)
    helped, not_helped = await work_figures.rated(uow.tx, lawyer.id, since)
    told = WorkFigures(
        days=days,
        taken=taken,
        answered=answered,
        minutes=round(waited.total_seconds() / 60) if waited is not None else None,
        closed=_keyed("outcome", await work_figures.closed(uow.tx, lawyer.id, since)),
        helped=helped,
        not_helped=not_helped,
        why=_keyed("rated", await work_figures.why(uow.tx, lawyer.id, since)),
    )
    await uow.tell(show(lawyer, "work.card", told))


async def closed(uow: UnitOfWork, lawyer: Person, place: Place = FIRST) -> None:
    """List the closed tickets of a lawyer, the latest first; each can be looked at, and opened again from there."""
    listed = await views.closed_of(uow, lawyer, place.page)
    looking = [
        button("button.details_number", ShowDetails(each.number), number=each.number) for each in listed.lines
    ]
    back: Rows = ((button("button.to_mine", TurnMine(1)),),)
    rows = (*pages.in_rows(looking), *pages.row(listed.page, TurnClosed), *back)
    shown = Shown("closed.list", listed, rows) if listed.lines else Sentence("closed.none", rows=back)
    await pages.put(uow, lawyer, place, shown)


def _keyed(prefix: str, counted: work_figures.Counted) -> tuple[tuple[str, int], ...]:
    return tuple((f"{prefix}.{word}", number) for word, number in counted)
