"""The only place where a ticket begins, changes its state, or ends.

Each act asks `bot.domain.ticket.moved` for the ticket as it will be, keeps it if nobody was faster, writes the event,
and lets the alarms be those of whose turn it is now. Whether somebody may do it is asked by the caller, with
`bot.domain.ticket.denial`.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.message import IncomingMessage
from bot.domain.people import Enterprise, Person
from bot.domain.reminders import is_pressing
from bot.domain.ticket import Act, CloseReason, Ticket, moved
from bot.storage import deadlines, offers, people, thread, tickets, withdrawals
from bot.storage.journal import Question
from bot.usecases import alarms, capacity, topics
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

WORDS = (Act.ASK, Act.ANSWER)
"""Acts of which the thread keeps each one: only the first that turns the ticket is an event of it."""


async def open_ticket(
    uow: UnitOfWork,
    owner: Person,
    address: int,
    *,
    question: Question | None = None,
    enterprise: Enterprise | None = None,
    said: Sequence[IncomingMessage] = (),
    urgent: bool = False,
    emergency: str | None = None,
    follows: int | None = None,
) -> Ticket | None:
    """A new ticket with what its owner has said so far; None when the question already has one.

    Last days that its owner keeps for the question belong to it from now on; a near one makes it urgent.
    """
    presses = await _is_pressed(uow, owner, question)
    ticket = await tickets.open_ticket(
        uow.tx,
        owner=owner.id,
        enterprise=enterprise.id if enterprise else None,
        question=question.id if question else None,
        measure=question.measure if question else None,
        lang=owner.lang,
        urgent=urgent or presses,
        emergency=emergency,
        follows=follows,
        now=uow.now,
    )
    if ticket is None:
        return None
    for each in said:
        await thread.add(
            uow.tx, ticket.id, author="owner", person=owner.id, address=address, message=each, now=uow.now
        )
    await tickets.note_event(uow.tx, ticket, tickets.OPENED, uow.now, by=owner.id)
    if ticket.question is not None:
        await deadlines.attach(uow.tx, owner.id, ticket.question, ticket.id)
    if presses:
        await tickets.note_event(uow.tx, ticket, tickets.URGENT, uow.now, reason="deadline")
    await alarms.begin(uow, ticket)
    return ticket


async def take(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> Ticket | None:
    """A lawyer takes a waiting ticket; None if somebody was faster."""
    return await _act(uow, ticket, Act.TAKE, by=lawyer)


async def answer(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> Ticket | None:
    """The lawyer has spoken: now it is the owner's turn, if there is anything left to say."""
    return await _act(uow, ticket, Act.ANSWER, by=lawyer)


async def recall(uow: UnitOfWork, ticket: Ticket, lawyer: Person, *, spoken: bool) -> Ticket | None:
    """The lawyer took back all that answered the owner: it is the lawyer's turn again; `spoken` tells if earlier words stand."""
    before = ticket if spoken else replace(ticket, answered_at=None)
    return await _act(uow, before, Act.RECALL, by=lawyer)


async def ask(uow: UnitOfWork, ticket: Ticket, owner: Person) -> Ticket | None:
    """The owner has spoken: whoever holds the ticket owes an answer."""
    return await _act(uow, ticket, Act.ASK, by=owner)


async def hand_back(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> Ticket | None:
    """Its lawyer gives a ticket up; it waits again, and is not offered to the same one first."""
    back = await _act(uow, ticket, Act.HAND_BACK, by=lawyer)
    if back is not None:
        await offers.make(uow.tx, ticket.id, lawyer.id, "held", uow.now)
        await offers.pass_on(uow.tx, ticket.id, lawyer.id, uow.now)
    return back


async def release(uow: UnitOfWork, ticket: Ticket, reason: str) -> Ticket | None:
    """Its lawyer has left; it waits again, for anybody."""
    free = await _act(uow, ticket, Act.RELEASE, reason=reason)
    if free is not None:
        await offers.withdraw(uow.tx, ticket.id)
    return free


async def give_on(uow: UnitOfWork, ticket: Ticket, reason: str) -> Ticket | None:
    """Its lawyer has not said a word in time: it waits for another, and is not offered to the same one first."""
    lawyer = ticket.lawyer
    free = await _act(uow, ticket, Act.RELEASE, reason=reason)
    if free is not None and lawyer is not None:
        await offers.make(uow.tx, ticket.id, lawyer, "held", uow.now)
        await offers.pass_on(uow.tx, ticket.id, lawyer, uow.now)
    return free


async def close(uow: UnitOfWork, ticket: Ticket, lawyer: Person, reason: CloseReason) -> Ticket | None:
    """Its lawyer closes a ticket."""
    return await _act(uow, ticket, Act.CLOSE, by=lawyer, reason=reason.value)


async def withdraw(uow: UnitOfWork, ticket: Ticket, owner: Person) -> Ticket | None:
    """Its owner takes a ticket back."""
    return await _act(uow, ticket, Act.WITHDRAW, by=owner, reason=CloseReason.WITHDRAWN.value)


async def solve(uow: UnitOfWork, ticket: Ticket, owner: Person) -> Ticket | None:
    """Its owner says that a ticket is solved."""
    return await _act(uow, ticket, Act.SOLVE, by=owner, reason=CloseReason.SOLVED.value)


async def remind(uow: UnitOfWork, ticket: Ticket, owner: Person) -> Ticket | None:
    """Its owner asks where the answer stays: whoever holds the ticket owes one, by the time that was named before."""
    return await _act(uow, ticket, Act.REMIND, by=owner)


async def reopen(uow: UnitOfWork, ticket: Ticket, by: Person) -> Ticket | None:
    """A closed ticket is opened again with the lawyer it had."""
    return await _act(uow, ticket, Act.REOPEN, by=by)


async def hand_over(uow: UnitOfWork, ticket: Ticket, lawyer: Person, colleague: int) -> Ticket | None:
    """Its lawyer asks a colleague to take a ticket over; until the colleague accepts nothing changes."""
    return await _act(uow, ticket, Act.HAND_OVER, by=lawyer, colleague=colleague)


async def accept(uow: UnitOfWork, ticket: Ticket, colleague: Person) -> Ticket | None:
    """The colleague who was asked takes a ticket over."""
    return await _act(uow, ticket, Act.ACCEPT, by=colleague)


async def decline(uow: UnitOfWork, ticket: Ticket, colleague: Person) -> Ticket | None:
    """The colleague who was asked does not take a ticket over; or cannot any more."""
    return await _act(uow, ticket, Act.DECLINE, by=colleague)


async def invite(uow: UnitOfWork, ticket: Ticket, lawyer: Person, colleague: int) -> Ticket | None:
    """A colleague may read a ticket along and write notes; in place of the one before, if there was one."""
    return await _act(uow, ticket, Act.INVITE, by=lawyer, colleague=colleague)


async def dismiss(uow: UnitOfWork, ticket: Ticket, by: Person) -> Ticket | None:
    """The colleague reads a ticket along no longer."""
    return await _act(uow, ticket, Act.DISMISS, by=by)


async def snooze(uow: UnitOfWork, ticket: Ticket, lawyer: Person, until: dt.datetime) -> Ticket | None:
    """Its lawyer puts a ticket off; its alarms stand still until then."""
    return await _act(uow, ticket, Act.SNOOZE, by=lawyer, until=until, reason=until.isoformat())


async def wake(uow: UnitOfWork, ticket: Ticket) -> Ticket | None:
    """The instant has come until which a ticket was put off."""
    return await _act(uow, ticket, Act.WAKE)


async def expire(uow: UnitOfWork, ticket: Ticket) -> Ticket | None:
    """A ticket ends because its owner said nothing more."""
    return await _act(uow, ticket, Act.EXPIRE, reason=CloseReason.SILENT.value)


async def mark_emergency(uow: UnitOfWork, ticket: Ticket, owner: Person, kind: str) -> Ticket:
    """The owner's words in a ticket speak of an emergency: it is urgent, and its real minutes begin."""
    awake = replace(ticket, snoozed_until=None, version=ticket.version + 1)
    marked = replace(awake, urgent=True, emergency=kind, emergency_at=uow.now)
    saved = await tickets.save(uow.tx, marked)
    if saved is None:  # somebody moved it at the same moment, and has told people of it
        return ticket
    await tickets.note_event(uow.tx, saved, "emergency", uow.now, by=owner.id, reason=kind)
    await alarms.call_again(uow, saved)
    await alarms.hasten(uow, saved)
    return saved


async def mark_urgent(uow: UnitOfWork, ticket: Ticket, reason: str) -> Ticket:
    """A ticket cannot wait, for a reason that is no emergency: nobody is called, but it comes first."""
    saved = await tickets.save(uow.tx, replace(ticket, urgent=True, version=ticket.version + 1))
    if saved is None:  # somebody moved it at the same moment: the next reminder finds it as it is then
        return ticket
    await tickets.note_event(uow.tx, saved, tickets.URGENT, uow.now, reason=reason)
    await alarms.hasten(uow, saved)
    return saved


async def _is_pressed(uow: UnitOfWork, owner: Person, question: Question | None) -> bool:
    """Whether a last day is near that the owner keeps for a question."""
    if question is None or question.id is None:
        return False
    kept = await deadlines.of_question(uow.tx, owner.id, question.id)
    return any(is_pressing(each.last, uow.today) for each in kept)


async def _act(
    uow: UnitOfWork,
    ticket: Ticket,
    act: Act,
    *,
    by: Person | None = None,
    reason: str | None = None,
    colleague: int | None = None,
    until: dt.datetime | None = None,
) -> Ticket | None:
    """The ticket after the act, or None if it was changed since it was read. A colleague is named as the reason."""
    after = moved(ticket, act, uow.now, by=by, colleague=colleague, until=until)
    if not after.is_open:
        after = replace(after, close_reason=reason)
    if act in WORDS and after == replace(ticket, version=after.version):
        return ticket  # one more word of the same side
    saved = await tickets.save(uow.tx, after)
    if saved is None:
        return None
    why = str(colleague) if colleague is not None else reason
    await tickets.note_event(uow.tx, saved, act, uow.now, by=by.id if by else None, reason=why)
    for former in (ticket.lawyer, ticket.guest):
        if former is not None and former not in (saved.lawyer, saved.guest):
            await _keep_from(uow, saved, former)
    await alarms.follow(uow, saved)
    await topics.follow(uow, saved)
    if ticket.lawyer is not None and ticket.is_held and not saved.is_held:
        await capacity.came_free(uow, ticket.lawyer)
    return saved


async def _keep_from(uow: UnitOfWork, ticket: Ticket, former: int) -> None:
    """Bring nothing of a ticket any more to whoever has just lost it, nor a list in which it stands."""
    await withdrawals.keep_from(uow.tx, ticket.id, former, uow.now)
    if await withdrawals.drop_lists(uow.tx, former, uow.now):
        await uow.tell(say(await people.find(uow.tx, former) or former, "talk.list_changed"))
