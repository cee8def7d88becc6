"""What owners and lawyers tap when the work is done, or is to go to somebody else."""

from bot.domain import hand_over_actions, own_ticket_actions, page_actions
from bot.domain.outgoing import Sentence
from bot.usecases import conversations, hand_over_all, own_work, ratings
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps


async def tap_save(
    uow: UnitOfWork, tap: ButtonTap, action: own_ticket_actions.SaveConversation
) -> Sentence | None:
    """The conversation of an own ticket as a file."""
    return await conversations.save(uow, tap.person, action.ticket, action.form)


async def tap_closed(uow: UnitOfWork, tap: ButtonTap, action: page_actions.TurnClosed) -> None:
    """The closed tickets of this lawyer."""
    await own_work.closed(uow, tap.person, tap.place(action.page))


async def handover(uow: UnitOfWork, call: CommandCall) -> None:
    """/handover: all that a lawyer holds goes to others."""
    await hand_over_all.begin(uow, call.person)


COMMANDS: dict[str, Command] = {"handover": Command(handover, Needs.STAFF)}


async def tap_receivers(uow: UnitOfWork, tap: ButtonTap, action: hand_over_actions.ChooseReceiver) -> None:
    """To whom all of it may go."""
    await hand_over_all.choose(uow, tap.person, action.lawyer, tap.place(action.page))


async def tap_ask_all(uow: UnitOfWork, tap: ButtonTap, action: hand_over_actions.AskHandOverAll) -> None:
    """Whether all of it is really to go there."""
    await hand_over_all.ask(uow, tap.person, tap.message_id, action.lawyer, action.to)


async def tap_give_all(uow: UnitOfWork, tap: ButtonTap, action: hand_over_actions.HandOverAll) -> None:
    """All of it goes there."""
    await hand_over_all.give(uow, tap.person, tap.message_id, action.lawyer, action.to)


async def tap_why(uow: UnitOfWork, tap: ButtonTap, action: own_ticket_actions.TellWhy) -> Sentence | None:
    """Why the answer helped, or did not."""
    return await ratings.tell_why(uow, tap.person, tap.message_id, action.ticket, action.word)


TAPS: Taps = {
    hand_over_actions.ChooseReceiver: Tap(tap_receivers, Needs.STAFF),
    hand_over_actions.AskHandOverAll: Tap(tap_ask_all, Needs.STAFF),
    hand_over_actions.HandOverAll: Tap(tap_give_all, Needs.STAFF),
    page_actions.TurnClosed: Tap(tap_closed, Needs.LAWYER),
    own_ticket_actions.SaveConversation: Tap(tap_save, Needs.CONSENT),
    own_ticket_actions.TellWhy: Tap(tap_why, Needs.CONSENT),
}
