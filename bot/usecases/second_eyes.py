"""What a colleague does with an answer that waits for a second pair of eyes, and what its lawyer may do meanwhile."""

from dataclasses import replace

from bot.domain.dialogue import ReturningDraft
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows, Sentence, button
from bot.domain.people import Person
from bot.domain.second_actions import PassDraft, ReturnDraft
from bot.domain.second_look import SecondLook, State
from bot.domain.ticket import Act, Ticket, may
from bot.storage import dialogues, people, second_looks, tickets
from bot.storage.thread import Audience
from bot.usecases import buttons, lifecycle, notes, ticket_thread, transcripts
from bot.usecases.messages import about, say, tell_admins
from bot.usecases.second_looks import ask_another, dismiss, seal_of, stands
from bot.usecases.unit_of_work import UnitOfWork

LONGEST = 1500
"""Characters of a waiting answer above its buttons; all of it stands in the transcript."""


async def read(uow: UnitOfWork, reader: Person, ticket_id: int) -> Sentence | None:
    """Show the colleague the ticket, and then the answer that waits, with its buttons."""
    found = await _for_reader(uow, reader, ticket_id)
    if found is None:
        return Sentence("second.over")
    ticket, look = found
    words = await second_looks.words(uow.tx, look.id)
    await transcripts.tell(uow, ticket, reader)
    for each in words:
        if each.message.kind != "text":
            await ticket_thread.carry(uow, ticket, each, to=reader.id)
    text = "\n".join(each.message.text for each in words if each.message.text)[:LONGEST]
    rows: Rows = (
        (button("button.second_fine", PassDraft(ticket.id, seal_of(words))),),
        (button("button.second_back", ReturnDraft(ticket.id)),),
    )
    lawyer = await people.find(uow.tx, look.lawyer)
    name = (lawyer.name or "") if lawyer else ""
    await uow.tell(about(ticket, reader, "second.draft", rows, name=name, text=text or "…"))
    return None


async def let_pass(uow: UnitOfWork, caller: Caller, card: int, ticket_id: int, seal: str) -> Sentence | None:
    """The colleague finds it fine: exactly what they were shown goes to the owner."""
    found = await _for_reader(uow, caller.person, ticket_id)
    if found is None:
        return Sentence("second.over")
    ticket, look = found
    if seal_of(await second_looks.words(uow.tx, look.id)) != seal:
        await read(uow, caller.person, ticket_id)
        return Sentence("second.changed")
    await buttons.spend(uow, caller, card)
    if await _send(uow, ticket, look, State.FINE, by=caller.person):
        await _tell_lawyer(uow, ticket, look, "second.passed", caller.person)
        await uow.tell(say(caller.person, "second.you_passed", number=ticket.id))
    return None


async def ask_back(uow: UnitOfWork, caller: Caller, ticket_id: int) -> Sentence | None:
    """The colleague wants it changed: they are asked for the note."""
    found = await _for_reader(uow, caller.person, ticket_id)
    if found is None:
        return Sentence("second.over")
    await dialogues.begin(uow.tx, uow.account.id, caller.person.id, ReturningDraft(ticket_id), uow.now)
    await uow.tell(say(caller.person, "second.why", number=ticket_id))
    return None


async def hear(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> bool:
    """Whether words are the note with which a colleague gives an answer back; the answer stays a note for staff."""
    dialogue = caller.dialogue
    if dialogue is None or not dialogue.is_fresh(uow.now) or not isinstance(dialogue.step, ReturningDraft):
        return False
    found = await _for_reader(uow, caller.person, dialogue.step.ticket)
    if found is None or message.kind != "text" or message.text.startswith("/"):
        return False
    ticket, look = found
    await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    if await second_looks.settle(uow.tx, look.id, State.BACK):
        await tickets.note_event(uow.tx, ticket, "second_back", uow.now, by=caller.person.id)
        await notes.write(
            uow, caller, replace(message, text=f"/note #{ticket.id} {message.text}", reply_to=None)
        )
        await _tell_lawyer(uow, ticket, look, "second.returned", caller.person)
        await dismiss(uow, ticket, look)
    return True


async def send_alone(uow: UnitOfWork, caller: Caller, card: int, ticket_id: int) -> Sentence | None:
    """Its lawyer sends it without: where nobody is there, or what cannot wait. Admins are told."""
    found = await _for_lawyer(uow, caller.person, ticket_id)
    if found is None:
        return Sentence("second.over")
    ticket, look = found
    if look.reader is not None and not ticket.urgent:
        return Sentence("second.not_alone")
    await buttons.spend(uow, caller, card)
    if await _send(uow, ticket, look, State.ALONE, by=caller.person):
        await uow.tell(about(ticket, caller.person, "second.sent_alone"))
        await tell_admins(uow, "second.alone_admin", number=ticket.id, name=caller.person.name or "")
        await _tell_reader(uow, ticket, look)
    return None


async def drop(uow: UnitOfWork, caller: Caller, card: int, ticket_id: int) -> Sentence | None:
    """Its lawyer does not send it: it stays a note for staff."""
    found = await _for_lawyer(uow, caller.person, ticket_id)
    if found is None:
        return Sentence("second.over")
    ticket, look = found
    await buttons.spend(uow, caller, card)
    if await second_looks.settle(uow.tx, look.id, State.DROPPED):
        await dismiss(uow, ticket, look)
        await _tell_reader(uow, ticket, look)
        await uow.tell(about(ticket, caller.person, "second.dropped"))
    return None


async def ring(uow: UnitOfWork, ticket: Ticket) -> None:
    """Nobody has read it in time: another colleague is asked, or its lawyer decides."""
    look = await second_looks.pending(uow.tx, ticket.id)
    if look is not None and stands(ticket, look):
        await _tell_reader(uow, ticket, look)
        await ask_another(uow, ticket, look)


async def lost(uow: UnitOfWork, ticket_id: int) -> None:
    """Somebody reads a ticket along no longer: if an answer waited for them, another colleague is asked."""
    ticket, look = await tickets.find(uow.tx, ticket_id), await second_looks.pending(uow.tx, ticket_id)
    if ticket is None or look is None or look.reader is None or not stands(ticket, look):
        return
    if ticket.guest != look.reader:
        await ask_another(uow, ticket, look)


async def _pending(uow: UnitOfWork, ticket_id: int) -> tuple[Ticket, SecondLook] | None:
    ticket, look = await tickets.find(uow.tx, ticket_id), await second_looks.pending(uow.tx, ticket_id)
    if ticket is None or look is None or not stands(ticket, look):
        return None
    return ticket, look


async def _for_reader(uow: UnitOfWork, reader: Person, ticket_id: int) -> tuple[Ticket, SecondLook] | None:
    """The ticket and what waits in it, if this person is asked to read it and may."""
    found = await _pending(uow, ticket_id)
    if found is None or found[1].reader != reader.id or found[0].guest != reader.id:
        return None
    return found if may(reader, found[0], Act.READ) else None


async def _for_lawyer(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> tuple[Ticket, SecondLook] | None:
    """The ticket and what waits in it, if it is this lawyer's own and they may answer."""
    found = await _pending(uow, ticket_id)
    if found is None or found[1].lawyer != lawyer.id or not may(lawyer, found[0], Act.ANSWER):
        return None
    return found


async def _send(uow: UnitOfWork, ticket: Ticket, look: SecondLook, state: State, *, by: Person) -> bool:
    """Let what waits go to the owner, on the path of all words of a lawyer; False if it has gone already."""
    lawyer = await people.find(uow.tx, look.lawyer)
    if lawyer is None or not await second_looks.settle(uow.tx, look.id, state):
        return False
    await tickets.note_event(uow.tx, ticket, f"second_{state.value}", uow.now, by=by.id)
    await dismiss(uow, ticket, look)
    fresh = await tickets.find(uow.tx, ticket.id) or ticket
    fresh = await lifecycle.answer(uow, fresh, lawyer) or fresh
    for each in await second_looks.words(uow.tx, look.id):
        await second_looks.let_out(uow.tx, each.id, uow.now)
        await ticket_thread.carry_to_all(uow, fresh, replace(each, audience=Audience.ALL, at=uow.now))
    return True


async def _tell_lawyer(uow: UnitOfWork, ticket: Ticket, look: SecondLook, key: str, reader: Person) -> None:
    lawyer = await people.find(uow.tx, look.lawyer)
    if lawyer is not None:
        await uow.tell(about(ticket, lawyer, key, name=reader.name or ""))


async def _tell_reader(uow: UnitOfWork, ticket: Ticket, look: SecondLook) -> None:
    reader = await people.find(uow.tx, look.reader) if look.reader is not None else None
    if reader is not None and reader.is_lawyer:
        await uow.tell(say(reader, "second.no_longer", number=ticket.id))
