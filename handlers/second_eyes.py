"""What lawyers tap about an answer that waits for a second pair of eyes."""

from bot.domain import second_actions
from bot.domain.outgoing import Sentence
from bot.usecases import second_eyes
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Needs, Tap, Taps


async def tap_read(uow: UnitOfWork, tap: ButtonTap, action: second_actions.ReadDraft) -> Sentence | None:
    """Read it."""
    return await second_eyes.read(uow, tap.person, action.ticket)


async def tap_fine(uow: UnitOfWork, tap: ButtonTap, action: second_actions.PassDraft) -> Sentence | None:
    """Let it go."""
    return await second_eyes.let_pass(uow, tap.caller, tap.message_id, action.ticket, action.seal)


async def tap_back(uow: UnitOfWork, tap: ButtonTap, action: second_actions.ReturnDraft) -> Sentence | None:
    """Give it back with a note."""
    return await second_eyes.ask_back(uow, tap.caller, action.ticket)


async def tap_alone(uow: UnitOfWork, tap: ButtonTap, action: second_actions.SendAlone) -> Sentence | None:
    """Send one's own without."""
    return await second_eyes.send_alone(uow, tap.caller, tap.message_id, action.ticket)


async def tap_drop(uow: UnitOfWork, tap: ButtonTap, action: second_actions.TakeDraftBack) -> Sentence | None:
    """Do not send one's own."""
    return await second_eyes.drop(uow, tap.caller, tap.message_id, action.ticket)


TAPS: Taps = {
    second_actions.ReadDraft: Tap(tap_read, Needs.LAWYER),
    second_actions.PassDraft: Tap(tap_fine, Needs.LAWYER),
    second_actions.ReturnDraft: Tap(tap_back, Needs.LAWYER),
    second_actions.SendAlone: Tap(tap_alone, Needs.LAWYER),
    second_actions.TakeDraftBack: Tap(tap_drop, Needs.LAWYER),
}
