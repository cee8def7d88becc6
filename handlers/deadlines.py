"""What owners type and tap about last days that they want to be reminded of."""

from bot.domain import kept_deadline_actions, page_actions
from bot.usecases import kept_deadlines
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps


async def deadlines(uow: UnitOfWork, call: CommandCall) -> None:
    """/deadlines: the last days that somebody keeps."""
    await kept_deadlines.show_all(uow, call.person)


COMMANDS: dict[str, Command] = {"deadlines": Command(deadlines, Needs.CONSENT)}


async def tap_remind_me(uow: UnitOfWork, tap: ButtonTap, action: kept_deadline_actions.RemindMe) -> None:
    """Keep a last day."""
    await kept_deadlines.keep(uow, tap.person, action.question, action.code, action.number, action.day)


async def tap_filed(uow: UnitOfWork, tap: ButtonTap, action: kept_deadline_actions.Filed) -> None:
    """It is done in time."""
    await kept_deadlines.filed(uow, tap.person, action.deadline)


async def tap_still_open(uow: UnitOfWork, tap: ButtonTap, action: kept_deadline_actions.StillOpen) -> None:
    """It is still to be done."""
    await kept_deadlines.still_open(uow, tap.person, action.deadline)


async def tap_forget(uow: UnitOfWork, tap: ButtonTap, action: kept_deadline_actions.ForgetDeadline) -> None:
    """Forget a last day."""
    await kept_deadlines.forget(uow, tap.person, action.deadline)


async def tap_page(uow: UnitOfWork, tap: ButtonTap, action: page_actions.TurnDeadlines) -> None:
    """Another page of them."""
    await kept_deadlines.show_all(uow, tap.person, tap.place(action.page))


TAPS: Taps = {
    kept_deadline_actions.RemindMe: Tap(tap_remind_me, Needs.CONSENT),
    kept_deadline_actions.Filed: Tap(tap_filed, Needs.CONSENT),
    kept_deadline_actions.StillOpen: Tap(tap_still_open, Needs.CONSENT),
    kept_deadline_actions.ForgetDeadline: Tap(tap_forget, Needs.CONSENT),
    page_actions.TurnDeadlines: Tap(tap_page, Needs.CONSENT),
}
