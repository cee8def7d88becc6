"""Buttons that act once: a second tap, or a tap on those of a step that is over, does nothing twice."""

from bot.domain.identity import Caller
from bot.domain.outgoing import ButtonsGone, Notice
from bot.storage import outbox
from bot.usecases.unit_of_work import UnitOfWork


async def spend(uow: UnitOfWork, caller: Caller, message_id: int) -> bool:
    """Take the buttons off a message of the bot; False if that was done before, as for the second of two quick taps.

    They go once all is said that the tap brings: whoever tapped waits for that, and Telegram lets a chat have one call a second.
    """
    once = f"spent:{caller.address.id}:{message_id}"
    if await outbox.was_written(uow.tx, once):
        return False
    notice = Notice(caller.person.id, ButtonsGone(message_id), caller.person.lang, once=once)

    async def gone() -> None:
        await uow.tell(notice)

    uow.tx.at_last(gone)
    return True
