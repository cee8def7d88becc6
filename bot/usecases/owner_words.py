"""What owners mean when they speak to a ticket itself: they no longer need it, ask where the answer stays, give thanks.

Nothing is withdrawn because of words: the owner is asked. The words that sounded like a farewell wait for the reply;
whoever goes on writing instead has not left, and they go into the ticket before what follows.
"""

from dataclasses import replace

from bot.domain.dialogue import Dialogue, Leaving, TalkingIn
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Notice, Rows, Sentence, button
from bot.domain.own_ticket_actions import AskWithdrawal, Remind, Settle
from bot.domain.sides import asks_in
from bot.domain.ticket import Ticket
from bot.matching.text.ticket_words import TicketWord, ticket_word
from bot.storage import dialogues, tickets
from bot.usecases import drafts, own_tickets, ticket_thread
from bot.usecases.messages import about, rewrite, say
from bot.usecases.unit_of_work import UnitOfWork

MOST_CHOICES = 6
"""Tickets among which somebody chooses with buttons."""


async def heard(uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage) -> bool:
    """Whether a message in a ticket says something to the ticket itself, and what it asks for has been done."""
    word = _word(message) if asks_in(caller.person, ticket) else None
    match word:
        case TicketWord.THANKS:
            await _pass_on_thanks(uow, caller, ticket, message)
        case TicketWord.NO_LONGER:
            await _ask_withdrawal(uow, caller, ticket, message)
        case TicketWord.REMIND if ticket.is_open:
            await _remind(uow, caller, ticket)
        case _:
            return False
    return True


async def heard_outside(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> bool:
    """The same for words that were not written in a ticket: they mean the one that is open, or it is asked which."""
    word = _word(message)
    own = await tickets.open_of_owner(uow.tx, caller.person.id) if word is not None else []
    if word is TicketWord.THANKS:
        own = [each for each in own if each.is_held]
    if word is None or not own or (word is TicketWord.THANKS and len(own) > 1):
        return False
    if len(own) == 1:
        return await heard(uow, caller, own[0], message)
    act = AskWithdrawal if word is TicketWord.NO_LONGER else Remind
    label = "button.withdraw" if word is TicketWord.NO_LONGER else "button.remind"
    rows: Rows = tuple((button(label, act(each.id), number=each.id),) for each in own[:MOST_CHOICES])
    await uow.tell(say(caller.person, "words.which", rows, reply_to=message.message_id))
    return True


async def stay(
    uow: UnitOfWork, caller: Caller, message_id: int, ticket_id: int, words: IncomingMessage | None
) -> Sentence | None:
    """The ticket is not withdrawn: the words that sounded like it go into it."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not asks_in(caller.person, ticket) or not ticket.is_open:
        return Sentence("tap.unknown")
    kept = Sentence("withdraw.kept", {"number": ticket_id})
    await uow.tell(rewrite(caller.person, message_id, kept, ticket.lang))
    if words is not None:
        await ticket_thread.from_owner(uow, caller, ticket, words, confirm=False)
    await drafts.keep_talking(uow, caller, ticket)
    return None


async def go_on(uow: UnitOfWork, caller: Caller) -> Caller:
    """Whoever goes on writing has not left: the words that waited go into their ticket. The caller as known now."""
    dialogue = caller.dialogue
    if dialogue is None or not isinstance(dialogue.step, Leaving):
        return caller
    number, words = dialogue.step.ticket, dialogue.step.words
    ticket = await tickets.find(uow.tx, number)
    if ticket is not None and ticket.is_open:
        await ticket_thread.from_owner(uow, caller, ticket, words, confirm=False)
    if dialogue.is_fresh(uow.now):
        await dialogues.begin(uow.tx, uow.account.id, caller.person.id, TalkingIn(number), uow.now)
        return replace(caller, dialogue=Dialogue(TalkingIn(number), uow.now))
    await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    return replace(caller, dialogue=None)


def _word(message: IncomingMessage) -> TicketWord | None:
    """What a message says to a ticket; somebody else's words, passed on, say nothing to it."""
    return ticket_word(message.text) if message.kind == "text" and not message.forwarded else None


async def _pass_on_thanks(uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage) -> None:
    """Thanks reach the lawyer and ask nothing of anybody; they do not open what is closed."""
    key = "thanks.passed_on"
    if not ticket.is_open:
        key = "thanks.closed"
    elif await ticket_thread.from_owner(uow, caller, ticket, message, confirm=False, asks=False) is None:
        return
    await uow.tell(about(ticket, caller.person, key, reply_to=message.message_id))


async def _ask_withdrawal(uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage) -> None:
    if not ticket.is_open:
        await uow.tell(about(ticket, caller.person, "thanks.closed", reply_to=message.message_id))
        return
    rows = own_tickets.leaving_rows(ticket)
    if ticket.is_held:
        rows = ((button("button.settle", Settle(ticket.id), number=ticket.id),), *rows)
    draft = drafts.draft_of(caller)
    if draft is None or not draft.collected:  # a draft begun goes before; the button still finds the words
        await dialogues.begin(uow.tx, uow.account.id, caller.person.id, Leaving(ticket.id, message), uow.now)
    await uow.tell(about(ticket, caller.person, "withdraw.meant", rows, reply_to=message.message_id))


async def _remind(uow: UnitOfWork, caller: Caller, ticket: Ticket) -> None:
    refused = await own_tickets.remind(uow, caller.person, ticket.id)
    if refused is not None:
        await uow.tell(Notice(caller.person.id, refused, ticket.lang, ticket=ticket.id))
