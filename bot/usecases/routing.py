"""What a message means, given who wrote it, what it replies to and what the butler is waiting for.

a lawyer   replies to a ticket ─▶ its owner hears it          else ─▶ "to whom?"
an owner   replies to a ticket ─▶ its lawyer hears it
           was asked for something (enterprise, draft) ─▶ that
           wrote to a lawyer a moment ago ─▶ the same ticket
           has a ticket in a lawyer's hands ─▶ "to the lawyer, or a new question?"
           else words ─▶ a question, a file ─▶ a draft for a lawyer
"""

import datetime as dt

from bot.domain.message import IncomingMessage
from bot.domain.people import Person
from bot.domain.ticket import State, Ticket
from bot.storage import journal, people, tickets
from bot.storage.people import Dialogue
from bot.usecases import drafts, onboarding, questions, ticket_thread
from bot.usecases.messages import button, say
from bot.usecases.unit_of_work import UnitOfWork

TALKING_FOR = dt.timedelta(minutes=10)
"""After an owner has written to a lawyer, further words go the same way for so long; each is confirmed."""

WAITING_FOR = dt.timedelta(hours=24)
"""An unanswered question about the enterprise, or a draft, is given up after a day."""


async def hear(uow: UnitOfWork, person: Person, said: IncomingMessage) -> None:
    """Do what a message asks for."""
    if person.consented_at is None and not person.is_lawyer:
        await onboarding.ask_consent(uow, person, about=said if said.can_be_sent_on else None)
        return
    ticket = await ticket_thread.ticket_of(uow, person, said.reply_to) if said.reply_to else None
    if ticket is not None:
        await _into(uow, person, ticket, said)
        return
    dialogue = await people.dialogue(uow.tx, person.id)
    if dialogue is not None and await _hear_dialogue(uow, person, dialogue, said):
        return
    if person.is_lawyer:
        await _hear_lawyer(uow, person, said)
    else:
        await _hear_owner(uow, person, said)


async def _into(uow: UnitOfWork, person: Person, ticket: Ticket, said: IncomingMessage) -> None:
    """Words that belong to a ticket, from its owner or from a lawyer; one person may be both."""
    if person.is_lawyer and ticket.owner != person.id:
        await ticket_thread.from_lawyer(uow, person, ticket, said)
    else:
        await ticket_thread.from_owner(uow, person, ticket, said)


async def hear_edit(uow: UnitOfWork, person: Person, said: IncomingMessage) -> None:
    """Let an edit follow into its ticket; an edited question is asked again."""
    if await ticket_thread.edited(uow, person, said) or await drafts.edit_draft(uow, person, said):
        return
    if person.is_lawyer:
        return
    question = await journal.by_message(uow.tx, person.id, said.message_id)
    if question is None or not said.text or said.text == question.text:
        return
    ticket = await tickets.by_question(uow.tx, question.id)
    if ticket is not None and ticket.is_open:
        await ticket_thread.from_owner(uow, person, ticket, said)
    else:
        await questions.ask(uow, person, said)


async def after_consent(uow: UnitOfWork, person: Person, first: IncomingMessage | None) -> None:
    """Deal with the question or file that was waiting for consent, or invite a question."""
    if first is not None and first.kind == "text" and not first.text.startswith("/"):
        await questions.ask(uow, person, first)
    elif first is not None and first.kind != "text" and first.can_be_sent_on:
        await drafts.start_draft(uow, person, 0, first)
        if first.album is not None:  # before the consent nothing was kept, and only one picture is at hand
            await uow.tell(say(person, "draft.one_of_album"))
    else:
        await onboarding.invite_to_introduce(uow, person)


async def as_new_question(uow: UnitOfWork, person: Person, said: IncomingMessage | None) -> None:
    """The person says that a message is a new question, not words to a lawyer."""
    if said is None:  # it was deleted
        await uow.tell(say(person, "tap.unknown"))
        return
    if said.kind == "text":
        if not await drafts.draft_of(uow, person):
            await people.end_dialogue(uow.tx, person.id)
        await questions.ask(uow, person, said)
        return
    for each in await _whole(uow, person, said):
        await drafts.start_draft(uow, person, 0, each)


async def to_ticket(uow: UnitOfWork, person: Person, ticket_id: int, said: IncomingMessage | None) -> None:
    """The person says that a message belongs to a ticket; without a message, that the next ones will."""
    ticket = await tickets.find(uow.tx, ticket_id)
    theirs = ticket is not None and (
        ticket.owner == person.id or (ticket.lawyer == person.id and person.is_lawyer)
    )
    if ticket is None or not theirs:
        await uow.tell(say(person, "ticket.unknown"))
        return
    if said is not None:
        for each in await _whole(uow, person, said):
            await _into(uow, person, ticket, each)
    if ticket.owner != person.id or (said is None and await drafts.unsent(uow, person)):
        return
    await drafts.keep_talking(uow, person, ticket)
    if said is None:
        await uow.tell(say(person, "talk.go_on", lang=ticket.lang, ticket=ticket.id, number=ticket.id))


async def _hear_lawyer(uow: UnitOfWork, lawyer: Person, said: IncomingMessage) -> None:
    """A lawyer's words go to an owner only as a reply, or by a button that names the ticket."""
    await _keep_album(uow, lawyer, said)
    own = await tickets.of_lawyer(uow.tx, lawyer.id)
    rows = [[button("button.send_to", "talk", each.id, number=each.id)] for each in own[:6]]
    once = f"to-whom:{lawyer.id}:{said.album}" if said.album else None
    key = "talk.to_whom" if own else "talk.nobody"
    await uow.tell(say(lawyer, key, rows, reply_to=said.message_id, once=once))


async def _hear_dialogue(uow: UnitOfWork, person: Person, dialogue: Dialogue, said: IncomingMessage) -> bool:
    """Whether the message was what the butler was waiting for."""
    fresh = onboarding.is_fresh(dialogue.since, uow.now, WAITING_FOR)
    if dialogue.step.startswith("enterprise-") and fresh and said.kind == "text":
        if questions.is_question(uow, said.text):
            await people.end_dialogue(uow.tx, person.id)
            await uow.tell(say(person, "enterprise.set_aside"))
            return False
        await onboarding.hear_enterprise(uow, person, dialogue.step, dict(dialogue.data), said)
        return True
    if dialogue.step == drafts.DRAFT and fresh and said.can_be_sent_on:
        await drafts.add_to_draft(uow, person, said)
        return True
    if person.is_lawyer:  # a lawyer's words never go to whatever ticket is current
        return False
    if dialogue.step == "talking" and onboarding.is_fresh(dialogue.since, uow.now, TALKING_FOR):
        ticket = await tickets.find(uow.tx, dialogue.data["ticket"])
        if ticket is not None and ticket.is_open:
            await people.set_dialogue(uow.tx, person.id, "talking", dialogue.data, uow.now)
            await ticket_thread.from_owner(uow, person, ticket, said)
            return True
    return False


async def _hear_owner(uow: UnitOfWork, person: Person, said: IncomingMessage) -> None:
    if not said.can_be_sent_on:
        await uow.tell(say(person, "ask.cannot_read", reply_to=said.message_id, kind=said.kind))
        return
    held = [each for each in await tickets.open_of_owner(uow.tx, person.id) if each.state is State.TAKEN]
    if held and not (said.kind == "text" and questions.is_urgent(uow, said.text)):
        await _ask_whereto(uow, person, said, [each.id for each in held])
    elif said.kind == "text":
        await questions.ask(uow, person, said)
    else:
        await drafts.start_draft(uow, person, 0, said)


async def _ask_whereto(uow: UnitOfWork, person: Person, said: IncomingMessage, numbers: list[int]) -> None:
    await _keep_album(uow, person, said)
    rows = [[button("button.to_lawyer", "talk", number, number=number)] for number in numbers[:5]]
    rows.append([button("button.as_question", "new", 0)])
    once = f"whereto:{person.id}:{said.album}" if said.album else None
    await uow.tell(say(person, "talk.whereto", rows, reply_to=said.message_id, once=once))


ALBUM = "album"
"""The dialogue step in which the pictures of an album are kept until their writer says where they belong."""


async def _keep_album(uow: UnitOfWork, person: Person, said: IncomingMessage) -> None:
    if said.album is None or not said.can_be_sent_on or await drafts.draft_of(uow, person):
        return
    dialogue = await people.dialogue(uow.tx, person.id)
    before = dialogue.data["said"] if _holds(dialogue, said) and dialogue else []
    data = {"album": said.album, "said": [*before, said.as_json()]}
    await people.set_dialogue(uow.tx, person.id, ALBUM, data, uow.now)


async def _whole(uow: UnitOfWork, person: Person, said: IncomingMessage) -> list[IncomingMessage]:
    """The message, or the whole album that it belongs to."""
    dialogue = await people.dialogue(uow.tx, person.id)
    if dialogue is None or not _holds(dialogue, said):
        return [said]
    await people.end_dialogue(uow.tx, person.id)
    return [IncomingMessage.from_json(each) for each in dialogue.data["said"]]


def _holds(dialogue: Dialogue | None, said: IncomingMessage) -> bool:
    return (
        dialogue is not None
        and dialogue.step == ALBUM
        and said.album is not None
        and dialogue.data["album"] == said.album
    )
