"""A lawyer's words that reply to nothing: what was asked for, a question to the knowledge, or words whose ticket is to be named."""

from dataclasses import replace

from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows
from bot.usecases import (
    canned,
    declared_parties,
    held_albums,
    look_ups,
    second_eyes,
    snippets,
    topic_words,
    which_ticket,
)
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork


async def hear(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> None:
    """A lawyer's words go to an owner only as a reply, in its topic, or by a button that names the ticket."""
    for hears in (second_eyes.hear, declared_parties.hear, snippets.hear, canned.hear, topic_words.hear_else):
        if await hears(uow, caller, message):
            return
    await held_albums.keep(uow, caller, message)
    own = await which_ticket.buttons(uow, caller.person)
    found = look_ups.read(uow, message)
    if own or not look_ups.is_sure(found):
        await _ask_to_whom(uow, caller, message, own, look_ups.ways(found))
    if found is not None and look_ups.is_sure(found):
        await look_ups.tell(uow, caller.person, message, found)


async def _ask_to_whom(
    uow: UnitOfWork, caller: Caller, message: IncomingMessage, choices: Rows, ways: Rows
) -> None:
    """With the first words of each ticket where there is a choice: whoever holds a ticket may read them."""
    person = caller.person
    once = f"to-whom:{person.id}:{message.album}" if message.album else None
    listed = await which_ticket.lines(uow, person)
    key = "talk.to_whom_which" if listed else "talk.to_whom" if choices else "talk.nobody"
    rows = (*choices, *ways)
    asked = say(person, key, rows, reply_to=message.message_id, once=once, tickets=listed)
    await uow.tell(replace(asked, in_hand=bool(listed)))
