"""What admins type and tap to tell owners of a holiday, and owners to hear of none."""

from bot.domain import notice_actions
from bot.usecases import holiday_notices
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps


async def notice(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/notice`."""
    await holiday_notices.draft(uow, call.person)


COMMANDS: dict[str, Command] = {"notice": Command(notice, Needs.ADMIN)}


async def tap_send(uow: UnitOfWork, tap: ButtonTap, action: notice_actions.SendNotice) -> None:
    """Send the notice."""
    await holiday_notices.send(uow, tap.person, action.first, action.audience)


async def tap_drop(uow: UnitOfWork, tap: ButtonTap, _: notice_actions.DropNotice) -> None:
    """Send nothing."""
    await holiday_notices.drop(uow, tap.person)


async def tap_off(uow: UnitOfWork, tap: ButtonTap, _: notice_actions.NoticesOff) -> None:
    """Hear of no holidays any more."""
    await holiday_notices.want(uow, tap.person, wanted=False)


async def tap_on(uow: UnitOfWork, tap: ButtonTap, _: notice_actions.NoticesOn) -> None:
    """Hear of them again."""
    await holiday_notices.want(uow, tap.person, wanted=True)


TAPS: Taps = {
    notice_actions.SendNotice: Tap(tap_send, Needs.ADMIN),
    notice_actions.DropNotice: Tap(tap_drop, Needs.ADMIN),
    notice_actions.NoticesOff: Tap(tap_off, Needs.CONSENT),
    notice_actions.NoticesOn: Tap(tap_on, Needs.CONSENT),
}
