"""Words and files between an owner and a lawyer, both ways, edits included.

A message finds its ticket by the stored message that it replies to, or by the ticket that its writer names with a
button; never by what the text says, and never by whatever ticket happens to be current.
"""

import datetime as dt
from typing import Any

from bot.desk import Desk
from bot.domain.message import Said
from bot.domain.notice import Notice
from bot.domain.people import Person
from bot.domain.ticket import State, Ticket
from bot.storage import outbox, people, tickets
from bot.storage.tickets import Message
from bot.usecases import clocks, offering
from bot.usecases.saying import button, say

ALBUM_QUIET = dt.timedelta(seconds=1)
"""How long the pictures of one album are collected; Telegram sends them as separate updates at once."""


async def ticket_of(desk: Desk, person: Person, reply_to: int) -> Ticket | None:
    """The ticket to which a message of this person's chat belongs, written by them or shown to them."""
    written = await tickets.message_by_source(desk.tx, person.id, reply_to)
    if written is not None:
        return await tickets.find(desk.tx, written.ticket)
    shown = await outbox.find_by_message(desk.tx, person.id, reply_to)
    ticket = shown["ticket"] if shown is not None else None
    return await tickets.find(desk.tx, ticket) if ticket is not None else None


async def from_owner(desk: Desk, owner: Person, ticket: Ticket, said: Said, *, confirm: bool = True) -> None:
    """Add an owner's words to a ticket, and send them on to its lawyer if somebody holds it."""
    if ticket.owner != owner.id:
        await desk.tell(say(owner, "talk.not_yours", reply_to=said.message_id, number=ticket.id))
        return
    if not said.can_be_sent_on:
        await desk.tell(say(owner, "talk.cannot_send", reply_to=said.message_id, kind=said.kind))
        return
    if ticket.state is State.CLOSED and not await wake(desk, owner, ticket):
        return
    message = await tickets.add_message(
        desk.tx, ticket.id, author="owner", person=owner.id, said=said, now=desk.now
    )
    if message is None:
        return
    fresh = await tickets.find(desk.tx, ticket.id)
    assert fresh is not None
    if fresh.state is State.TAKEN and fresh.lawyer is not None:
        await carry(desk, fresh, message, said, to=fresh.lawyer, sender=owner.id)
    if confirm:
        await _confirm(desk, owner, fresh, said)


async def from_lawyer(desk: Desk, lawyer: Person, ticket: Ticket, said: Said) -> None:
    """Send a lawyer's words on to the owner of the ticket that the lawyer holds."""
    if not said.can_be_sent_on:
        await desk.tell(say(lawyer, "talk.cannot_send", reply_to=said.message_id, kind=said.kind))
        return
    if ticket.state is State.WAITING:
        rows = [[button("button.take", "take", ticket.id)]]
        await desk.tell(say(lawyer, "talk.take_first", rows, reply_to=said.message_id, number=ticket.id))
        return
    if ticket.lawyer != lawyer.id:
        await desk.tell(say(lawyer, "talk.not_yours", reply_to=said.message_id, number=ticket.id))
        return
    if ticket.state is State.CLOSED:
        rows = [[button("button.reopen", "reopen", ticket.id)]]
        await desk.tell(say(lawyer, "talk.closed_lawyer", rows, reply_to=said.message_id, number=ticket.id))
        return
    message = await tickets.add_message(
        desk.tx, ticket.id, author="lawyer", person=lawyer.id, said=said, now=desk.now
    )
    if message is None:
        return
    if await tickets.answered(desk.tx, ticket.id, desk.now):
        await tickets.settle_alarms(desk.tx, ticket.id, "answer", desk.now)
    await carry(desk, ticket, message, said, to=ticket.owner, sender=lawyer.id)


async def hand_over(desk: Desk, ticket: Ticket, lawyer: Person) -> None:
    """Show a lawyer who has just taken a ticket all that was said in it before."""
    for message in await tickets.messages_of(desk.tx, ticket.id):
        if message.author == "owner":
            await carry(desk, ticket, message.id, message.said, to=lawyer.id, sender=message.person)
        elif message.person != lawyer.id:
            await _send_on(desk, ticket, message.said, to=lawyer.id, sender=message.person)


async def carry(desk: Desk, ticket: Ticket, message: int, said: Said, *, to: int, sender: int) -> None:
    """Send a message on to the other side, and note which notice carries it, so that edits can follow."""
    notice = await _send_on(desk, ticket, said, to=to, sender=sender)
    await tickets.carried_by(desk.tx, message, notice)


async def _send_on(desk: Desk, ticket: Ticket, said: Said, *, to: int, sender: int) -> int | None:
    """The notice that carries what was said; pictures of one album share one."""
    receiver = await people.find(desk.tx, to)
    lang = receiver.lang if receiver else ticket.lang
    header = await _header(desk, ticket, sender)
    if said.album is not None:
        once = f"album:{ticket.id}:{to}:{said.album}"
        joined = await outbox.add_to_album(desk.tx, once, said.as_json())
        if joined is not None:
            return joined
        body = {"header": header, "items": [said.as_json()]}
        album = Notice(to, "album", lang, body, ticket=ticket.id, sender=sender, once=once)
        begun = await desk.tell(album, not_before=desk.now + ALBUM_QUIET)
        if begun is not None:
            return begun
        # The album has left already: this late picture follows it alone.
    body = {"header": header, "said": said.as_json()}
    return await desk.tell(Notice(to, "relay", lang, body, ticket=ticket.id, sender=sender))


async def edited(desk: Desk, person: Person, said: Said) -> bool:
    """Let an edit follow what it edits; False if the message belongs to no ticket."""
    message = await tickets.message_by_source(desk.tx, person.id, said.message_id)
    if message is None:
        return False
    if said.text == message.said.text and said.file_id == message.said.file_id:
        return True
    await tickets.edit_message(desk.tx, message.id, said, desk.now)
    ticket = await tickets.find(desk.tx, message.ticket)
    if ticket is not None and message.notice is not None:
        await _follow(desk, ticket, message, said)
    return True


async def _follow(desk: Desk, ticket: Ticket, message: Message, said: Said) -> None:
    assert message.notice is not None
    to = ticket.owner if message.author == "lawyer" else ticket.lawyer
    if to is None:
        return
    receiver = await people.find(desk.tx, to)
    lang = receiver.lang if receiver else ticket.lang
    header = {**await _header(desk, ticket, message.person), "edited": True}
    body: dict[str, Any] = {"header": header, "said": said.as_json()}
    if message.said.album is None and await outbox.amend(desk.tx, message.notice, body):
        return
    shown = await outbox.messages_of(desk.tx, message.notice)
    if len(shown) == 1 and message.said.kind == said.kind:
        body = {**body, "message_id": shown[0]}
        await desk.tell(Notice(to, "relay_edit", lang, body, ticket=ticket.id, sender=message.person))
    else:  # in several parts, or within an album: shown anew rather than half changed
        await desk.tell(Notice(to, "relay", lang, body, ticket=ticket.id, sender=message.person))


async def _header(desk: Desk, ticket: Ticket, sender: int) -> dict[str, str | int]:
    """Who speaks: lawyers by name; owners by their enterprise, if they named it."""
    if sender != ticket.owner:
        lawyer = await people.find(desk.tx, sender)
        return {"who": "lawyer", "name": (lawyer.name or "") if lawyer else "", "number": ticket.id}
    enterprise = await people.enterprise(desk.tx, ticket.enterprise) if ticket.enterprise else None
    return {"who": "owner", "name": enterprise.name if enterprise else "", "number": ticket.id}


async def wake(desk: Desk, owner: Person, ticket: Ticket) -> bool:
    """Reopen a closed ticket for its owner's new words, if that is not too late."""
    within = dt.timedelta(days=desk.policy.reopen_within_days)
    if not ticket.may_be_reopened(desk.now, within):
        rows = [[button("button.lawyer", "draft", 0)]]
        await desk.tell(say(owner, "talk.too_late", rows, lang=ticket.lang, number=ticket.id))
        return False
    await reopen(desk, ticket)
    return True


async def may_hear(desk: Desk, ticket: Ticket) -> bool:
    """Whether the owner still agrees to be written to."""
    owner = await people.find(desk.tx, ticket.owner)
    return owner is not None and (owner.consented_at is not None or bool(owner.roles))


async def reopen(desk: Desk, ticket: Ticket, *, by_owner: bool = True) -> bool:
    """Open a closed ticket again with its lawyer, or back in the queue; False if it was open."""
    if not await tickets.reopen(desk.tx, ticket.id):
        return False
    lawyer = await people.find(desk.tx, ticket.lawyer) if ticket.lawyer else None
    if lawyer is None or not lawyer.is_lawyer:  # never had one, or the one it had has left
        if lawyer is not None:
            await tickets.hand_back(desk.tx, ticket.id, lawyer.id)
        fresh = await tickets.find(desk.tx, ticket.id)
        assert fresh is not None
        await tickets.withdraw_offers(desk.tx, fresh.id)
        await clocks.wind(desk, fresh)
        await offering.offer_next(desk, fresh)
        return True
    await clocks.wind_answer(desk, ticket.id)
    rows = [[button("button.close", "close", ticket.id), button("button.details", "details", ticket.id)]]
    key = "ticket.reopened" if by_owner else "ticket.reopened_self"
    await desk.tell(say(lawyer, key, rows, ticket=ticket.id, number=ticket.id))
    if not by_owner:
        words = say(
            ticket.owner, "ticket.reopened_owner", lang=ticket.lang, ticket=ticket.id, number=ticket.id
        )
        await desk.tell(words)
    return True


async def _confirm(desk: Desk, owner: Person, ticket: Ticket, said: Said) -> None:
    """Tell the owner where the words went; once for an album."""
    once = f"added:{owner.id}:{said.album}" if said.album else None
    key = "talk.sent" if ticket.state is State.TAKEN else "talk.added"
    lawyer = await people.find(desk.tx, ticket.lawyer) if ticket.lawyer else None
    name = (lawyer.name or "") if lawyer else ""
    rows = [[button("button.new_question", "new", ticket.id)]]
    await desk.tell(
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
