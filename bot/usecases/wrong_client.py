"""Words that seem to be another client's are held, and their writer is asked: by a name in them, or by a file of another owner.

Whoever is asked reads whom it names. They send it all the same, or not; nothing else happens. What may be alike is decided in
`bot.matching.parties.mentions`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Notice, Rows, Sentence, button
from bot.domain.people import Person
from bot.domain.recall_actions import DontSend, SendAnyway
from bot.domain.ticket import Act, Ticket, may
from bot.matching.parties.mentions import Client, mentioned
from bot.storage import conflicts, other_clients, thread, tickets
from bot.storage.thread import Audience
from bot.usecases import canned_rows, held_albums, notes, ticket_thread, views
from bot.usecases.messages import rewrite
from bot.usecases.unit_of_work import UnitOfWork


async def send_on(uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage) -> None:
    """Send a lawyer's reply on, unless it is held, and with it the rest of its album: then they have been asked."""
    if held_albums.is_kept(caller, message):
        await held_albums.keep(uow, caller, message)
    elif await asks(uow, caller, ticket, [message], message):
        await held_albums.hold(uow, caller, (message,))
    else:
        await ticket_thread.from_lawyer(uow, caller, ticket, message)


async def asks(
    uow: UnitOfWork,
    caller: Caller,
    ticket: Ticket,
    pieces: Sequence[IncomingMessage],
    source: IncomingMessage,
) -> bool:
    """Whether something in these messages seems to be another client's; asks below `source` whether to send it all the same.

    What this lawyer may not send anyway, or wrote as a note, is left to those who say so.
    """
    if not may(caller.person, ticket, Act.ANSWER) or any(notes.is_meant(each.text) for each in pieces):
        return False
    found = await doubt(uow, caller.person, ticket, pieces)
    if found is not None:
        whom = await canned_rows.named(uow, ticket, caller.person)
        short = await canned_rows.named(uow, ticket, caller.person, most=LONGEST)
        rows: Rows = (
            (button("button.send_anyway", SendAnyway(ticket.id), whom=short),),
            (button("button.dont_send", DontSend()),),
        )
        key = "guard.name" if found.name else "guard.file"
        values = {"whom": whom, "name": found.name, "other": found.other}
        content = Sentence(key, values, rows=rows, reply_to=source.message_id)
        await uow.tell(Notice(caller.person.id, content, caller.person.lang))
    return found is not None


LONGEST = 24
"""Characters of an enterprise's name on a button."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Whose it seems to be: another ticket, and the name that stands in it; empty for a file."""

    other: str
    name: str = ""


async def doubt(
    uow: UnitOfWork, lawyer: Person, ticket: Ticket, pieces: Sequence[IncomingMessage]
) -> Doubt | None:
    """What speaks against it that messages are for the owner of this ticket; its own parties never do."""
    for piece in pieces:
        if piece.file_key is not None and not await _is_here(uow, ticket, piece.file_key):
            sender = await other_clients.sender_of(uow.tx, lawyer.id, ticket.id, piece.file_key)
            other = await tickets.find(uow.tx, sender) if sender is not None else None
            if other is not None and other.owner != ticket.owner:
                return Doubt(await canned_rows.named(uow, other, lawyer))
    text = "\n".join(each.text for each in pieces if each.text)
    return await _named(uow, lawyer, ticket, text) if text else None


async def drop(uow: UnitOfWork, caller: Caller, card: int) -> None:
    """Send nothing: what was held of an album is forgotten."""
    await held_albums.forget(uow, caller)
    await uow.tell(rewrite(caller.person, card, Sentence("guard.dropped")))


async def _named(uow: UnitOfWork, lawyer: Person, ticket: Ticket, text: str) -> Doubt | None:
    others = [
        Client(number, names) for number, names in await other_clients.names(uow.tx, lawyer.id, ticket.id)
    ]
    if not others:
        return None
    firm = await views.enterprise_of(uow, ticket)
    own = [
        *await conflicts.names_of(uow.tx, ticket.enterprise),
        firm.name if firm else "",
        await conflicts.other_side(uow.tx, ticket.id),
    ]
    found = mentioned(text, others, own=[each for each in own if each], said=await _said(uow, ticket))
    if found is None:
        return None
    return Doubt(f"#{found.ticket}", found.name)


async def _said(uow: UnitOfWork, ticket: Ticket) -> list[str]:
    """What the owner of a ticket has written in it, or has read and still can."""
    known = await views.background(uow, ticket)
    said = await thread.of_ticket(uow.tx, ticket.id, Audience.ALL)
    return [known.asked, *(each.message.text for each in said if each.withdrawn_at is None)]


async def _is_here(uow: UnitOfWork, ticket: Ticket, file_key: str) -> bool:
    said = await thread.of_ticket(uow.tx, ticket.id, Audience.ALL)
    return any(each.message.file_key == file_key for each in said)
