"""Everything that was said in a ticket so far, in one piece, for the lawyer who holds it."""

import datetime as dt
from collections.abc import Callable
from typing import Literal

from bot.domain.answer import Lang
from bot.domain.attached import attached_to
from bot.domain.outgoing import Notice, Shown
from bot.domain.people import Person
from bot.domain.sides import asks_in, is_on_its_side
from bot.domain.ticket import Act, Ticket, may
from bot.domain.views import Said, Transcript
from bot.knowledge import answers
from bot.storage import thread, tickets
from bot.storage.journal import Question
from bot.storage.thread import Audience, Message
from bot.usecases import briefs, fact_views, participants, views
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

TellTime = Callable[[UnitOfWork, dt.datetime], str]
"""How an instant is told to the reader."""


async def again(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Show the lawyer of a ticket, also of a closed one, all that was said in it; nobody else."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if (
        ticket is None
        or lawyer.id not in (ticket.lawyer, ticket.guest)
        or is_on_its_side(lawyer, ticket)
        or not may(lawyer, ticket, Act.READ)
    ):
        await uow.tell(say(lawyer, "ticket.unknown"))
        return
    await tell(uow, ticket, lawyer)


async def tell(
    uow: UnitOfWork,
    ticket: Ticket,
    reader: Person,
    audience: Audience = Audience.STAFF,
    *,
    within: Ticket | None = None,
    withdrawn_too: bool = False,
) -> None:
    """Tell somebody all that was said in a ticket to an audience. Whether they may read it is asked by the caller.

    `within` is the ticket that goes on with it: there a reply belongs. Words that were taken back are for staff, and for
    whoever is to see them (`withdrawn_too`); all others read that something was.
    """
    whole = withdrawn_too or audience is Audience.STAFF
    said = await said_in(uow, ticket, audience, reader.lang, withdrawn_too=whole)
    shown = Shown("ticket.transcript", Transcript(ticket.id, said))
    await uow.tell(Notice(reader.id, shown, reader.lang, ticket=(within or ticket).id))


async def tell_earlier(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> None:
    """Show whoever takes a ticket what was said in the closed one that its owner goes on with."""
    before = await tickets.find(uow.tx, ticket.follows) if ticket.follows else None
    if before is not None and before.owner == ticket.owner and lawyer.id not in before.conflicted:
        await tell(uow, before, lawyer, within=ticket)


async def tell_asker(uow: UnitOfWork, ticket: Ticket, person: Person) -> None:
    """Tell a colleague who joins a shared ticket all that was said in it, without any note for staff."""
    if asks_in(person, ticket):
        await tell(uow, ticket, person, Audience.ALL)


async def said_in(
    uow: UnitOfWork,
    ticket: Ticket,
    audience: Audience,
    lang: Lang,
    time: TellTime = views.local_time,
    *,
    withdrawn_too: bool = False,
) -> tuple[Said, ...]:
    """The question, what the butler said to it, and all words and files since for these readers, with times and senders."""
    known = await views.background(uow, ticket)
    asked = known.question
    staff = lang if audience is Audience.STAFF else None
    lines = (
        []
        if asked is None
        else [await _asked(uow, ticket, asked, time, staff), _bot_said(uow, asked, lang, time)]
    )
    if told := await fact_views.told_in(uow, ticket, lang):
        name = await participants.asker_name(uow, ticket, ticket.owner, staff)
        lines.append(Said(time(uow, ticket.opened_at), "owner", name, facts=told))
    typed = await fact_views.typed_in(uow, ticket)
    for message in await thread.of_ticket(uow.tx, ticket.id, audience):
        if message.id in typed:  # it stands above, with its question
            continue
        again_asked = asked is not None and _is_same(message, asked)
        if not again_asked or message.message.kind != "text":
            line = await _said(uow, ticket, message, time, staff, wordless=again_asked)
            lines.append(line if withdrawn_too or not line.withdrawn else _without_words(line))
    return tuple(lines)


def _without_words(line: Said) -> Said:
    """That something was said and taken back, and nothing of what it was."""
    return Said(line.at, line.who, line.name, withdrawn=line.withdrawn)


async def _asked(
    uow: UnitOfWork, ticket: Ticket, asked: Question, time: TellTime, staff: Lang | None
) -> Said:
    name = await participants.asker_name(uow, ticket, asked.person, staff)
    return Said(time(uow, asked.said_at), "owner", name, text=asked.text)


def _bot_said(uow: UnitOfWork, asked: Question, lang: Lang, time: TellTime) -> Said:
    """What the butler said, with the beginning of its answer where the knowledge is still that of the question."""
    told = briefs.reply_to(uow.knowledge, asked, lang)
    is_same = asked.entry is not None and asked.revision == uow.knowledge.revision
    beginning = ""
    if asked.entry is not None and is_same:
        beginning = answers.beginning_of(uow.knowledge, asked.entry, lang, uow.policy.unreviewed)
    return Said(time(uow, asked.asked_at), "bot", text=beginning, bot=told.key, bot_titles=told.titles)


async def _said(
    uow: UnitOfWork, ticket: Ticket, message: Message, time: TellTime, staff: Lang | None, *, wordless: bool
) -> Said:
    """One message; `wordless` leaves out words that stand above already, as the question."""
    words = message.message
    is_owner = message.author == "owner"
    who: Literal["owner", "lawyer", "note"] = "owner" if is_owner else "lawyer"
    if message.audience is not Audience.ALL:
        who = "note"
    return Said(
        time(uow, message.said_at),
        who,
        await (
            participants.asker_name(uow, ticket, message.person, staff)
            if is_owner
            else participants.name_of(uow, message.person)
        ),
        text="" if wordless else words.text,
        entities=() if wordless else words.entities,
        attached=attached_to([words]),
        quote=words.quote or words.quoted_elsewhere or "",
        edited=message.edited_at is not None,
        withdrawn=time(uow, message.withdrawn_at) if message.withdrawn_at else "",
        forwarded=words.forwarded,
    )


def _is_same(message: Message, asked: Question) -> bool:
    """Whether a message of the ticket is the question itself."""
    is_source = (message.address, message.message.message_id) == (asked.address, asked.message_id)
    return is_source and message.message.text == asked.text
