"""What a message means, given who wrote it, what it replies to and what the butler is waiting for.

a lawyer   replies to a ticket ─▶ its owner hears it          else ─▶ "to whom?"
an owner   replies to a ticket ─▶ its lawyer hears it
           was asked for something (enterprise, draft) ─▶ that
           wrote to a lawyer a moment ago ─▶ the same ticket
           has a ticket in a lawyer's hands ─▶ "to the lawyer, or a new question?"
           else words ─▶ a question, a file ─▶ a draft for a lawyer
"""

import datetime as dt

from bot.desk import Desk
from bot.domain.message import Said
from bot.domain.people import Person
from bot.domain.ticket import State, Ticket
from bot.storage import journal, people, tickets
from bot.storage.people import Dialogue
from bot.usecases import asking, escalating, talking, welcoming
from bot.usecases.saying import button, say

TALKING_FOR = dt.timedelta(minutes=10)
"""After an owner has written to a lawyer, further words go the same way for so long; each is confirmed."""

WAITING_FOR = dt.timedelta(hours=24)
"""An unanswered question about the enterprise, or a draft, is given up after a day."""


async def hear(desk: Desk, person: Person, said: Said) -> None:
    """Do what a message asks for."""
    if person.consented_at is None and not person.is_lawyer:
        await welcoming.ask_consent(desk, person, about=said if said.can_be_sent_on else None)
        return
    ticket = await talking.ticket_of(desk, person, said.reply_to) if said.reply_to else None
    if ticket is not None:
        await _into(desk, person, ticket, said)
        return
    dialogue = await people.dialogue(desk.tx, person.id)
    if dialogue is not None and await _hear_dialogue(desk, person, dialogue, said):
        return
    if person.is_lawyer:
        await _hear_lawyer(desk, person, said)
    else:
        await _hear_owner(desk, person, said)


async def _into(desk: Desk, person: Person, ticket: Ticket, said: Said) -> None:
    """Words that belong to a ticket, from its owner or from a lawyer; one person may be both."""
    if person.is_lawyer and ticket.owner != person.id:
        await talking.from_lawyer(desk, person, ticket, said)
    else:
        await talking.from_owner(desk, person, ticket, said)


async def hear_edit(desk: Desk, person: Person, said: Said) -> None:
    """Let an edit follow into its ticket; an edited question is asked again."""
    if await talking.edited(desk, person, said) or await escalating.edit_draft(desk, person, said):
        return
    if person.is_lawyer:
        return
    question = await journal.by_message(desk.tx, person.id, said.message_id)
    if question is None or not said.text or said.text == question.text:
        return
    ticket = await tickets.by_question(desk.tx, question.id)
    if ticket is not None and ticket.is_open:
        await talking.from_owner(desk, person, ticket, said)
    else:
        await asking.ask(desk, person, said)


async def after_consent(desk: Desk, person: Person, first: Said | None) -> None:
    """Deal with the question or file that was waiting for consent, or invite a question."""
    if first is not None and first.kind == "text" and not first.text.startswith("/"):
        await asking.ask(desk, person, first)
    elif first is not None and first.kind != "text" and first.can_be_sent_on:
        await escalating.start_draft(desk, person, 0, first)
        if first.album is not None:  # before the consent nothing was kept, and only one picture is at hand
            await desk.tell(say(person, "draft.one_of_album"))
    else:
        await welcoming.invite_to_introduce(desk, person)


async def as_new_question(desk: Desk, person: Person, said: Said | None) -> None:
    """The person says that a message is a new question, not words to a lawyer."""
    if said is None:  # it was deleted
        await desk.tell(say(person, "tap.unknown"))
        return
    if said.kind == "text":
        if not await escalating.draft_of(desk, person):
            await people.end_dialogue(desk.tx, person.id)
        await asking.ask(desk, person, said)
        return
    for each in await _whole(desk, person, said):
        await escalating.start_draft(desk, person, 0, each)


async def to_ticket(desk: Desk, person: Person, ticket_id: int, said: Said | None) -> None:
    """The person says that a message belongs to a ticket; without a message, that the next ones will."""
    ticket = await tickets.find(desk.tx, ticket_id)
    theirs = ticket is not None and (
        ticket.owner == person.id or (ticket.lawyer == person.id and person.is_lawyer)
    )
    if ticket is None or not theirs:
        await desk.tell(say(person, "ticket.unknown"))
        return
    if said is not None:
        for each in await _whole(desk, person, said):
            await _into(desk, person, ticket, each)
    if ticket.owner != person.id or (said is None and await escalating.unsent(desk, person)):
        return
    await escalating.keep_talking(desk, person, ticket)
    if said is None:
        await desk.tell(say(person, "talk.go_on", lang=ticket.lang, ticket=ticket.id, number=ticket.id))


async def _hear_lawyer(desk: Desk, lawyer: Person, said: Said) -> None:
    """A lawyer's words go to an owner only as a reply, or by a button that names the ticket."""
    await _keep_album(desk, lawyer, said)
    own = await tickets.of_lawyer(desk.tx, lawyer.id)
    rows = [[button("button.send_to", "talk", each.id, number=each.id)] for each in own[:6]]
    once = f"to-whom:{lawyer.id}:{said.album}" if said.album else None
    key = "talk.to_whom" if own else "talk.nobody"
    await desk.tell(say(lawyer, key, rows, reply_to=said.message_id, once=once))


async def _hear_dialogue(desk: Desk, person: Person, dialogue: Dialogue, said: Said) -> bool:
    """Whether the message was what the butler was waiting for."""
    fresh = welcoming.is_fresh(dialogue.since, desk.now, WAITING_FOR)
    if dialogue.step.startswith("enterprise-") and fresh and said.kind == "text":
        if asking.is_question(desk, said.text):
            await people.end_dialogue(desk.tx, person.id)
            await desk.tell(say(person, "enterprise.set_aside"))
            return False
        await welcoming.hear_enterprise(desk, person, dialogue.step, dict(dialogue.data), said)
        return True
    if dialogue.step == escalating.DRAFT and fresh and said.can_be_sent_on:
        await escalating.add_to_draft(desk, person, said)
        return True
    if person.is_lawyer:  # a lawyer's words never go to whatever ticket is current
        return False
    if dialogue.step == "talking" and welcoming.is_fresh(dialogue.since, desk.now, TALKING_FOR):
        ticket = await tickets.find(desk.tx, dialogue.data["ticket"])
        if ticket is not None and ticket.is_open:
            await people.set_dialogue(desk.tx, person.id, "talking", dialogue.data, desk.now)
            await talking.from_owner(desk, person, ticket, said)
            return True
    return False


async def _hear_owner(desk: Desk, person: Person, said: Said) -> None:
    if not said.can_be_sent_on:
        await desk.tell(say(person, "ask.cannot_read", reply_to=said.message_id, kind=said.kind))
        return
    held = [each for each in await tickets.open_of_owner(desk.tx, person.id) if each.state is State.TAKEN]
    if held and not (said.kind == "text" and asking.is_urgent(desk, said.text)):
        await _ask_whereto(desk, person, said, [each.id for each in held])
    elif said.kind == "text":
        await asking.ask(desk, person, said)
    else:
        await escalating.start_draft(desk, person, 0, said)


async def _ask_whereto(desk: Desk, person: Person, said: Said, numbers: list[int]) -> None:
    await _keep_album(desk, person, said)
    rows = [[button("button.to_lawyer", "talk", number, number=number)] for number in numbers[:5]]
    rows.append([button("button.as_question", "new", 0)])
    once = f"whereto:{person.id}:{said.album}" if said.album else None
    await desk.tell(say(person, "talk.whereto", rows, reply_to=said.message_id, once=once))


ALBUM = "album"
"""The dialogue step in which the pictures of an album are kept until their writer says where they belong."""


async def _keep_album(desk: Desk, person: Person, said: Said) -> None:
    if said.album is None or not said.can_be_sent_on or await escalating.draft_of(desk, person):
        return
    dialogue = await people.dialogue(desk.tx, person.id)
    before = dialogue.data["said"] if _holds(dialogue, said) and dialogue else []
    data = {"album": said.album, "said": [*before, said.as_json()]}
    await people.set_dialogue(desk.tx, person.id, ALBUM, data, desk.now)


async def _whole(desk: Desk, person: Person, said: Said) -> list[Said]:
    """The message, or the whole album that it belongs to."""
    dialogue = await people.dialogue(desk.tx, person.id)
    if dialogue is None or not _holds(dialogue, said):
        return [said]
    await people.end_dialogue(desk.tx, person.id)
    return [Said.from_json(each) for each in dialogue.data["said"]]


def _holds(dialogue: Dialogue | None, said: Said) -> bool:
    return (
        dialogue is not None
        and dialogue.step == ALBUM
        and said.album is not None
        and dialogue.data["album"] == said.album
    )
