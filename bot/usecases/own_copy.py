"""Somebody gets a copy of what is kept of them, as a file (Personal Information Protection Law, article 45).

What others said is in it only where it was shown to them in their own tickets; notes for staff are not.
"""

import datetime as dt
from collections.abc import Mapping

from bot.domain.answer import Lang
from bot.domain.audit import AuditAct
from bot.domain.facts import ToldFact
from bot.domain.made_files import CopySection, OwnCopy, OwnCopyFile
from bot.domain.outgoing import Notice, Sentence, button
from bot.domain.people import Person
from bot.domain.privacy_actions import ExportMe
from bot.domain.ticket import Ticket
from bot.domain.views import Said
from bot.locales import say as worded
from bot.storage import audit, conflicts, deadlines, enterprises, journal, snippets, tickets
from bot.storage.thread import Audience
from bot.usecases import transcripts, views
from bot.usecases.messages import rewrite, say
from bot.usecases.unit_of_work import UnitOfWork

EVERY = dt.timedelta(days=1)
"""One copy in so long: making one reads all that somebody ever wrote."""

_Row = Mapping[str, str]


async def ask(uow: UnitOfWork, person: Person) -> None:
    """Tell what the copy holds, with the button that sends it; or when there may be another one."""
    if not await _was_lately(uow, person):
        await uow.tell(say(person, "export.sure", ((button("button.export_me", ExportMe()),),)))


async def send(uow: UnitOfWork, person: Person, card: int) -> None:
    """Send the copy, for reading and for a program; that it was sent is noted."""
    if await _was_lately(uow, person):
        return
    copy = await _copy(uow, person)
    audit.note(uow.tx, AuditAct.EXPORTED, uow.now, by=person.id, person=person.id)
    await uow.tell(rewrite(person, card, Sentence("export.comes")))
    await uow.tell(Notice(person.id, OwnCopyFile(copy, "txt"), person.lang))
    await uow.tell(Notice(person.id, OwnCopyFile(copy, "json"), person.lang))


async def _was_lately(uow: UnitOfWork, person: Person) -> bool:
    last = await audit.last(uow.tx, AuditAct.EXPORTED, person.id)
    if last is None or uow.now - last >= EVERY:
        return False
    await uow.tell(say(person, "export.wait", at=views.whole_time(uow, last + EVERY)))
    return True


async def _copy(uow: UnitOfWork, person: Person) -> OwnCopy:
    own = await tickets.of_owner(uow.tx, person.id)
    sections = [
        CopySection("you", (_you(uow, person),)),
        CopySection("enterprise", await _enterprise(uow, person)),
        CopySection("questions", await _questions(uow, person)),
        CopySection("tickets", tuple([await _ticket(uow, each) for each in own])),
        CopySection("said", tuple([row for each in own for row in await _said(uow, person, each)])),
        CopySection("deadlines", await _deadlines(uow, person)),
        CopySection("snippets", await _snippets(uow, person)),
        CopySection("parties", await _parties(uow, person)),
    ]
    made_at = views.whole_time(uow, uow.now)
    return OwnCopy(made_at, tuple(each for each in sections if each.rows))


def _you(uow: UnitOfWork, person: Person) -> _Row:
    return _filled(
        person=str(person.id),
        name=person.name,
        language=person.language,
        consented=_time(uow, person.consented_at),
        handed_over=_time(uow, person.handover_at),
        roles=", ".join(sorted(person.roles)),
    )


async def _enterprise(uow: UnitOfWork, person: Person) -> tuple[_Row, ...]:
    own = await enterprises.of_person(uow.tx, person.id)
    if own is None or person.seat is None:
        return ()
    standing, since = person.seat.standing.value, _time(uow, person.seat.since)
    return (_filled(name=own.name, code=own.credit_code, town=own.town, standing=standing, since=since),)


async def _questions(uow: UnitOfWork, person: Person) -> tuple[_Row, ...]:
    return tuple(
        _filled(at=_time(uow, each.said_at), text=each.text, verdict=each.verdict, entry=each.entry)
        for each in await journal.of_person(uow.tx, person.id)
    )


async def _ticket(uow: UnitOfWork, ticket: Ticket) -> _Row:
    return _filled(
        ticket=f"#{ticket.id}",
        state=ticket.state.value,
        opened=_time(uow, ticket.opened_at),
        closed=_time(uow, ticket.closed_at),
        other_side=await conflicts.other_side(uow.tx, ticket.id),
    )


async def _said(uow: UnitOfWork, person: Person, ticket: Ticket) -> list[_Row]:
    """What its owner and its lawyer could read of it: each line with its facts, files by their kinds."""
    said = await transcripts.said_in(uow, ticket, Audience.ALL, person.lang, views.whole_time)
    return [_line(ticket, each, person.lang) for each in said if each.who in ("owner", "lawyer")]


def _line(ticket: Ticket, said: Said, lang: Lang) -> _Row:
    told = [f"{each.asked}: {_told(each, lang)}" for each in said.facts]
    files = ", ".join(f"{kind} × {count}" for kind, count in said.attached)
    text = "\n".join([each for each in (said.text, *told) if each])
    return _filled(
        ticket=f"#{ticket.id}",
        at=said.at,
        who=said.who,
        name=said.name,
        text=text,
        files=files,
        withdrawn=said.withdrawn,
    )


def _told(fact: ToldFact, lang: Lang) -> str:
    return fact.words or fact.day or worded(fact.word, lang)


async def _deadlines(uow: UnitOfWork, person: Person) -> tuple[_Row, ...]:
    return tuple(
        _filled(
            entry=each.entry,
            since=each.trigger.isoformat(),
            last_day=each.last.isoformat(),
            kept=_time(uow, each.kept_at),
        )
        for each in await deadlines.of_person(uow.tx, person.id)
    )


async def _snippets(uow: UnitOfWork, person: Person) -> tuple[_Row, ...]:
    return tuple(
        _filled(name=each.name, text=each.text) for each in await snippets.of_lawyer(uow.tx, person.id)
    )


async def _parties(uow: UnitOfWork, person: Person) -> tuple[_Row, ...]:
    return tuple(
        _filled(name=each.name, side=each.side.value) for each in await conflicts.declared(uow.tx, person.id)
    )


def _time(uow: UnitOfWork, instant: dt.datetime | None) -> str:
    return "" if instant is None else views.whole_time(uow, instant)


def _filled(**values: str | None) -> _Row:
    """The fields that hold anything."""
    return {key: value for key, value in values.items() if value}
