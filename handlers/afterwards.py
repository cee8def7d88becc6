"""What owners and lawyers tap when the work is done, or is to go to somebody else."""

from bot.domain import own_ticket_actions, page_actions
from bot.domain.outgoing import Sentence
from bot.usecases import conversations, own_work, ratings
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Needs, Tap, Taps


async def tap_save(
    uow: UnitOfWork, tap: ButtonTap, action: own_ticket_actions.SaveConversation
) -> Sentence | None:
    """The conversation of an own ticket as a file."""
    return await conversations.save(uow, tap.person, action.ticket, action.form)


async def tap_closed(uow: UnitOfWork, tap: ButtonTap, action: page_actions.TurnClosed) -> None:
    """The closed tickets of this lawyer."""
    await own_work.closed(uow, tap.person, tap.place(action.page))


async def tap_why(uow: UnitOfWork, tap: ButtonTap, action: own_ticket_actions.TellWhy) -> Sentence | None:
    """Why the answer helped, or did not."""
    return await ratings.tell_why(uow, tap.person, tap.message_id, action.ticket, action.word)


TAPS: Taps = {
    page_actions.TurnClosed: Tap(tap_closed, Needs.LAWYER),
    own_ticket_actions.SaveConversation: Tap(tap_save, Needs.CONSENT),
    own_ticket_actions.TellWhy: Tap(tap_why, Needs.CONSENT),
}
