"""What lawyers type and tap to take back words that they sent, to move them, or to send what was held."""

from bot.domain.outgoing import Sentence
from bot.domain.recall_actions import DontSend, MoveWords, Recall, SendAlso, SendAnyway
from bot.usecases import recalls, routing, which_ticket, wrong_client
from bot.usecases.unit_of_work import UnitOfWork
from handlers.route_types import ButtonTap, Command, CommandCall, Needs, Tap, Taps


async def recall(uow: UnitOfWork, call: CommandCall) -> None:
    """/recall as a reply to an own message, or alone for the last one."""
    if call.message is not None:
        await recalls.command(uow, call.caller, call.message)


COMMANDS: dict[str, Command] = {"recall": Command(recall, Needs.LAWYER)}


async def tap_recall(uow: UnitOfWork, tap: ButtonTap, action: Recall) -> Sentence | None:
    """Take back what was just sent by a button."""
    return await recalls.tap(uow, tap.person, tap.message_id, action)


async def tap_move(uow: UnitOfWork, tap: ButtonTap, action: MoveWords) -> Sentence | None:
    """Words are for another owner than the one to whom they went."""
    return await which_ticket.move(uow, tap.caller, tap.message_id, action.ticket, action.message)


async def tap_also(uow: UnitOfWork, tap: ButtonTap, action: SendAlso) -> Sentence | None:
    """Words are for another owner, too."""
    return await which_ticket.also(uow, tap.caller, tap.message_id, action.ticket, action.message)


async def tap_anyway(uow: UnitOfWork, tap: ButtonTap, action: SendAnyway) -> Sentence | None:
    """Words are for this owner, whatever they name."""
    return await routing.to_ticket(uow, tap.caller, action.ticket, tap.about, tap.message_id, sure=True)


async def tap_dont(uow: UnitOfWork, tap: ButtonTap, _: DontSend) -> None:
    """Words are for nobody."""
    await wrong_client.drop(uow, tap.caller, tap.message_id)


TAPS: Taps = {
    Recall: Tap(tap_recall, Needs.LAWYER),
    MoveWords: Tap(tap_move, Needs.LAWYER),
    SendAlso: Tap(tap_also, Needs.LAWYER),
    SendAnyway: Tap(tap_anyway, Needs.LAWYER),
    DontSend: Tap(tap_dont, Needs.LAWYER),
}
