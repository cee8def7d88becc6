"""The pairs of a conversation: which message on the other side shows what was said on this one."""

from dataclasses import replace

from bot.domain.ticket import Ticket
from bot.errors import NotYet
from bot.storage import arriving, outbox, people, thread, tickets
from bot.storage.outbox import Delivery
from bot.storage.thread import Audience, Message
from bot.usecases.unit_of_work import UnitOfWork


async def message_for(uow: UnitOfWork, message: Message, reader: int) -> int | None:
    """The message in the reader's chat that shows what this one replies to, by the stored pairs; None without one."""
    if message.message.reply_to is None:
        return None
    answered = await message_behind(uow, message.address, message.message.reply_to)
    address = await people.address_of(uow.tx, uow.account.id, reader)
    if answered is None or address is None or answered.ticket != message.ticket:
        return None
    if answered.address == address.id:
        return answered.message.message_id
    carried = await thread.relay_to(uow.tx, answered.id, reader)
    if carried is None:
        return None
    shown = await shown_of(uow, carried[0], address.id)
    return shown[min(carried[1], len(shown) - 1)] if shown else None


async def with_quote(uow: UnitOfWork, message: Message) -> Message:
    """The message with the words that it answers, where no message on the other side shows them by itself."""
    words = message.message
    if words.reply_to is None or words.quote or words.quoted_elsewhere:
        return message
    answered = await message_behind(uow, message.address, words.reply_to)
    if answered is None or answered.ticket != message.ticket or answered.audience is not Audience.ALL:
        return message
    if answered.withdrawn_at is not None:  # it is not said again by being quoted
        return message
    return replace(message, message=replace(words, quoted_elsewhere=answered.message.text or None))


async def message_behind(uow: UnitOfWork, address: int, message_id: int) -> Message | None:
    """What was said in a ticket that a message of this chat is or shows."""
    written = await thread.by_source(uow.tx, address, message_id)
    if written is not None:
        return written
    shown = await outbox.by_message(uow.tx, address, message_id)
    carried = await thread.by_notice(uow.tx, shown.notice) if shown is not None else []
    if not carried or shown is None:
        return None
    ids = await shown_of(uow, shown.notice, address)
    return carried[ids.index(message_id)] if len(carried) > 1 and message_id in ids else carried[0]


async def ticket_behind(uow: UnitOfWork, address: int, message_id: int) -> Ticket | None:
    """The ticket to which a message of this chat belongs, written by its person or shown to them; notes too.

    Raises NotYet while words of a ticket are on their way into the chat and nothing is known of the message.
    """
    written = await thread.by_source(uow.tx, address, message_id)
    if written is not None:
        return await tickets.find(uow.tx, written.ticket)
    shown = await _noted(uow, address, message_id)
    return await tickets.find(uow.tx, shown.ticket) if shown is not None and shown.ticket else None


async def _noted(uow: UnitOfWork, address: int, message_id: int) -> Delivery | None:
    """The notice that a message shows. Raises NotYet where it may be one that has just arrived, and is not noted yet."""
    shown = await outbox.by_message(uow.tx, address, message_id)
    if shown is not None:
        return shown
    if await arriving.is_under_way(uow.tx, address):
        raise NotYet("what the reply answers is being delivered")
    return await outbox.by_message(uow.tx, address, message_id)  # it may have been noted between the two


async def shown_of(uow: UnitOfWork, notice: int, address: int) -> list[int]:
    """The messages of a chat that a notice became; of an album without the line that went before it."""
    ids = await outbox.messages_of(uow.tx, notice, address)
    items = len(await thread.by_notice(uow.tx, notice))
    return ids[-items:] if items > 1 else ids
