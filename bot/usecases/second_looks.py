"""The first answer in a topic so marked waits for a second pair of eyes: a colleague on duty whom no conflict keeps out.

    the lawyer's words ─▶ kept for staff ─▶ a colleague is let in as a guest ─▶ "fine" ─▶ its owner
                       │                                                    └─▶ "back", with a note
                       └─▶ nobody is there: the lawyer is told so, and decides

What the colleague then does stands in `second_eyes`. In an emergency nothing waits.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.assignment import choose
from bot.domain.conflict_actions import StepAside
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows, button
from bot.domain.people import Person
from bot.domain.second_actions import ReadDraft, SendAlone, TakeDraftBack
from bot.domain.second_look import SecondLook, State
from bot.domain.ticket import Ticket
from bot.domain.ticket_work_actions import ShowTranscript
from bot.knowledge import answers
from bot.storage import alarms, journal, people, roster, seats, second_looks, thread, tickets
from bot.storage.alarms import TicketAlarm
from bot.storage.thread import Audience, Message
from bot.usecases import lifecycle, views
from bot.usecases.conflicts import screen
from bot.usecases.messages import say, show
from bot.usecases.unit_of_work import UnitOfWork

READ_WITHIN_MINUTES = 120
"""Working minutes after which another colleague is asked, or the lawyer decides."""
URGENT_WITHIN = dt.timedelta(minutes=30)
"""The same for what cannot wait, in real time."""
ASKED, MISSED = "second_asked", "second_missed"
"""Events of a ticket: a colleague was asked to read its answer; one did not, or left."""


async def wanted(uow: UnitOfWork, ticket: Ticket) -> bool:
    """Whether the next words of its lawyer wait for a second pair of eyes: the first answer, in a topic so marked."""
    if ticket.emergency or ticket.answered_at is not None:
        return False
    question = await journal.find(uow.tx, ticket.question) if ticket.question is not None else None
    return answers.wants_second_eyes(uow.knowledge, ticket.measure, question.entry if question else None)


async def hold(
    uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage, copy_of: int | None
) -> None:
    """Keep a lawyer's words until a colleague has read them; the lawyer is told for whom they wait."""
    kept = await thread.add(
        uow.tx,
        ticket.id,
        author="lawyer",
        person=caller.person.id,
        address=caller.address.id,
        message=message,
        now=uow.now,
        audience=Audience.STAFF,
        copy_of=copy_of,
    )
    if kept is None:
        return
    look = await second_looks.pending(uow.tx, ticket.id)
    if look is not None and (not stands(ticket, look) or look.reader not in (None, ticket.guest)):
        await second_looks.settle(uow.tx, look.id, State.OVER)
        look = None
    if look is None:
        look = await _begin(uow, ticket, caller.person)
    await second_looks.add_word(uow.tx, look.id, kept)
    once = f"second:{look.id}:{message.album}" if message.album else None
    await tell_waits(uow, ticket, look, caller.person, reply_to=message.message_id, once=once)


async def is_held(uow: UnitOfWork, message: int) -> bool:
    """Whether a message waits for a second pair of eyes."""
    look = await second_looks.of_message(uow.tx, message)
    return look is not None and look.state in (State.ASKED, State.NOBODY)


async def ask_another(uow: UnitOfWork, ticket: Ticket, look: SecondLook) -> None:
    """The colleague did not read it in time, or has left: the next one is asked, and the lawyer is told."""
    await tickets.note_event(uow.tx, ticket, MISSED, uow.now, by=look.reader)
    lawyer = await people.find(uow.tx, look.lawyer)
    await dismiss(uow, ticket, look)
    fresh = await tickets.find(uow.tx, ticket.id)
    if lawyer is None or fresh is None:
        return
    reader, invited = await _let_in(uow, fresh, lawyer)
    await second_looks.ask(uow.tx, look.id, reader, uow.now, invited=invited)
    await _wind(uow, fresh, reader)
    asked = await second_looks.pending(uow.tx, ticket.id)
    assert asked is not None
    await tell_waits(uow, fresh, asked, lawyer, key="second.another")


async def tell_waits(
    uow: UnitOfWork,
    ticket: Ticket,
    look: SecondLook,
    lawyer: Person,
    *,
    key: str = "second.waits",
    reply_to: int | None = None,
    once: str | None = None,
) -> None:
    """Tell the lawyer for whom their words wait, or that nobody is there, with what they may do."""
    reader = await people.find(uow.tx, look.reader) if look.reader is not None else None
    drop = button("button.second_drop", TakeDraftBack(ticket.id))
    alone = button("button.second_alone", SendAlone(ticket.id))
    rows: Rows = ((alone,), (drop,)) if reader is None or ticket.urgent else ((drop,),)
    told = key if reader is not None else "second.nobody"
    name = (reader.name or "") if reader else ""
    await uow.tell(say(lawyer, told, rows, reply_to=reply_to, once=once, number=ticket.id, name=name))


async def dismiss(uow: UnitOfWork, ticket: Ticket, look: SecondLook) -> None:
    """Whoever was let into a ticket only to read an answer reads it no longer."""
    await alarms.settle(uow.tx, TicketAlarm.SECOND, ticket.id, uow.now)
    reader = await people.find(uow.tx, look.reader) if look.reader is not None else None
    fresh = await tickets.find(uow.tx, ticket.id)
    if (
        look.invited
        and reader is not None
        and fresh is not None
        and fresh.guest == reader.id
        and fresh.is_held
    ):
        await lifecycle.dismiss(uow, fresh, reader)


def stands(ticket: Ticket, look: SecondLook) -> bool:
    """Whether the ticket is still in the hands of whoever wrote the answer, and was in no other's since."""
    begun = ticket.taken_at is None or look.asked_at >= ticket.taken_at
    return ticket.is_held and ticket.lawyer == look.lawyer and begun


def seal_of(words: Sequence[Message]) -> str:
    """Stands on a button for all that was shown: other words make another seal."""
    said = repr(
        [(each.id, each.message.text, each.message.entities, each.message.file_key) for each in words]
    )
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


async def _begin(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> SecondLook:
    reader, invited = await _let_in(uow, ticket, lawyer)
    await _wind(uow, ticket, reader)
    return await second_looks.begin(uow.tx, ticket.id, lawyer.id, reader, uow.now, invited=invited)


async def _let_in(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> tuple[int | None, bool]:
    """Who reads it, shown the sides first like any guest, and whether they were let in for it; None if nobody is there."""
    ticket = await screen(uow, ticket)
    missed = await _missed(uow, ticket)
    number = ticket.guest if ticket.guest not in missed else None
    invited = number is None
    if number is None and ticket.guest is None:
        number = await _chosen(uow, ticket, missed)
    reader = await people.find(uow.tx, number) if number is not None else None
    if reader is None:
        return None, False
    joined = await lifecycle.invite(uow, ticket, lawyer, reader.id) if invited else ticket
    if joined is None:
        return None, False
    await tickets.note_event(uow.tx, joined, ASKED, uow.now, by=reader.id)
    await show_card(uow, joined, reader, lawyer)
    return reader.id, invited


async def show_card(uow: UnitOfWork, ticket: Ticket, reader: Person, lawyer: Person) -> None:
    """Topic and sides, and no word: what whoever reads along sees first."""
    card = replace(await views.blind_card(uow, ticket, reader.lang), name=lawyer.name or "")
    rows: Rows = (
        (button("button.second_read", ReadDraft(ticket.id)),),
        (
            button("button.transcript", ShowTranscript(ticket.id)),
            button("button.conflicted", StepAside(ticket.id)),
        ),
    )
    await uow.tell(show(reader, "second.card", card, rows, ticket=ticket.id))


async def _missed(uow: UnitOfWork, ticket: Ticket) -> set[int]:
    found = await tickets.events(uow.tx, ticket.id)
    return {person for act, _, person, _ in found if act == MISSED and person is not None}


async def _chosen(uow: UnitOfWork, ticket: Ticket, missed: set[int]) -> int | None:
    """The colleague whom the assignment would choose next."""
    out = {*missed, *await seats.beside(uow.tx, ticket), *([ticket.lawyer] if ticket.lawyer else ())}
    lawyers = await roster.lawyers(uow.tx, uow.now, uow.calendar)
    found = choose(
        lawyers,
        butler=None,
        measure=ticket.measure,
        language=ticket.lang,
        tried=out,
        excluded=ticket.conflicted,
    )
    return found.lawyer.id if found else None


async def _wind(uow: UnitOfWork, ticket: Ticket, reader: int | None) -> None:
    await alarms.settle(uow.tx, TicketAlarm.SECOND, ticket.id, uow.now)
    if reader is None:
        return
    due = uow.calendar.add_working_minutes(uow.now, READ_WITHIN_MINUTES)
    if ticket.urgent:
        due = uow.now + URGENT_WITHIN
    await alarms.wind(uow.tx, TicketAlarm.SECOND, ticket.id, due, uow.now)
