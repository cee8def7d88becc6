"""What admins tap at the desk: the open tickets, and what they do about one."""

from bot.domain import desk_actions, page_actions, steering_actions
from bot.domain.desk import Filter
from bot.usecases import (
    desk,
    desk_assignment,
    inspections,
    leaving,
    nudges,
    seen_emergencies,
    suspensions,
    unanswered,
)
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps


async def tap_open(uow: UnitOfWork, tap: ButtonTap, action: page_actions.TurnOpen) -> None:
    """Another page, or other ones, of the open tickets."""
    await desk.queue(uow, tap.person, Filter.of(action.only), tap.place(action.page))


async def tap_gist(uow: UnitOfWork, tap: ButtonTap, action: desk_actions.ShowGist) -> None:
    """How a ticket stands."""
    await desk.gist(uow, tap.person, action.ticket)


async def tap_ask_assign(uow: UnitOfWork, tap: ButtonTap, action: desk_actions.AskAssign) -> None:
    """To whom a ticket may be given."""
    await desk_assignment.ask(uow, tap.person, action.ticket)


async def tap_lawyers(uow: UnitOfWork, tap: ButtonTap, action: desk_actions.TurnLawyers) -> None:
    """Another page of those to whom a ticket may be given."""
    await desk_assignment.ask(uow, tap.person, action.ticket, tap.place(action.page))


async def tap_assign(uow: UnitOfWork, tap: ButtonTap, action: desk_actions.Assign) -> None:
    """Give a ticket to a lawyer."""
    await desk_assignment.assign(uow, tap.person, action.ticket, action.lawyer)


async def tap_nudge(uow: UnitOfWork, tap: ButtonTap, action: desk_actions.Nudge) -> None:
    """Remind whoever owes the next word."""
    await nudges.nudge(uow, tap.person, action.ticket)


async def tap_seen(uow: UnitOfWork, tap: ButtonTap, action: desk_actions.SeenEmergency) -> None:
    """The admin sees to an emergency."""
    await seen_emergencies.seen(uow, tap.person, action.ticket)


async def tap_ask_inspection(uow: UnitOfWork, tap: ButtonTap, action: desk_actions.AskInspection) -> None:
    """Why a ticket is to be read."""
    await inspections.ask(uow, tap.person, action.ticket)


async def tap_inspect(uow: UnitOfWork, tap: ButtonTap, action: desk_actions.Inspect) -> None:
    """Read a ticket for this reason."""
    await inspections.inspect(uow, tap.person, action.ticket, action.why)


async def leave(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/leave`."""
    await leaving.ask(uow, call.person)


async def show_unanswered(uow: UnitOfWork, call: CommandCall) -> None:
    """Serve `/unanswered`."""
    await unanswered.list_unanswered(uow, call.person)


COMMANDS: dict[str, Command] = {
    "leave": Command(leave, Needs.STAFF),
    "unanswered": Command(show_unanswered, Needs.ADMIN),
}


async def tap_leave(uow: UnitOfWork, tap: ButtonTap, action: steering_actions.Leave) -> None:
    """Give the own role back."""
    await leaving.leave(uow, tap.person, action.role)


async def tap_why(uow: UnitOfWork, tap: ButtonTap, action: steering_actions.WhySuspended) -> None:
    """Why an entry is suspended."""
    await suspensions.explain(uow, tap.person, action.code, action.reason)


async def tap_unanswered(uow: UnitOfWork, tap: ButtonTap, action: page_actions.TurnUnanswered) -> None:
    """Another page of what was not answered."""
    await unanswered.list_unanswered(uow, tap.person, tap.place(action.page))


TAPS: Taps = {
    steering_actions.Leave: Tap(tap_leave, Needs.STAFF),
    steering_actions.WhySuspended: Tap(tap_why, Needs.ADMIN),
    page_actions.TurnUnanswered: Tap(tap_unanswered, Needs.ADMIN),
    page_actions.TurnOpen: Tap(tap_open, Needs.ADMIN),
    desk_actions.ShowGist: Tap(tap_gist, Needs.ADMIN),
    desk_actions.AskAssign: Tap(tap_ask_assign, Needs.ADMIN),
    desk_actions.TurnLawyers: Tap(tap_lawyers, Needs.ADMIN),
    desk_actions.Assign: Tap(tap_assign, Needs.ADMIN),
    desk_actions.Nudge: Tap(tap_nudge, Needs.ADMIN),
    desk_actions.SeenEmergency: Tap(tap_seen, Needs.ADMIN),
    desk_actions.AskInspection: Tap(tap_ask_inspection, Needs.ADMIN),
    desk_actions.Inspect: Tap(tap_inspect, Needs.ADMIN),
}
