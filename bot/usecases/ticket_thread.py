"""Words and files between an owner and a lawyer, both ways: messages, replies, quotes, reactions; `edits` has the edits.

A message finds its ticket by the stored message that it replies to, or by the button that its writer taps; never by its text,
nor by what is current. Whether its writer may speak is asked of `bot.domain.ticket.denial`, for edits and reactions, too.
"""

import datetime as dt
from dataclasses import replace

from bot.domain.actions import AskAnew, StartDraft
from bot.domain.delivery import SENT_MARK
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Album, Header, Notice, Reaction, Relay, Rows, button
from bot.domain.own_ticket_actions import GoOn
from bot.domain.people import Person
from bot.domain.sides import asks_in
from bot.domain.ticket import Act, Denial, State, Ticket, denial
from bot.domain.ticket_work_actions import Reopen, Take
from bot.storage import amending, people, thread, tickets
from bot.storage.thread import Audience, Message
from bot.usecases import (
    assignment,
    counterparts,
    lifecycle,
    notes,
    participants,
    second_looks,
    transcripts,
    views,
)
from bot.usecases.messages import about, say
from bot.usecases.participants import tell_askers
from bot.usecases.unit_of_work import UnitOfWork

ALBUM_QUIET = dt.timedelta(seconds=1)
"""How long the pictures of one album are collected; Telegram sends them as separate updates at once."""


async def ticket_of(uow: UnitOfWork, address: int, message_id: int) -> Ticket | None:
    """The ticket to whose conversation a message of this chat belongs, written by its person or shown to them.

    None for a note: what replies to it goes to nobody unless its writer says to whom.
    """
    behind = await counterparts.message_behind(uow, address, message_id)
    if behind is not None and behind.audience is not Audience.ALL:
        return None
    return await counterparts.ticket_behind(uow, address, message_id)


async def from_owner(
    uow: UnitOfWork,
    caller: Caller,
    ticket: Ticket,
    message: IncomingMessage,
    *,
    confirm: bool = True,
    asks: bool = True,
) -> Ticket | None:
    """Add an owner's words to a ticket, and send them on to its lawyer if somebody holds it.

    The ticket as it is then; None if the words did not go into it, and the owner was told why. To words that do not
    ask (`asks`), thanks for instance, nobody owes an answer.
    """
    owner = caller.person
    if not message.can_be_sent_on:
        await _refuse_kind(uow, owner, message)
        return None
    if denial(owner, ticket, Act.ASK) is Denial.CLOSED:
        woken = await wake(uow, owner, ticket, reply_to=message.message_id)
        if woken is None:
            return None
        ticket = woken
    elif denial(owner, ticket, Act.ASK) is not None:
        await uow.tell(say(owner, "talk.not_yours", reply_to=message.message_id, number=ticket.id))
        return None
    kept = await _keep(uow, caller, ticket, message, "owner")
    if kept is None:
        return None
    fresh = (await lifecycle.ask(uow, ticket, owner) if asks else None) or ticket
    await participants.joins(uow, fresh, owner)
    await carry_to_all(uow, fresh, kept)
    if confirm:
        await _confirm(uow, owner, fresh, message)
    return fresh


async def from_lawyer(
    uow: UnitOfWork,
    caller: Caller,
    ticket: Ticket,
    message: IncomingMessage,
    *,
    copy_of: int | None = None,
) -> bool:
    """Send a lawyer's words on to the owner of the ticket that the lawyer holds; False, and the lawyer knows, if not.

    `copy_of` is the message of another ticket that says the same, where they are knowingly sent here, too. In a topic so
    marked the first answer waits for a second pair of eyes (`second_looks`).
    """
    if not message.can_be_sent_on:
        await _refuse_kind(uow, caller.person, message)
        return False
    denied = denial(caller.person, ticket, Act.ANSWER)
    if denied is not None:
        await tell_denied(uow, caller.person, ticket, denied, reply_to=message.message_id)
        return False
    spoken = await notes.for_owner(uow, caller, ticket, message)
    if spoken is None:
        return False
    if await second_looks.wanted(uow, ticket):
        await second_looks.hold(uow, caller, ticket, spoken, copy_of)
        return False
    kept = await _keep(uow, caller, ticket, spoken, "lawyer", copy_of)
    if kept is not None:
        fresh = await lifecycle.answer(uow, ticket, caller.person) or ticket
        await carry_to_all(uow, fresh, kept)
    return True


async def tell_denied(
    uow: UnitOfWork, lawyer: Person, ticket: Ticket, denied: Denial, *, reply_to: int | None = None
) -> None:
    """Tell a lawyer why these words went nowhere, and what would have to be done first."""
    keys: dict[Denial, tuple[str, Rows]] = {
        Denial.TAKE_FIRST: ("talk.take_first", ((button("button.take", Take(ticket.id)),),)),
        Denial.CLOSED: ("talk.closed_lawyer", ((button("button.reopen", Reopen(ticket.id)),),)),
    }
    reads_along = ticket.guest == lawyer.id and ticket.is_held
    key, rows = keys.get(denied, ("guest.notes_only" if reads_along else "talk.not_yours", ()))
    await uow.tell(say(lawyer, key, rows, reply_to=reply_to, number=ticket.id))


async def hand_over(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> None:
    """Show a lawyer who has just taken a ticket all that was said in it before: in one piece, and then the files.

    A ticket that is no more than a question stands whole on the card.
    """
    await transcripts.tell_earlier(uow, ticket, lawyer)
    if await thread.of_ticket(uow.tx, ticket.id, Audience.STAFF):
        await transcripts.tell(uow, ticket, lawyer)
    for message in await thread.of_ticket(uow.tx, ticket.id, Audience.ALL):
        is_file = message.message.kind != "text" and message.withdrawn_at is None
        if is_file and message.person != lawyer.id:
            await carry(uow, ticket, message, to=lawyer.id)


async def reacted(uow: UnitOfWork, caller: Caller, message_id: int, emoji: str | None) -> None:
    """Send a reaction on to the message on the other side, if whoever reacts may speak in its ticket."""
    found = await counterparts.message_behind(uow, caller.address.id, message_id)
    ticket = await tickets.find(uow.tx, found.ticket) if found else None
    if found is None or ticket is None or found.person == caller.person.id:
        return
    act = Act.ASK if asks_in(caller.person, ticket) else Act.ANSWER
    if not await participants.still_hears(uow, ticket, found):
        return
    if denial(caller.person, ticket, act) is None and await may_hear(uow, ticket):
        writer = await people.address_of(uow.tx, uow.account.id, found.person)
        if writer is not None and writer.id == found.address:
            left = SENT_MARK if found.author == "lawyer" else None  # theirs stood in its place
            content = Reaction(found.message.message_id, emoji or left)
            await uow.tell(Notice(found.person, content, ticket=ticket.id))


async def wake(
    uow: UnitOfWork, owner: Person, ticket: Ticket, *, reply_to: int | None = None
) -> Ticket | None:
    """Reopen a closed ticket for its owner's new words; None, and the owner knows, if that is too late.

    Then a new one is offered that goes on with it, with the words in the message `reply_to`.
    """
    within = dt.timedelta(days=uow.policy.reopen_within_days)
    if not ticket.may_be_reopened(uow.now, within):
        own = ticket.owner == owner.id  # a colleague asks anew, in a ticket of their own
        rows = (
            (button("button.go_on", GoOn(ticket.id)) if own else button("button.lawyer", StartDraft(0)),),
        )
        await uow.tell(about(ticket, owner, "talk.too_late", rows, reply_to=reply_to))
        return None
    return await reopen(uow, ticket, owner)


async def may_hear(uow: UnitOfWork, ticket: Ticket) -> bool:
    """Whether the owner still agrees to be written to."""
    owner = await people.find(uow.tx, ticket.owner)
    return owner is not None and owner.is_known


async def reopen(uow: UnitOfWork, ticket: Ticket, by: Person) -> Ticket | None:
    """Open a closed ticket again with its lawyer, or back in the queue; None if it was open."""
    lawyer = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer else None
    if lawyer is None or not lawyer.is_lawyer:  # never had one, or the one it had has left
        free = await lifecycle.release(uow, ticket, "reopened")
        if free is not None:
            await assignment.offer_next(uow, free)
        return free
    again = await lifecycle.reopen(uow, ticket, by)
    if again is None:
        return None
    by_owner = asks_in(by, ticket)
    await uow.tell(
        about(
            again,
            lawyer,
            "ticket.reopened" if by_owner else "ticket.reopened_self",
            views.rows_for(again, lawyer),
        )
    )
    if not by_owner:
        await tell_askers(uow, again, "ticket.reopened_owner")
    return again


async def _keep(
    uow: UnitOfWork,
    caller: Caller,
    ticket: Ticket,
    message: IncomingMessage,
    author: thread.Author,
    copy_of: int | None = None,
) -> Message | None:
    """The message as kept in the ticket; None if this very message was there before."""
    kept = await thread.add(
        uow.tx,
        ticket.id,
        author=author,
        person=caller.person.id,
        address=caller.address.id,
        message=message,
        now=uow.now,
        copy_of=copy_of,
    )
    if kept is None:
        return None
    person, address = caller.person.id, caller.address.id
    return Message(kept, ticket.id, author, Audience.ALL, person, address, message, uow.now, None)


async def carry_to_all(uow: UnitOfWork, ticket: Ticket, message: Message) -> None:
    """Send a message on to everybody else who takes part."""
    for reader in await participants.readers(uow, ticket, message):
        await carry(uow, ticket, message, to=reader)


async def carry(uow: UnitOfWork, ticket: Ticket, message: Message, *, to: int, edited: bool = False) -> None:
    """Send a message on to somebody, and note which notice carries it, so that edits and replies find their way."""
    receiver = await people.find(uow.tx, to)
    assert receiver is not None
    header = replace(await participants.header(uow, ticket, message, to), edited=edited)
    reply_to = await counterparts.message_for(uow, message, to)
    if reply_to is None:
        message = await counterparts.with_quote(uow, message)
    notice = await _sent_on(uow, ticket, message, receiver, header, reply_to)
    if notice is not None:
        await thread.carried_by(uow.tx, message.id, notice, to)


async def _sent_on(
    uow: UnitOfWork,
    ticket: Ticket,
    message: Message,
    receiver: Person,
    header: Header,
    reply_to: int | None,
) -> int | None:
    """The notice that carries what was said; pictures of one album share one."""
    notice = Notice(
        receiver.id,
        Relay(header, message.message, reply_to),
        receiver.lang,
        ticket=ticket.id,
        sender=message.person,
    )
    if message.message.album is not None:
        once = f"album:{ticket.id}:{receiver.id}:{message.message.album}"
        album = Album(header, (message.message,), reply_to)
        joined = await amending.add_to_album(uow.tx, once, album)
        if joined is not None:
            return joined
        begun = await uow.tell(replace(notice, content=album, once=once), not_before=uow.now + ALBUM_QUIET)
        if begun is not None:
            return begun
        # The album has left already: this late picture follows it alone.
    return await uow.tell(notice)


async def _refuse_kind(uow: UnitOfWork, person: Person, message: IncomingMessage) -> None:
    await uow.tell(
        say(person, "talk.cannot_send", reply_to=message.message_id, fills={"kind": f"kind.{message.kind}"})
    )


async def _confirm(uow: UnitOfWork, owner: Person, ticket: Ticket, message: IncomingMessage) -> None:
    """Tell the owner where the words went; once for an album."""
    once = f"added:{owner.id}:{message.album}" if message.album else None
    key = "talk.sent" if ticket.state is not State.WAITING else "talk.added"
    lawyer = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer else None
    name = (lawyer.name or "") if lawyer else ""
    rows = ((button("button.new_question", AskAnew(ticket.id)),),)
    await uow.tell(about(ticket, owner, key, rows, once=once, reply_to=message.message_id, name=name))
