"""Words that a lawyer writes in a ticket's topic: they go to that ticket, on the same path as a reply to it."""

from bot.domain.dialogue import (
    AskingEnterprise,
    AskingSnooze,
    AskingTrigger,
    ExplainingInspection,
    NamingParties,
    NamingSnippet,
    ReturningDraft,
    SendingCanned,
    WritingSnippet,
)
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.sides import asks_in
from bot.domain.ticket import Ticket
from bot.storage.thread import Audience
from bot.usecases import counterparts, topics, wrong_client
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

ASKED_FOR = (
    AskingEnterprise
    | AskingTrigger
    | ExplainingInspection
    | NamingParties
    | NamingSnippet
    | SendingCanned
    | WritingSnippet
)
"""Steps that wait for words which go to no owner by themselves."""


async def hear(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> bool:
    """Whether words were written in a ticket's topic and are dealt with; not if they may be what was asked for."""
    ticket = await _meant(uow, caller, message)
    if ticket is None or _is_asked_for(uow, caller, ticket, message):
        return False
    await _send(uow, caller, ticket, message)
    return True


async def hear_else(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> bool:
    """As `hear`, of words that were not what was asked for."""
    ticket = await _meant(uow, caller, message)
    if ticket is not None:
        await _send(uow, caller, ticket, message)
    return ticket is not None


async def _send(uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage) -> None:
    """Send words on to the ticket; whoever may not write in it (any more) is told so."""
    if caller.person.is_lawyer:
        await wrong_client.send_on(uow, caller, ticket, message)
    else:
        reply_to = message.message_id
        await uow.tell(say(caller.person, "talk.not_yours", reply_to=reply_to, number=ticket.id))


async def _meant(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> Ticket | None:
    """The ticket in whose topic words stand. What answers a note goes to nobody unless its writer says to whom."""
    ticket = await topics.ticket_at(uow, caller.address.id, message.topic)
    if ticket is None or asks_in(caller.person, ticket):
        return None
    replied = message.reply_to
    behind = await counterparts.message_behind(uow, caller.address.id, replied) if replied else None
    return None if behind is not None and behind.audience is not Audience.ALL else ticket


def _is_asked_for(uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage) -> bool:
    """Whether words may be what the butler has asked this lawyer for.

    None of it goes to an owner without a tap, so it may have been asked for anywhere; a day is asked for in its ticket's topic.
    """
    dialogue = caller.dialogue
    if dialogue is None or not dialogue.is_fresh(uow.now) or message.kind != "text":
        return False
    if isinstance(dialogue.step, AskingSnooze | ReturningDraft):
        return dialogue.step.ticket == ticket.id
    return isinstance(dialogue.step, ASKED_FOR)
