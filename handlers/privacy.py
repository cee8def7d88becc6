"""What people type and tap about what is kept of them; and admins, so that something is not erased."""

from bot.domain import privacy_actions
from bot.usecases import forgetting, holds, own_copy
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps


async def forget_me(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/forget_me`."""
    await forgetting.ask(uow, call.person)


async def export_my_data(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/export_my_data`."""
    await own_copy.ask(uow, call.person)


async def hold(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/hold`."""
    await holds.put(uow, call.person, call.words)


COMMANDS: dict[str, Command] = {
    "forget_me": Command(forget_me),
    "export_my_data": Command(export_my_data),
    "hold": Command(hold, Needs.ADMIN),
}


async def tap_erase_me(uow: UnitOfWork, tap: ButtonTap, _: privacy_actions.EraseMe) -> None:
    """All that is kept is erased."""
    await forgetting.erase(uow, tap.person, tap.message_id)


async def tap_export_me(uow: UnitOfWork, tap: ButtonTap, _: privacy_actions.ExportMe) -> None:
    """The copy is sent."""
    await own_copy.send(uow, tap.person, tap.message_id)


async def tap_lift_hold(uow: UnitOfWork, tap: ButtonTap, action: privacy_actions.LiftHold) -> None:
    """A hold ends."""
    await holds.lift(uow, tap.person, action.hold)


TAPS: Taps = {
    privacy_actions.EraseMe: Tap(tap_erase_me),
    privacy_actions.ExportMe: Tap(tap_export_me),
    privacy_actions.LiftHold: Tap(tap_lift_hold, Needs.ADMIN),
}
