"""What admins type and tap about the butlers of enterprises."""

from bot.domain import butler_actions
from bot.usecases import butler_changes
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps


async def butler(uow: UnitOfWork, call: CommandCall) -> None:
    """/butler: all enterprises, or those whose name has these words in it."""
    await butler_changes.list_enterprises(uow, call.person, " ".join(call.words))


async def tap_enterprises(uow: UnitOfWork, tap: ButtonTap, action: butler_actions.TurnEnterprises) -> None:
    """Another page of the enterprises."""
    await butler_changes.list_enterprises(uow, tap.person, place=tap.place(action.page))


async def tap_butler(uow: UnitOfWork, tap: ButtonTap, action: butler_actions.AskButler) -> None:
    """Who is the butler of an enterprise, and who could be."""
    await butler_changes.ask(uow, tap.person, action.enterprise, tap.place(action.page))


async def tap_change(uow: UnitOfWork, tap: ButtonTap, action: butler_actions.SetButler) -> None:
    """Another butler for an enterprise."""
    await butler_changes.change(uow, tap.person, action.enterprise, action.lawyer)


COMMANDS: dict[str, Command] = {"butler": Command(butler, Needs.ADMIN)}
TAPS: Taps = {
    butler_actions.TurnEnterprises: Tap(tap_enterprises, Needs.ADMIN),
    butler_actions.AskButler: Tap(tap_butler, Needs.ADMIN),
    butler_actions.SetButler: Tap(tap_change, Needs.ADMIN),
}
