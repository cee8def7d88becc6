"""What admins type and tap about who is not heard."""

from bot.domain import ban_actions
from bot.usecases import bans
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps


async def ban(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/ban`."""
    await bans.ask(uow, call.person, call.words)


COMMANDS: dict[str, Command] = {"ban": Command(ban, Needs.ADMIN)}


async def tap_ban_for(uow: UnitOfWork, tap: ButtonTap, action: ban_actions.BanFor) -> None:
    """For how long somebody is to be banned."""
    await bans.ask_how_long(uow, tap.person, action.person, action.reason)


async def tap_ban(uow: UnitOfWork, tap: ButtonTap, action: ban_actions.Ban) -> None:
    """Somebody is banned."""
    await bans.ban(uow, tap.person, action)


async def tap_lift_ban(uow: UnitOfWork, tap: ButtonTap, action: ban_actions.LiftBan) -> None:
    """Somebody is heard again."""
    await bans.lift(uow, tap.person, action.ban)


TAPS: Taps = {
    ban_actions.BanFor: Tap(tap_ban_for, Needs.ADMIN),
    ban_actions.Ban: Tap(tap_ban, Needs.ADMIN),
    ban_actions.LiftBan: Tap(tap_lift_ban, Needs.ADMIN),
}
