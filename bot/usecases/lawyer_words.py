"""A lawyer's words that reply to nothing: what was asked for, a question to the knowledge, or words whose ticket is to be named."""

from collections.abc import Sequence

from bot.domain.actions import TalkIn
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Button, Rows, button
from bot.domain.ticket import Ticket
from bot.storage import tickets
from bot.usecases import canned, declared_parties, held_albums, look_ups, snippets, views
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

MOST_CHOICES = 6
"""Tickets among which a lawyer chooses with buttons."""
LONGEST_NAME = 16
"""Characters of an enterprise's name on a button."""


async def hear(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> None:
    """A lawyer's words go to an owner only as a reply, or by a button that names the ticket."""
    for hears in (declared_parties.hear, snippets.hear, canned.hear):
        if await hears(uow, caller, message):
            return
    await held_albums.keep(uow, caller, message)
    own = (await tickets.held_by(uow.tx, caller.person.id))[:MOST_CHOICES]
    found = look_ups.read(uow, message)
    if own or not look_ups.is_sure(found):
        await _ask_to_whom(uow, caller, message, own, look_ups.ways(found))
    if found is not None and look_ups.is_sure(found):
        await look_ups.tell(uow, caller.person, message, found)


async def _ask_to_whom(
    uow: UnitOfWork, caller: Caller, message: IncomingMessage, own: Sequence[Ticket], ways: Rows
) -> None:
    rows: Rows = (*[(await _send_button(uow, each),) for each in own], *ways)
    once = f"to-whom:{caller.person.id}:{message.album}" if message.album else None
    key = "talk.to_whom" if own else "talk.nobody"
    await uow.tell(say(caller.person, key, rows, reply_to=message.message_id, once=once))


async def _send_button(uow: UnitOfWork, ticket: Ticket) -> Button:
    """Numbers are easily mixed up: the enterprise's name stands beside."""
    firm = await views.enterprise_of(uow, ticket)
    if firm is None:
        return button("button.send_to", TalkIn(ticket.id), number=ticket.id)
    name = firm.name[:LONGEST_NAME]
    return button("button.send_to_named", TalkIn(ticket.id), number=ticket.id, name=name)
