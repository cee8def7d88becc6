"""Words and files between an owner and a lawyer, both ways, edits included.

A message finds its ticket by the stored message that it replies to, or by the ticket that its writer names with a
button; never by what the text says, and never by whatever ticket happens to be current.
"""

import datetime as dt
from typing import Any

from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Notice
from bot.domain.people import Person
from bot.domain.ticket import State, Ticket
from bot.storage import outbox, people, tickets
from bot.storage.tickets import Message
from bot.usecases import alarms, assignment
from bot.usecases.messages import button, say
from bot.usecases.unit_of_work import UnitOfWork

ALBUM_QUIET = dt.timedelta(seconds=1)
"""How long the pictures of one album are collected; Telegram sends them as separate updates at once."""


async def ticket_of(uow: UnitOfWork, person: Person, reply_to: int) -> Ticket | None:
    """The ticket to which a message of this person's chat belongs, written by them or shown to them."""
    written = await tickets.message_by_source(uow.tx, person.id, reply_to)
    if written is not None:
        return await tickets.find(uow.tx, written.ticket)
    shown = await outbox.find_by_message(uow.tx, person.id, reply_to)
    ticket = shown["ticket"] if shown is not None else None
    return await tickets.find(uow.tx, ticket) if ticket is not None else None


async def from_owner(
    uow: UnitOfWork, owner: Person, ticket: Ticket, said: IncomingMessage, *, confirm: bool = True
) -> None:
    """Add an owner's words to a ticket, and send them on to its lawyer if somebody holds it."""
    if ticket.owner != owner.id:
        await uow.tell(say(owner, "talk.not_yours", reply_to=said.message_id, number=ticket.id))
        return
    if not said.can_be_sent_on:
        await uow.tell(say(owner, "talk.cannot_send", reply_to=said.message_id, kind=said.kind))
        return
    if ticket.state is State.CLOSED and not await wake(uow, owner, ticket):
        return
    message = await tickets.add_message(
        uow.tx, ticket.id, author="owner", person=owner.id, said=said, now=uow.now
    )
    if message is None:
        return
    fresh = await tickets.find(uow.tx, ticket.id)
    assert fresh is not None
    if fresh.state is State.TAKEN and fresh.lawyer is not None:
        await carry(uow, fresh, message, said, to=fresh.lawyer, sender=owner.id)
    if confirm:
        await _confirm(uow, owner, fresh, said)


async def from_lawyer(uow: UnitOfWork, lawyer: Person, ticket: Ticket, said: IncomingMessage) -> None:
    """Send a lawyer's words on to the owner of the ticket that the lawyer holds."""
    if not said.can_be_sent_on:
        await uow.tell(say(lawyer, "talk.cannot_send", reply_to=said.message_id, kind=said.kind))
        return
    if ticket.state is State.WAITING:
        rows = [[button("button.take", "take", ticket.id)]]
        await uow.tell(say(lawyer, "talk.take_first", rows, reply_to=said.message_id, number=ticket.id))
        return
    if ticket.lawyer != lawyer.id:
        await uow.tell(say(lawyer, "talk.not_yours", reply_to=said.message_id, number=ticket.id))
        return
    if ticket.state is State.CLOSED:
        rows = [[button("button.reopen", "reopen", ticket.id)]]
        await uow.tell(say(lawyer, "talk.closed_lawyer", rows, reply_to=said.message_id, number=ticket.id))
        return
    message = await tickets.add_message(
        uow.tx, ticket.id, author="lawyer", person=lawyer.id, said=said, now=uow.now
    )
    if message is None:
        return
    if await tickets.answered(uow.tx, ticket.id, uow.now):
        await tickets.settle_alarms(uow.tx, ticket.id, "answer", uow.now)
    await carry(uow, ticket, message, said, to=ticket.owner, sender=lawyer.id)


async def hand_over(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> None:
    """Show a lawyer who has just taken a ticket all that was said in it before."""
    for message in await tickets.messages_of(uow.tx, ticket.id):
        if message.author == "owner":
            await carry(uow, ticket, message.id, message.said, to=lawyer.id, sender=message.person)
        elif message.person != lawyer.id:
            await _send_on(uow, ticket, message.said, to=lawyer.id, sender=message.person)


async def carry(
    uow: UnitOfWork, ticket: Ticket, message: int, said: IncomingMessage, *, to: int, sender: int
) -> None:
    """Send a message on to the other side, and note which notice carries it, so that edits can follow."""
    notice = await _send_on(uow, ticket, said, to=to, sender=sender)
    await tickets.carried_by(uow.tx, message, notice)


async def _send_on(
    uow: UnitOfWork, ticket: Ticket, said: IncomingMessage, *, to: int, sender: int
) -> int | None:
    """The notice that carries what was said; pictures of one album share one."""
    receiver = await people.find(uow.tx, to)
    lang = receiver.lang if receiver else ticket.lang
    header = await _header(uow, ticket, sender)
    if said.album is not None:
        once = f"album:{ticket.id}:{to}:{said.album}"
        joined = await outbox.add_to_album(uow.tx, once, said.as_json())
        if joined is not None:
            return joined
        body = {"header": header, "items": [said.as_json()]}
        album = Notice(to, "album", lang, body, ticket=ticket.id, sender=sender, once=once)
        begun = await uow.tell(album, not_before=uow.now + ALBUM_QUIET)
        if begun is not None:
            return begun
        # The album has left already: this late picture follows it alone.
    body = {"header": header, "said": said.as_json()}
    return await uow.tell(Notice(to, "relay", lang, body, ticket=ticket.id, sender=sender))


async def edited(uow: UnitOfWork, person: Person, said: IncomingMessage) -> bool:
    """Let an edit follow what it edits; False if the message belongs to no ticket."""
    message = await tickets.message_by_source(uow.tx, person.id, said.message_id)
    if message is None:
        return False
    if said.text == message.said.text and said.file_id == message.said.file_id:
        return True
    await tickets.edit_message(uow.tx, message.id, said, uow.now)
    ticket = await tickets.find(uow.tx, message.ticket)
    if ticket is not None and message.notice is not None:
        await _follow(uow, ticket, message, said)
    return True


async def _follow(uow: UnitOfWork, ticket: Ticket, message: Message, said: IncomingMessage) -> None:
    assert message.notice is not None
    to = ticket.owner if message.author == "lawyer" else ticket.lawyer
    if to is None:
        return
    receiver = await people.find(uow.tx, to)
    lang = receiver.lang if receiver else ticket.lang
    header = {**await _header(uow, ticket, message.person), "edited": True}
    body: dict[str, Any] = {"header": header, "said": said.as_json()}
    if message.said.album is None and await outbox.amend(uow.tx, message.notice, body):
        return
    shown = await outbox.messages_of(uow.tx, message.notice)
    if len(shown) == 1 and message.said.kind == said.kind:
        body = {**body, "message_id": shown[0]}
        await uow.tell(Notice(to, "relay_edit", lang, body, ticket=ticket.id, sender=message.person))
    else:  # in several parts, or within an album: shown anew rather than half changed
        await uow.tell(Notice(to, "relay", lang, body, ticket=ticket.id, sender=message.person))


async def _header(uow: UnitOfWork, ticket: Ticket, sender: int) -> dict[str, str | int]:
    """Who speaks: lawyers by name; owners by their enterprise, if they named it."""
    if sender != ticket.owner:
        lawyer = await people.find(uow.tx, sender)
        return {"who": "lawyer", "name": (lawyer.name or "") if lawyer else "", "number": ticket.id}
    enterprise = await people.enterprise(uow.tx, ticket.enterprise) if ticket.enterprise else None
    return {"who": "owner", "name": enterprise.name if enterprise else "", "number": ticket.id}


async def wake(uow: UnitOfWork, owner: Person, ticket: Ticket) -> bool:
    """Reopen a closed ticket for its owner's new words, if that is not too late."""
    within = dt.timedelta(days=uow.policy.reopen_within_days)
    if not ticket.may_be_reopened(uow.now, within):
        rows = [[button("button.lawyer", "draft", 0)]]
        await uow.tell(say(owner, "talk.too_late", rows, lang=ticket.lang, number=ticket.id))
        return False
    await reopen(uow, ticket)
    return True


async def may_hear(uow: UnitOfWork, ticket: Ticket) -> bool:
    """Whether the owner still agrees to be written to."""
    owner = await people.find(uow.tx, ticket.owner)
    return owner is not None and (owner.consented_at is not None or bool(owner.roles))


async def reopen(uow: UnitOfWork, ticket: Ticket, *, by_owner: bool = True) -> bool:
    """Open a closed ticket again with its lawyer, or back in the queue; False if it was open."""
    if not await tickets.reopen(uow.tx, ticket.id):
        return False
    lawyer = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer else None
    if lawyer is None or not lawyer.is_lawyer:  # never had one, or the one it had has left
        if lawyer is not None:
            await tickets.hand_back(uow.tx, ticket.id, lawyer.id)
        fresh = await tickets.find(uow.tx, ticket.id)
        assert fresh is not None
        await tickets.withdraw_offers(uow.tx, fresh.id)
        await alarms.wind(uow, fresh)
        await assignment.offer_next(uow, fresh)
        return True
    await alarms.wind_answer(uow, ticket.id)
    rows = [[button("button.close", "close", ticket.id), button("button.details", "details", ticket.id)]]
    key = "ticket.reopened" if by_owner else "ticket.reopened_self"
    await uow.tell(say(lawyer, key, rows, ticket=ticket.id, number=ticket.id))
    if not by_owner:
        words = say(
            ticket.owner, "ticket.reopened_owner", lang=ticket.lang, ticket=ticket.id, number=ticket.id
        )
        await uow.tell(words)
    return True


async def _confirm(uow: UnitOfWork, owner: Person, ticket: Ticket, said: IncomingMessage) -> None:
    """Tell the owner where the words went; once for an album."""
    once = f"added:{owner.id}:{said.album}" if said.album else None
    key = "talk.sent" if ticket.state is State.TAKEN else "talk.added"
    lawyer = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer else None
    name = (lawyer.name or "") if lawyer else ""
    rows = [[button("button.new_question", "new", ticket.id)]]
    await uow.tell(
        say(
            owner,
            key,
            rows,
            lang=ticket.lang,
            ticket=ticket.id,
            once=once,
            reply_to=said.message_id,
            number=ticket.id,
            name=name,
        )
    )
