"""Buttons that act once: a second tap, or a tap on those of a step that is over, does nothing twice."""

from bot.domain.identity import Caller
from bot.domain.outgoing import ButtonsGone, Notice
from bot.usecases.unit_of_work import UnitOfWork


async def spend(uow: UnitOfWork, caller: Caller, message_id: int) -> bool:
    """Take the buttons off a message of the bot; False if that was done before, as for the second of two quick taps."""
    once = f"spent:{caller.address.id}:{message_id}"
    notice = Notice(caller.person.id, ButtonsGone(message_id), caller.person.lang, once=once)
    return await uow.tell(notice) is not None
