"""Internal notes: what staff write in a ticket for staff, which its owner never sees.

A note is kept in the ticket for the audience `STAFF`. Its lawyer may write one, a colleague who reads along, or an admin; each one is an event of the
ticket. It is read in the transcript, by whoever holds the ticket or reads along, and nowhere else.

A lawyer's words go to an owner through `ticket_thread` only, which asks here first: words that begin like a note stay
behind, and a quoted sentence comes along only if the owner knows it.
"""

import re
from dataclasses import dataclass, replace

from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.people import Person
from bot.domain.sides import is_on_its_side
from bot.domain.ticket import Act, Ticket, may
from bot.storage import journal, outbox, people, thread, tickets
from bot.storage.thread import Audience, Message
from bot.usecases import counterparts, topics
from bot.usecases.messages import about, say
from bot.usecases.unit_of_work import UnitOfWork

_COMMAND = re.compile(r"\s*[/／]\s*note(?:@\w+)?(?![a-z])", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[#＃]\s*(\d{1,15})(?!\d)[\s:：,，]*")
_BARE_NUMBER = re.compile(r"\s*(\d{1,15})(?!\S)\s*")
WORDS_OF_PEOPLE = frozenset({"relay", "album", "relay_edit", "correction"})
"""Kinds of notices that show what the other side said; all others are the butler's own words to one reader."""


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands behind the command: the number of a ticket, if one is named, and the words."""

    number: int | None
    words: str


def is_meant(text: str) -> bool:
    """Whether words begin like a note: such words never go to an owner, wherever they are typed."""
    return _COMMAND.match(text) is not None


async def write(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> None:
    """Keep a note in the ticket that it names, else in the one that it replies to or in whose topic it stands; its writer is told which."""
    typed = _read(message.text, is_reply=message.reply_to is not None)
    ticket = await _meant(uow, caller, message, typed)
    if not typed.words or (ticket is None and typed.number is None):
        await uow.tell(say(caller.person, "note.how", reply_to=message.message_id))
    elif ticket is None or not _may_note(caller.person, ticket):
        await uow.tell(say(caller.person, "note.not_kept", reply_to=message.message_id))
    else:
        await _keep(uow, caller, ticket, replace(message, text=typed.words, entities=(), quote=None))


async def edited(
    uow: UnitOfWork, caller: Caller, ticket: Ticket, before: Message, message: IncomingMessage
) -> None:
    """A note that its writer has changed: it stays a note, in its ticket, whatever it begins with now."""
    typed = _read(message.text, is_reply=message.reply_to is not None)
    if not typed.words or not _may_note(caller.person, ticket):
        await uow.tell(say(caller.person, "note.not_kept", reply_to=message.message_id))
        return
    changed = replace(message, text=typed.words, entities=(), quote=None)
    await thread.edit(uow.tx, before, changed, uow.now)
    await tickets.note_event(uow.tx, ticket, Act.NOTE, uow.now, by=caller.person.id)
    await _tell_kept(uow, caller, ticket, message)
    await _tell_holder(uow, caller, ticket, before.id, typed.words)


async def for_owner(
    uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage
) -> IncomingMessage | None:
    """A lawyer's message as it may go to the owner; None, and the lawyer knows, if it was meant as a note."""
    if is_meant(message.text):
        await uow.tell(say(caller.person, "note.not_sent", reply_to=message.message_id))
        return None
    if message.quote is None and message.quoted_elsewhere is None:
        return message
    shared, hidden = await _words_in(uow, ticket)
    is_shared = await _answers_shared_words(uow, caller, message)
    return replace(
        message,
        quote=_quotable(message.quote, shared, hidden, is_shared=is_shared),
        quoted_elsewhere=_quotable(message.quoted_elsewhere, shared, hidden, is_shared=True),
    )


def _read(text: str, *, is_reply: bool) -> _Typed:
    """What a note says. Behind a reply a number counts as a ticket's only with its `#`: it may begin the words."""
    rest = _COMMAND.sub("", text, count=1)
    found = _NUMBER.match(rest) or (None if is_reply else _BARE_NUMBER.match(rest))
    if found is None:
        return _Typed(None, rest.strip())
    return _Typed(int(found[1]), rest[found.end() :].strip())


async def _meant(uow: UnitOfWork, caller: Caller, message: IncomingMessage, typed: _Typed) -> Ticket | None:
    if typed.number is not None:
        return await tickets.find(uow.tx, typed.number)
    if message.reply_to is None:
        return await topics.ticket_at(uow, caller.address.id, message.topic)
    return await counterparts.ticket_behind(uow, caller.address.id, message.reply_to)


def _may_note(person: Person, ticket: Ticket) -> bool:
    """Its lawyer while they hold it, and admins, whose notes are events of the ticket like all; never its owner."""
    return may(person, ticket, Act.NOTE) or (person.is_admin and not is_on_its_side(person, ticket))


async def _keep(uow: UnitOfWork, caller: Caller, ticket: Ticket, note: IncomingMessage) -> None:
    kept = await thread.add(
        uow.tx,
        ticket.id,
        author="lawyer" if caller.person.id in (ticket.lawyer, ticket.guest) else "admin",
        person=caller.person.id,
        address=caller.address.id,
        message=note,
        now=uow.now,
        audience=Audience.STAFF,
    )
    if kept is not None:
        await tickets.note_event(uow.tx, ticket, Act.NOTE, uow.now, by=caller.person.id)
        await _tell_kept(uow, caller, ticket, note)
        await _tell_holder(uow, caller, ticket, kept, note.text)


async def _tell_kept(uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage) -> None:
    """Tell the writer. It is not tied to the ticket: a reply to it is no word to the owner."""
    await uow.tell(say(caller.person, "note.kept", reply_to=message.message_id, number=ticket.id))


async def _tell_holder(uow: UnitOfWork, caller: Caller, ticket: Ticket, note: int, words: str) -> None:
    """Show somebody else's note to whoever holds the ticket, and to the colleague who reads along."""
    for reader_id in (ticket.lawyer, ticket.guest) if ticket.is_held else ():
        reader = await people.find(uow.tx, reader_id) if reader_id else None
        if reader is None or reader.id == caller.person.id or not may(reader, ticket, Act.NOTE):
            continue
        notice = await uow.tell(
            about(ticket, reader, "note.told", name=caller.person.name or "", words=words)
        )
        if notice is not None:
            await thread.carried_by(uow.tx, note, notice, reader.id)


async def _words_in(uow: UnitOfWork, ticket: Ticket) -> tuple[list[str], list[str]]:
    """What the owner knows of a ticket's words, and what only staff may know, or is not said any more."""
    said = await thread.of_ticket(uow.tx, ticket.id, Audience.STAFF)
    question = await journal.find(uow.tx, ticket.question) if ticket.question else None
    shared = [each.message.text for each in said if _stands(each)]
    hidden = [each.message.text for each in said if not _stands(each)]
    return [*shared, question.text if question else ""], hidden


def _stands(message: Message) -> bool:
    """Whether something is said between owner and lawyer, and was not taken back."""
    return message.audience is Audience.ALL and message.withdrawn_at is None


async def _answers_shared_words(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> bool:
    """Whether a lawyer's message replies to words that passed between owner and lawyer."""
    if message.reply_to is None:
        return False
    written = await thread.by_source(uow.tx, caller.address.id, message.reply_to)
    if written is not None:
        return _stands(written)
    shown = await outbox.by_message(uow.tx, caller.address.id, message.reply_to)
    return shown is not None and shown.kind in WORDS_OF_PEOPLE


def _quotable(quote: str | None, shared: list[str], hidden: list[str], *, is_shared: bool) -> str | None:
    """A quoted sentence if the owner may read it: they know it, or it is surely no note's."""
    if quote is None or any(quote in each for each in shared):
        return quote
    return quote if is_shared and not any(quote in each or each in quote for each in hidden) else None
