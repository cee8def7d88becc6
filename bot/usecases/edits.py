"""Edits follow what they edit, both ways: what was not shown yet is replaced, what was read is corrected openly."""

from dataclasses import replace

from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Album, Correction, Notice, Relay, RelayEdit
from bot.domain.ticket import Act, Ticket, denial
from bot.storage import amending, people, thread, tickets
from bot.storage.thread import Audience, Message
from bot.usecases import counterparts, notes, participants, second_looks, ticket_thread, wrong_client
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork


async def edited(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> Ticket | None:
    """Let an edit follow what it edits, if its writer may still speak; the ticket if the message belongs to one.

    Of words that were sent into several tickets each copy says the new ones.
    """
    written = await thread.by_source(uow.tx, caller.address.id, message.message_id)
    if written is None:
        return None
    ticket = await tickets.find(uow.tx, written.ticket)
    assert ticket is not None
    if written.audience is not Audience.ALL:
        if await second_looks.is_held(uow, written.id):
            await _edit_waiting(uow, caller, ticket, written, message)
        else:
            await notes.edited(uow, caller, ticket, written, message)
        return ticket
    for each in await thread.with_copies(uow.tx, written):
        await _edited_in(uow, caller, each, message)
    return ticket


async def _edit_waiting(
    uow: UnitOfWork, caller: Caller, ticket: Ticket, before: Message, message: IncomingMessage
) -> None:
    """Words that wait for a second pair of eyes say the new ones; whoever has read the old ones reads again."""
    spoken = await notes.for_owner(uow, caller, ticket, message)
    if spoken is not None and message.differs_from(before.message):
        await thread.edit(uow.tx, before, spoken, uow.now)
        await uow.tell(say(caller.person, "second.edited", reply_to=message.message_id, number=ticket.id))


async def _edited_in(uow: UnitOfWork, caller: Caller, before: Message, message: IncomingMessage) -> None:
    """Let an edit follow in one ticket; its writer is told if it can't."""
    ticket = await tickets.find(uow.tx, before.ticket)
    assert ticket is not None
    if before.withdrawn_at is not None:
        await uow.tell(
            say(caller.person, "recall.edit_nobody", reply_to=message.message_id, number=ticket.id)
        )
        return
    if not message.differs_from(before.message):
        return
    denied = denial(caller.person, ticket, Act.ANSWER if before.author == "lawyer" else Act.ASK)
    if denied is not None or not await ticket_thread.may_hear(uow, ticket):
        await uow.tell(
            say(caller.person, "talk.edit_too_late", reply_to=message.message_id, number=ticket.id)
        )
        return
    if before.author == "owner":
        await _edit(uow, ticket, before, message)
        return
    spoken = await notes.for_owner(uow, caller, ticket, message)
    if spoken is not None and not await _is_held(uow, caller, ticket, before, spoken):
        await _edit(uow, ticket, before, spoken)


async def _is_held(
    uow: UnitOfWork, caller: Caller, ticket: Ticket, before: Message, message: IncomingMessage
) -> bool:
    """Whether an edit seems to bring in another client; it follows to nobody, and its writer knows whom it names."""
    changed = message if message.file_key != before.message.file_key else replace(message, file_key=None)
    found = await wrong_client.doubt(uow, caller.person, ticket, [changed])
    if found is not None:
        reply_to, other = message.message_id, found.other
        await uow.tell(say(caller.person, "guard.edit", reply_to=reply_to, number=ticket.id, other=other))
    return found is not None


async def _edit(uow: UnitOfWork, ticket: Ticket, before: Message, message: IncomingMessage) -> None:
    """Keep the new words, and bring them to the other side."""
    await thread.edit(uow.tx, before, message, uow.now)
    for reader in await participants.readers(uow, ticket, before):
        await _follow(uow, ticket, before, message, reader)


async def _follow(
    uow: UnitOfWork, ticket: Ticket, before: Message, message: IncomingMessage, to: int
) -> None:
    """Bring an edit to whoever was shown the message: unseen it is replaced, seen it is corrected openly."""
    carried = await thread.relay_to(uow.tx, before.id, to)
    if carried is None:  # its reader knows it from a transcript
        await ticket_thread.carry(uow, ticket, replace(before, message=message), to=to, edited=True)
        return
    notice, item = carried
    if await _replaced_unseen(uow, notice, item, message):
        return
    receiver = await people.find(uow.tx, to)
    address = await people.address_of(uow.tx, uow.account.id, to)
    assert receiver is not None
    header = replace(await participants.header(uow, ticket, before, to), edited=True)
    shown = await counterparts.shown_of(uow, notice, address.id) if address else []
    place = _place_of(before.message, item, shown)
    base = Notice(to, Relay(header, message), receiver.lang, ticket=ticket.id, sender=before.person)
    if (
        place is None or before.message.kind != message.kind
    ):  # in several parts: shown anew rather than half changed
        await _tell_beside(
            uow, before, replace(base, content=Relay(header, message, shown[0] if shown else None))
        )
        return
    followed = RelayEdit(place, header, before.message, message, has_line=item == 0)
    await _tell_beside(uow, before, replace(base, content=followed))
    if message.text != before.message.text:
        corrected = Correction(header, before.message.text, message.text, reply_to=place)
        await _tell_beside(uow, before, replace(base, content=corrected))


async def _tell_beside(uow: UnitOfWork, before: Message, notice: Notice) -> None:
    """Show the new words; the notice is noted, so that it goes, too, when the message is taken back."""
    written = await uow.tell(notice)
    if written is not None:
        await thread.shown_beside(uow.tx, before.id, written, notice.to)


def _place_of(before: IncomingMessage, item: int, shown: list[int]) -> int | None:
    """The message on the other side that shows this one; None where it is spread over several, or not there."""
    if before.album is not None:
        return shown[item] if item < len(shown) else None
    return shown[0] if len(shown) == 1 else None


async def _replaced_unseen(uow: UnitOfWork, notice: int, item: int, message: IncomingMessage) -> bool:
    """Whether the notice had not left, so that it now says the new words in place of the old."""
    waiting = await amending.unshown(uow.tx, notice)
    if isinstance(waiting, Relay):
        return await amending.amend(uow.tx, notice, replace(waiting, message=message))
    if isinstance(waiting, Album) and item < len(waiting.items):
        items = (*waiting.items[:item], message, *waiting.items[item + 1 :])
        return await amending.amend(uow.tx, notice, replace(waiting, items=items))
    return False
