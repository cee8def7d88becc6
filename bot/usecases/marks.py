"""What became of a lawyer's words, on their own message: a reaction once they have reached the owner, a reply while they wait.

That they were refused, or may not have arrived, is said in `deliveries`, below the same message. One call more for each message,
none where it is not in the chat of today's bot; an owner's reaction takes the place of the mark, and gives it back.
"""

from bot.domain.delivery import SENT_MARK, Outcome, Retry, Sent
from bot.domain.outgoing import Notice, Reaction
from bot.storage import outbox, people, tickets, withdrawals
from bot.storage.outbox import OutboxItem
from bot.storage.thread import Message
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork


async def settle(uow: UnitOfWork, item: OutboxItem, fate: Outcome) -> None:
    """Let a lawyer see what became of words that a notice brought to the owner; nothing for other readers and writers."""
    if item.sender is None or not isinstance(fate, Sent | Retry):
        return
    ticket = await tickets.find(uow.tx, item.ticket) if item.ticket else None
    source = await source_of(uow, item)
    if ticket is None or source is None or item.to != ticket.owner or source.author != "lawyer":
        return
    if isinstance(fate, Retry):
        await _waits(uow, item, source)
    elif source.withdrawn_at is None:
        await _has_arrived(uow, item, source)


async def source_of(uow: UnitOfWork, item: OutboxItem) -> Message | None:
    """What the sender of a notice wrote in their present chat, of an album the first; None for what stands elsewhere."""
    carried = await withdrawals.carried(uow.tx, item.id)
    source = carried[0] if carried and carried[0].person == item.sender else None
    address = await people.address_of(uow.tx, uow.account.id, source.person) if source else None
    return source if source is not None and address is not None and address.id == source.address else None


async def _waits(uow: UnitOfWork, item: OutboxItem, source: Message) -> None:
    lawyer = await people.find(uow.tx, source.person)
    if lawyer is not None:
        once, reply_to = _once(item), source.message.message_id
        number = item.ticket or 0
        await uow.tell(
            say(lawyer, "delivery.waiting", reply_to=reply_to, ticket=item.ticket, once=once, number=number)
        )


async def _has_arrived(uow: UnitOfWork, item: OutboxItem, source: Message) -> None:
    """Mark the message, unless it is the bot's own that showed what was sent ready-made: below that it is said in words."""
    await withdrawals.cancel_once(uow.tx, _once(item), uow.now)
    number = source.message.message_id
    if await outbox.by_message(uow.tx, source.address, number) is None:
        once = f"sent-mark:{source.address}:{number}"
        mark = Reaction(number, SENT_MARK)
        await uow.tell(Notice(source.person, mark, ticket=item.ticket, once=once))


def _once(item: OutboxItem) -> str:
    return f"waits:{item.id}"
