"""An owner says nothing more after the lawyer's words: they are asked whether anything is left, then the ticket ends."""

import datetime as dt

from bot.domain.actions import TalkIn
from bot.domain.outgoing import Rows, button
from bot.domain.own_ticket_actions import Rate, Settle
from bot.domain.ticket import Act, Ticket
from bot.domain.ticket_work_actions import Reopen
from bot.storage import people, thread, tickets
from bot.storage.thread import Audience
from bot.usecases import lifecycle, owner_views, silence_clock, views
from bot.usecases.messages import about
from bot.usecases.participants import tell_askers
from bot.usecases.unit_of_work import UnitOfWork

WARNED = "warn_silent"
"""The event of a warning."""


async def ring(uow: UnitOfWork, ticket: Ticket) -> None:
    """Take the next step, if it is due since the last words: each once, and never two at once."""
    days = uow.policy.close_after_silent_days
    if not days:
        return
    since, warned = await _standing(uow, ticket)
    step = min(warned, len(days) - 1)
    if silence_clock.due(uow, step, since) > uow.now:  # somebody spoke meanwhile, or was asked later
        await silence_clock.wind(uow, ticket, step, since)
    elif step == len(days) - 1:
        await _end(uow, ticket)
    else:
        await _warn(uow, ticket, step)


async def _standing(uow: UnitOfWork, ticket: Ticket) -> tuple[dt.datetime, int]:
    """From when the next step counts: the last words, or what came after; and how many warnings there were since."""
    said = await thread.of_ticket(uow.tx, ticket.id, Audience.ALL)
    spoken = max([each.at for each in said], default=ticket.opened_at)
    warnings = [at for at in await tickets.times_of(uow.tx, ticket.id, WARNED) if at > spoken]
    woken = await tickets.times_of(uow.tx, ticket.id, Act.WAKE)
    taken = [ticket.taken_at] if ticket.taken_at else []
    return max([spoken, *warnings, *woken, *taken]), len(warnings)


async def _warn(uow: UnitOfWork, ticket: Ticket, step: int) -> None:
    await tickets.note_event(uow.tx, ticket, WARNED, uow.now)
    await silence_clock.wind(uow, ticket, step + 1, uow.now)
    ends = views.local_time(uow, silence_clock.end(uow, step + 1, uow.now))
    is_last = step + 2 == len(uow.policy.close_after_silent_days)
    rows = (
        (
            button("button.write_to", TalkIn(ticket.id), number=ticket.id),
            button("button.settle", Settle(ticket.id), number=ticket.id),
        ),
    )
    key = "silence.last" if is_last else "silence.first"
    await tell_askers(uow, ticket, key, rows, due=ends)


async def _end(uow: UnitOfWork, ticket: Ticket) -> None:
    closed = await lifecycle.expire(uow, ticket)
    if closed is None:
        return
    rated = (button("button.helped", Rate(closed.id, 1)), button("button.not_helped", Rate(closed.id, 0)))
    rows: Rows = (rated, *owner_views.closed_rows(closed))
    days = uow.policy.reopen_within_days
    await tell_askers(uow, closed, "silence.closed_owner", rows, days=days)
    lawyer = await people.find(uow.tx, closed.lawyer) if closed.lawyer else None
    if lawyer is not None and lawyer.is_lawyer:
        again = ((button("button.reopen", Reopen(closed.id)),),)
        await uow.tell(about(closed, lawyer, "silence.closed_lawyer", again))
