"""An admin holds a ticket or an enterprise: nothing of it is erased, for a reason, until a day or until it is lifted.

For a dispute, an authority or a court that needs what was said; how long that may last is the bureau's to say.
"""

import datetime as dt
import re
from collections.abc import Sequence

from bot.domain.audit import AuditAct
from bot.domain.enterprise import UnifiedCode
from bot.domain.outgoing import Rows, button
from bot.domain.people import Person
from bot.domain.privacy_actions import LiftHold
from bot.storage import audit, enterprises, holds, tickets
from bot.storage.holds import Hold
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

LONGEST_REASON = 300
"""Characters of a reason that are kept."""
MOST_LISTED = 20
_TICKET = re.compile(r"#?(\d{1,9})")
_DAY = re.compile(r"\d{4}-\d\d?-\d\d?")


async def put(uow: UnitOfWork, admin: Person, words: Sequence[str]) -> None:
    """Hold what the first word names, until the day that may follow, for the reason in the other words; without words, list."""
    if not words:
        await _list(uow, admin)
        return
    target, *rest = words
    ticket, enterprise = await _target(uow, target)
    until, reason = _until(uow, rest)
    if ticket is None and enterprise is None:
        await uow.tell(say(admin, "hold.unknown", given=target[:30]))
    elif not reason or (until is not None and until <= uow.now):
        await uow.tell(say(admin, "hold.how"))
    else:
        await holds.put(
            uow.tx, ticket=ticket, enterprise=enterprise, reason=reason, by=admin.id, now=uow.now, until=until
        )
        await _note(uow, AuditAct.HOLD_SET, admin, ticket, enterprise)
        await uow.tell(say(admin, "hold.set", what=_name(ticket, enterprise), until=_day(uow, until)))


async def lift(uow: UnitOfWork, admin: Person, hold: int) -> None:
    """End a hold: what is old enough is erased with the next chore."""
    lifted = await holds.lift(uow.tx, hold, admin.id, uow.now)
    if lifted is None:
        await uow.tell(say(admin, "hold.over"))
        return
    await _note(uow, AuditAct.HOLD_LIFTED, admin, lifted.ticket, lifted.enterprise)
    await uow.tell(say(admin, "hold.lifted", what=_name(lifted.ticket, lifted.enterprise)))


async def _list(uow: UnitOfWork, admin: Person) -> None:
    found = await holds.in_force(uow.tx, uow.now)
    if not found:
        await uow.tell(say(admin, "hold.none"))
        return
    rows: Rows = tuple(
        (button("button.lift_hold", LiftHold(each.id), name=_name(each.ticket, each.enterprise)),)
        for each in found[:MOST_LISTED]
    )
    lines = "\n".join(_line(uow, each) for each in found[:MOST_LISTED])
    await uow.tell(say(admin, "hold.list", rows, count=len(found), lines=lines))


async def _target(uow: UnitOfWork, word: str) -> tuple[int | None, int | None]:
    """The ticket, or the enterprise of a credit code, that a word names."""
    if number := _TICKET.fullmatch(word):
        found = await tickets.find(uow.tx, int(number[1]))
        return (found.id if found else None), None
    code = UnifiedCode.parse(word)
    if not isinstance(code, UnifiedCode):
        return None, None
    return None, await enterprises.with_code(uow.tx, str(code))


def _until(uow: UnitOfWork, words: Sequence[str]) -> tuple[dt.datetime | None, str]:
    """The end of the day with which the words begin, if they do, and the reason in the others; no reason for no such day."""
    if not words or not _DAY.fullmatch(words[0]):
        return None, " ".join(words)[:LONGEST_REASON]
    try:
        day = dt.date(*map(int, words[0].split("-")))
    except ValueError:
        return None, ""
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, uow.calendar.timezone)
    return end.astimezone(dt.UTC), " ".join(words[1:])[:LONGEST_REASON]


async def _note(
    uow: UnitOfWork, act: AuditAct, admin: Person, ticket: int | None, enterprise: int | None
) -> None:
    audit.note(uow.tx, act, uow.now, by=admin.id, ticket=ticket, enterprise=enterprise)


def _line(uow: UnitOfWork, hold: Hold) -> str:
    return f"• {_name(hold.ticket, hold.enterprise)} · {_day(uow, hold.until)} · {hold.reason}"


def _name(ticket: int | None, enterprise: int | None) -> str:
    return f"#{ticket}" if ticket is not None else f"E{enterprise}"


def _day(uow: UnitOfWork, until: dt.datetime | None) -> str:
    """The last day of a hold; a sign for one without."""
    if until is None:
        return "∞"
    return (until.astimezone(uow.calendar.timezone) - dt.timedelta(seconds=1)).date().isoformat()
