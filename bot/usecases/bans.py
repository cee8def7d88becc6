"""An admin decides that somebody is not heard for a while, and who is heard again.

What such a person has open goes on: the lawyer's words still reach them, and the lawyer is told that no answer will come.
"""

import datetime as dt
import re
from collections.abc import Sequence

from bot.domain.audit import AuditAct
from bot.domain.ban_actions import Ban, BanFor, LiftBan
from bot.domain.bans import DAYS, BanReason
from bot.domain.outgoing import Button, Rows, button
from bot.domain.people import Person
from bot.storage import audit, bans, people, tickets
from bot.storage.bans import Banned
from bot.usecases import banned_words, views
from bot.usecases.messages import about, say
from bot.usecases.unit_of_work import UnitOfWork

MOST_LISTED = 20
_WHO = re.compile(r"(#|[Pp])(\d{1,9})")
"""The owner of a ticket, or a person by the number that the list and the audit log name."""


async def ask(uow: UnitOfWork, admin: Person, words: Sequence[str]) -> None:
    """Ask why somebody is to be banned whom the first word names; without words, list who is."""
    if not words:
        await _list(uow, admin)
        return
    person = await _named(uow, words[0])
    if person is None:
        await uow.tell(say(admin, "ban.unknown", given=words[0][:30]))
    elif await _may_ban(uow, admin, person):
        rows = tuple((button(f"banned.{each.value}", BanFor(person.id, each.value)),) for each in BanReason)
        await uow.tell(say(admin, "ban.why", rows, who=_who(person.id, person.name)))


async def ask_how_long(uow: UnitOfWork, admin: Person, person_id: int, reason: str) -> None:
    """Ask for how long somebody is to be banned."""
    person = await people.find(uow.tx, person_id)
    if person is None or reason not in set(BanReason):
        await uow.tell(say(admin, "tap.unknown"))
    elif await _may_ban(uow, admin, person):
        row = tuple(_duration(Ban(person.id, reason, days)) for days in DAYS)
        await uow.tell(say(admin, "ban.how_long", (row[:2], row[2:]), who=_who(person.id, person.name)))


async def ban(uow: UnitOfWork, admin: Person, action: Ban) -> None:
    """Hear somebody no more, for so long; they are told why, and the lawyers of their open tickets are told, too."""
    person = await people.find(uow.tx, action.person)
    if person is None or action.reason not in set(BanReason) or action.days not in DAYS:
        await uow.tell(say(admin, "tap.unknown"))
        return
    if not await _may_ban(uow, admin, person):
        return
    reason = BanReason(action.reason)
    until = uow.now + dt.timedelta(days=action.days) if action.days else None
    await bans.put(uow.tx, person.id, reason, by=admin.id, now=uow.now, until=until)
    audit.note(
        uow.tx, AuditAct.BANNED, uow.now, by=admin.id, person=person.id, why=reason.value, days=action.days
    )
    await banned_words.tell(uow, person, "ban.told", reason, until)
    await _tell_lawyers(uow, person)
    await uow.tell(say(admin, "ban.set", who=_who(person.id, person.name)))


async def lift(uow: UnitOfWork, admin: Person, number: int) -> None:
    """Hear somebody again; they are told."""
    lifted = await bans.lift(uow.tx, number, admin.id, uow.now)
    person = await people.find(uow.tx, lifted.person) if lifted else None
    if person is None:
        await uow.tell(say(admin, "ban.over"))
        return
    audit.note(uow.tx, AuditAct.UNBANNED, uow.now, by=admin.id, person=person.id)
    await uow.tell(say(person, "ban.lifted_told"))
    await uow.tell(say(admin, "ban.lifted", who=_who(person.id, person.name)))


async def _may_ban(uow: UnitOfWork, admin: Person, person: Person) -> bool:
    """Whether somebody can be banned: nobody who works here, not oneself, nobody twice. Else the admin is told."""
    if person.roles or person.id == admin.id:
        await uow.tell(say(admin, "ban.staff"))
        return False
    if await bans.is_banned(uow.tx, person.id, uow.now):
        await uow.tell(say(admin, "ban.already", who=_who(person.id, person.name)))
        return False
    return True


async def _tell_lawyers(uow: UnitOfWork, person: Person) -> None:
    for ticket in await tickets.open_of_owner(uow.tx, person.id):
        if ticket.lawyer is not None:
            lawyer = await people.find(uow.tx, ticket.lawyer)
            assert lawyer is not None
            await uow.tell(about(ticket, lawyer, "ban.told_lawyer"))


async def _list(uow: UnitOfWork, admin: Person) -> None:
    found = await bans.in_force(uow.tx, uow.now)
    if not found:
        await uow.tell(say(admin, "ban.none"))
        return
    shown = found[:MOST_LISTED]
    rows: Rows = tuple(
        (button("button.lift_ban", LiftBan(each.id), who=_who(each.person, each.name)),) for each in shown
    )
    lines = "\n".join(_line(uow, each) for each in shown)
    await uow.tell(say(admin, "ban.list", rows, count=len(found), lines=lines))


async def _named(uow: UnitOfWork, word: str) -> Person | None:
    match = _WHO.fullmatch(word)
    if match is None:
        return None
    if match[1] != "#":
        return await people.find(uow.tx, int(match[2]))
    ticket = await tickets.find(uow.tx, int(match[2]))
    return await people.find(uow.tx, ticket.owner) if ticket else None


def _duration(action: Ban) -> Button:
    if not action.days:
        return button("button.ban_no_end", action)
    return button("button.ban_days", action, days=action.days)


def _line(uow: UnitOfWork, banned: Banned) -> str:
    until = views.whole_time(uow, banned.until) if banned.until else "∞"
    by = f"P{banned.by}" if banned.by else "⚙"
    return f"• {_who(banned.person, banned.name)} · {until} · {by}"


def _who(person: int, name: str | None) -> str:
    return f"P{person} {name}" if name else f"P{person}"
