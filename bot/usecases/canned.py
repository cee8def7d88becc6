"""A lawyer sends something ready-made into a ticket: an entry of the knowledge, or a snippet of their own.

Own words to go before it are asked for, what will go is shown, and the last tap names the ticket and its enterprise. What
goes are the lawyer's words like any others (`ticket_thread.from_lawyer`): first their own, then what is ready-made, which
stands in the ticket under the number of the message that showed it. Each step asks anew whether the lawyer may.
"""

import hashlib
from dataclasses import replace

from bot.domain.answer import Lang
from bot.domain.canned_actions import ENTRY, SNIPPET, GoBare, LeaveCanned, SendCanned
from bot.domain.dialogue import SendingCanned
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Notice, Rows, Sentence, button
from bot.domain.people import Person
from bot.domain.ticket import Act, Ticket, denial
from bot.knowledge import answers
from bot.storage import dialogues, snippets, tickets
from bot.usecases import (
    at_hand,
    buttons,
    canned_rows,
    notes,
    questions,
    recalls,
    second_looks,
    ticket_thread,
    views,
    wrong_client,
)
from bot.usecases.entry_words import entry_words
from bot.usecases.firm_names import called
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

LEAVE: Rows = ((button("button.drop_draft", LeaveCanned()),),)
LONGEST_NAME = canned_rows.LONGEST_NAME
MOST_DIGITS = 18
"""Of a snippet's number on a button."""


async def prepare(uow: UnitOfWork, lawyer: Person, ticket_id: int, source: str) -> None:
    """Begin to send a source to a ticket: ask for own words."""
    ticket = await _open_to(uow, lawyer, ticket_id)
    if ticket is None or await _read(uow, lawyer, source, ticket.lang) is None:
        return
    await dialogues.begin(uow.tx, uow.account.id, lawyer.id, SendingCanned(ticket.id, source), uow.now)
    rows = ((button("button.canned_bare", GoBare(ticket.id, source)),), *LEAVE)
    await uow.tell(say(lawyer, "canned.ask_words", rows, whom=await canned_rows.named(uow, ticket, lawyer)))


async def hear(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> bool:
    """Whether a lawyer's words are those that were asked for; they are shown with what they go before, and sent nowhere."""
    step = _step(uow, caller)
    if step is None or message.kind != "text":
        return False
    if notes.is_meant(message.text):
        await uow.tell(say(caller.person, "note.not_sent", reply_to=message.message_id))
    else:
        words = replace(message, reply_to=None, quote=None)
        await _show(uow, caller.person, step.ticket, step.source, words)
    return True


async def edited(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> bool:
    """Whether an edit changes own words that were not sent yet; what will go is shown anew."""
    step = _step(uow, caller)
    if step is None or step.words is None or step.words.message_id != message.message_id:
        return False
    return await hear(uow, caller, message)


async def go_bare(uow: UnitOfWork, lawyer: Person, ticket_id: int, source: str) -> None:
    """Show what will go without own words."""
    await _show(uow, lawyer, ticket_id, source, None)


async def send(uow: UnitOfWork, caller: Caller, shown: int, ticket_id: int, seal: str) -> None:
    """Send what one message of the bot (`shown`) has shown, exactly that, once."""
    lawyer, step = caller.person, _step(uow, caller)
    ticket = await _open_to(uow, lawyer, ticket_id)
    if ticket is None:
        return
    if step is None or not step.text or step.ticket != ticket_id or seal_of(step.text, step.words) != seal:
        await uow.tell(say(lawyer, "canned.over"))
        return
    if await _read(uow, lawyer, step.source, ticket.lang) is None:
        return
    await dialogues.end(uow.tx, uow.account.id, lawyer.id)
    if await buttons.spend(uow, caller, shown) and await _sent(uow, caller, ticket, step, shown):
        whom = await canned_rows.named(uow, ticket, lawyer)
        sources = [step.words.message_id, shown] if step.words else [shown]
        rows = await recalls.below(uow, caller, ticket, sources)
        await uow.tell(say(lawyer, "canned.sent", rows, reply_to=shown, whom=whom))


async def leave(uow: UnitOfWork, caller: Caller, message_id: int) -> None:
    """Send nothing after all."""
    await buttons.spend(uow, caller, message_id)
    if _step(uow, caller) is not None:
        await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    await uow.tell(say(caller.person, "draft.dropped"))


async def _sent(uow: UnitOfWork, caller: Caller, ticket: Ticket, step: SendingCanned, shown: int) -> bool:
    """Whether the words and what is ready-made have gone, in this order."""
    if step.words is not None:
        went = await ticket_thread.from_lawyer(uow, caller, ticket, step.words)
        if not went and not await second_looks.wanted(uow, ticket):  # else what is ready-made waits with them
            return False
        ticket = await tickets.find(uow.tx, ticket.id) or ticket
    return await ticket_thread.from_lawyer(uow, caller, ticket, IncomingMessage(shown, "text", step.text))


async def _show(
    uow: UnitOfWork, lawyer: Person, ticket_id: int, source: str, words: IncomingMessage | None
) -> None:
    """Show what will go where; the notice is not tied to the ticket, so that a reply to it goes to nobody."""
    ticket = await _open_to(uow, lawyer, ticket_id)
    text = await _read(uow, lawyer, source, ticket.lang) if ticket else None
    if ticket is None or text is None:
        return
    step = SendingCanned(ticket.id, source, text, words)
    await dialogues.begin(uow.tx, uow.account.id, lawyer.id, step, uow.now)
    pieces = [*([words] if words else []), IncomingMessage(0, "text", text)]
    doubt = await wrong_client.doubt(uow, lawyer, ticket, pieces)
    action = SendCanned(ticket.id, seal_of(text, words))
    rows = (*await _last_tap(uow, lawyer, ticket, action, doubted=doubt is not None), *LEAVE)
    name, other = (doubt.name, doubt.other) if doubt else ("", "")
    warned = "guard.canned" if doubt else ""
    values = {
        "whom": await canned_rows.named(uow, ticket, lawyer),
        "text": text,
        "name": name,
        "other": other,
    }
    key = "canned.preview_words" if words else "canned.preview"
    said = Sentence(key, {**values, "words": words.text if words else ""}, {}, warned, rows)
    await uow.tell(Notice(lawyer.id, said, lawyer.lang))


async def _last_tap(
    uow: UnitOfWork, lawyer: Person, ticket: Ticket, action: SendCanned, *, doubted: bool
) -> Rows:
    if doubted:
        whom = await canned_rows.named(uow, ticket, lawyer, most=wrong_client.LONGEST)
        return ((button("button.send_anyway", action, whom=whom),),)
    firm = await views.enterprise_of(uow, ticket)
    if firm is None:
        return ((button("button.send_to", action, number=ticket.id),),)
    return (
        (
            button(
                "button.send_to_named",
                action,
                number=ticket.id,
                name=called(firm, lawyer.lang, most=LONGEST_NAME),
            ),
        ),
    )


async def _open_to(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> Ticket | None:
    """The ticket if this lawyer may write into it now; otherwise they are told why not."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None:
        await uow.tell(say(lawyer, "ticket.unknown"))
        return None
    denied = denial(lawyer, ticket, Act.ANSWER)
    if denied is None:
        return ticket
    if denied in at_hand.APART:
        await at_hand.tell_denied(uow, lawyer, ticket.id, Act.ANSWER)
    else:
        await ticket_thread.tell_denied(uow, lawyer, ticket, denied)
    return None


async def _read(uow: UnitOfWork, lawyer: Person, source: str, lang: Lang) -> str | None:
    """What a source says in the owner's language; None, and the lawyer knows, if it is gone, suspended or not theirs."""
    text = await _text_of(uow, lawyer, source, lang)
    if text is None:
        await uow.tell(say(lawyer, "canned.gone"))
    return text


async def _text_of(uow: UnitOfWork, lawyer: Person, source: str, lang: Lang) -> str | None:
    kind, name = source[:1], source[1:]
    if kind == SNIPPET and name.isascii() and name.isdigit() and len(name) <= MOST_DIGITS:
        found = await snippets.find(uow.tx, lawyer.id, int(name))
        return found.text if found else None
    entry = questions.entry_by_code(uow.knowledge, name) if kind == ENTRY else None
    if entry is None or not answers.answering(uow.knowledge, [entry]):
        return None
    return entry_words(answers.card(uow.knowledge, entry, lang), lang)


def _step(uow: UnitOfWork, caller: Caller) -> SendingCanned | None:
    dialogue = caller.dialogue
    if dialogue is None or not dialogue.is_fresh(uow.now):
        return None
    return dialogue.step if isinstance(dialogue.step, SendingCanned) else None


def seal_of(text: str, words: IncomingMessage | None) -> str:
    """Stands on the last button for all that was shown above it: other words make another seal."""
    said = repr((text, words.message_id, words.text, words.entities) if words else text)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]
