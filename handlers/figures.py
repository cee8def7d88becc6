"""What admins type and tap to look at the bureau's figures; lawyers are shown their own."""

from bot.domain import figures_actions
from bot.domain.period_figures import Span
from bot.usecases import figures, own_work
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps


async def show(uow: UnitOfWork, call: CommandCall) -> None:
    """/figures: the bureau's for an admin, their own for a lawyer."""
    if call.person.is_admin:
        await figures.tell(uow, call.person)
    if call.person.is_lawyer:
        await own_work.figures(uow, call.person)


COMMANDS: dict[str, Command] = {"figures": Command(show, Needs.STAFF)}


async def tap_figures(uow: UnitOfWork, tap: ButtonTap, action: figures_actions.ShowFigures) -> None:
    """Another week or month."""
    await figures.tell(uow, tap.person, Span.of(action.span), action.back)


async def tap_details(uow: UnitOfWork, tap: ButtonTap, _: figures_actions.FiguresInDetail) -> None:
    """The figures line by line."""
    await figures.in_detail(uow, tap.person)


TAPS: Taps = {
    figures_actions.ShowFigures: Tap(tap_figures, Needs.ADMIN),
    figures_actions.FiguresInDetail: Tap(tap_details, Needs.ADMIN),
}
