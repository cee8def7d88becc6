"""Reminders of last days that owners keep: who is told when, and what a near one means for its ticket.

Each reminder is given once: what was told is noted in the row of the last day (`told`), which only becomes smaller.
"""

import datetime as dt

from bot.domain.answer import Lang
from bot.domain.deadlines import reckon
from bot.domain.kept_deadline_actions import Filed, StillOpen
from bot.domain.outgoing import Notice, Rows, Shown, button
from bot.domain.people import Role
from bot.domain.reminders import URGENT_DAYS, is_pressing, next_ring, stage_at
from bot.domain.ticket import Ticket
from bot.domain.ticket_work_actions import ShowDetails
from bot.domain.views import KeptDay
from bot.knowledge import answers
from bot.storage import deadlines, people, roster, tickets
from bot.storage.deadlines import Kept
from bot.usecases import lifecycle
from bot.usecases.unit_of_work import UnitOfWork


def shown(uow: UnitOfWork, kept: Kept, lang: Lang, before: dt.date | None = None) -> KeptDay:
    """A kept last day for one reader; a limit that is no longer stated is named by its entry's id."""
    stated = answers.limits(uow.knowledge, kept.entry, lang)
    same = [each for each in stated[kept.number - 1 : kept.number] if each.limit == kept.limit]
    return KeptDay(
        act=same[0].act if same else kept.entry,
        last=kept.last.isoformat(),
        left=(kept.last - uow.today).days,
        number=kept.ticket,
        before=before.isoformat() if before else "",
    )


async def wind(uow: UnitOfWork, kept: Kept) -> None:
    """Let the next reminder ring at its time, and nothing else; also after a change of the calendar."""
    rings = next_ring(kept.last, kept.told, uow.calendar) if kept.is_open else None
    if rings is None:
        await deadlines.settle(uow.tx, kept.id, uow.now)
    elif rings != await deadlines.due(uow.tx, kept.id):
        await deadlines.wind(uow.tx, kept.id, rings, uow.now)


async def ring(uow: UnitOfWork, deadline: int | None) -> None:
    """Remind of a last day: once for what was slept through, and not again for what was told already."""
    kept = await deadlines.find(uow.tx, deadline) if deadline is not None else None
    stage = stage_at(kept.last, uow.now, uow.calendar) if kept else None
    if kept is None or not kept.is_open:
        return
    if stage is not None and await deadlines.note_told(uow.tx, kept.id, stage):
        await _tell_owner(uow, kept, stage)
        await tell_lawyer(uow, kept, f"{_once(kept)}:{stage}")
        await press(uow, kept, near=stage <= URGENT_DAYS)
    await _wind_again(uow, kept)


async def _wind_again(uow: UnitOfWork, kept: Kept) -> None:
    """Wind the next one; the alarm that rings just now is done, whoever rang it."""
    fresh = await deadlines.find(uow.tx, kept.id)
    assert fresh is not None
    await deadlines.settle(uow.tx, kept.id, uow.now)
    await wind(uow, fresh)


async def press(uow: UnitOfWork, kept: Kept, *, near: bool = False) -> None:
    """Make the ticket of a near last day urgent; the admins are told the day, and nothing of what it is about."""
    ticket = await tickets.find(uow.tx, kept.ticket) if kept.ticket is not None else None
    if ticket is None or not ticket.is_open or ticket.urgent:
        return
    if near or is_pressing(kept.last, uow.today):
        await lifecycle.mark_urgent(uow, ticket, "deadline")
        await _warn_admins(uow, ticket, kept)


async def _warn_admins(uow: UnitOfWork, ticket: Ticket, kept: Kept) -> None:
    """Tell the admins that a ticket is urgent for its last day."""
    view = KeptDay("", kept.last.isoformat(), (kept.last - uow.today).days, ticket.id)
    for admin in await roster.with_role(uow.tx, Role.ADMIN):
        once = f"pressing:{ticket.id}:{kept.last}:{admin.id}"
        await uow.tell(Notice(admin.id, Shown("kept.admin", view), admin.lang, once=once))


async def tell_lawyer(uow: UnitOfWork, kept: Kept, once: str) -> None:
    """Tell whoever holds the ticket, and nobody else."""
    ticket = await tickets.find(uow.tx, kept.ticket) if kept.ticket is not None else None
    if ticket is None or not ticket.is_held or ticket.lawyer is None:
        return
    lawyer = await people.find(uow.tx, ticket.lawyer)
    if lawyer is not None:
        rows: Rows = ((button("button.details", ShowDetails(ticket.id)),),)
        content = Shown("kept.lawyer", shown(uow, kept, lawyer.lang), rows)
        await uow.tell(Notice(lawyer.id, content, lawyer.lang, ticket=ticket.id, once=f"{once}:lawyer"))


async def reckon_anew(uow: UnitOfWork) -> int:
    """Reckon every kept last day again, as when the holidays of a year were announced; how many moved."""
    moved = 0
    for kept in await deadlines.all_open(uow.tx):
        last = reckon(kept.trigger, kept.limit, uow.calendar).last
        if last != kept.last:
            await _move(uow, kept, last)
            moved += 1
        else:
            await wind(uow, kept)
    return moved


async def _move(uow: UnitOfWork, before: Kept, last: dt.date) -> None:
    await deadlines.move(uow.tx, before.id, last)
    kept = await deadlines.find(uow.tx, before.id)
    owner = await people.find(uow.tx, before.person)
    assert kept is not None
    assert owner is not None
    content = Shown("kept.moved", shown(uow, kept, owner.lang, before.last), buttons(kept))
    await uow.tell(Notice(owner.id, content, owner.lang))
    await press(uow, kept)
    await wind(uow, kept)


async def _tell_owner(uow: UnitOfWork, kept: Kept, stage: int) -> None:
    owner = await people.find(uow.tx, kept.person)
    assert owner is not None
    content = Shown("kept.owner", shown(uow, kept, owner.lang), buttons(kept))
    await uow.tell(Notice(owner.id, content, owner.lang, once=f"{_once(kept)}:{stage}"))


def buttons(kept: Kept) -> Rows:
    """The answers to a reminder."""
    return ((button("button.filed", Filed(kept.id)), button("button.still_open", StillOpen(kept.id))),)


def _once(kept: Kept) -> str:
    """The same for all reminders of a last day, and another one once it is kept anew."""
    return f"deadline:{kept.id}:{kept.kept_at:%Y%m%d%H%M%S}"
