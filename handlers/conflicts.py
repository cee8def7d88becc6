"""What owners, lawyers and admins type and tap about who is on which side."""

from bot.domain import conflict_actions
from bot.usecases import conflict_work, declared_parties, other_side
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps


async def conflicts(uow: UnitOfWork, call: CommandCall) -> None:
    """/conflicts: a lawyer's own list of clients and opponents."""
    await declared_parties.list_all(uow, call.person)


COMMANDS: dict[str, Command] = {"conflicts": Command(conflicts, Needs.LAWYER)}


async def tap_side(uow: UnitOfWork, tap: ButtonTap, action: conflict_actions.TellSide) -> None:
    """No other side, or its name is not known."""
    await other_side.tap(uow, tap.person, action.ticket, action.word)


async def tap_aside(uow: UnitOfWork, tap: ButtonTap, action: conflict_actions.StepAside) -> None:
    """A lawyer has a conflict of interest."""
    await conflict_work.step_aside(uow, tap.person, action.ticket)


async def tap_look(uow: UnitOfWork, tap: ButtonTap, action: conflict_actions.LookAtConflict) -> None:
    """Which names keep a lawyer from a ticket."""
    await conflict_work.look(uow, tap.person, action.ticket, action.lawyer)


async def tap_clear(uow: UnitOfWork, tap: ButtonTap, action: conflict_actions.ClearConflict) -> None:
    """A lawyer may see a ticket after all."""
    await conflict_work.clear(uow, tap.person, action.ticket, action.lawyer, action.because)


async def tap_party(uow: UnitOfWork, tap: ButtonTap, action: conflict_actions.NameParty) -> None:
    """Name clients or opponents."""
    await declared_parties.ask(uow, tap.person, action.side)


async def tap_drop_party(uow: UnitOfWork, tap: ButtonTap, action: conflict_actions.DropParty) -> None:
    """Take a name off the list."""
    await declared_parties.drop(uow, tap.person, action.number)


TAPS: Taps = {
    conflict_actions.TellSide: Tap(tap_side, Needs.CONSENT),
    conflict_actions.StepAside: Tap(tap_aside, Needs.LAWYER),
    conflict_actions.LookAtConflict: Tap(tap_look, Needs.ADMIN),
    conflict_actions.ClearConflict: Tap(tap_clear, Needs.ADMIN),
    conflict_actions.NameParty: Tap(tap_party, Needs.LAWYER),
    conflict_actions.DropParty: Tap(tap_drop_party, Needs.LAWYER),
}
