"""What owners see of their tickets: the question, how it stands and who has it, what happens next, and the buttons."""

import datetime as dt
from collections.abc import Mapping

from bot.domain.actions import TalkIn
from bot.domain.outgoing import Button, Rows, button
from bot.domain.own_ticket_actions import AskWithdrawal, Remind, Settle, ViewTicket
from bot.domain.page import paged
from bot.domain.people import Person
from bot.domain.ticket import CloseReason, State, Ticket
from bot.domain.views import OwnTicket, OwnTickets
from bot.storage import alarms as alarm_rows
from bot.storage import people, tickets
from bot.storage.alarms import Alarm, AlarmKind
from bot.usecases import aims, alarms, conversations, pages, views
from bot.usecases.unit_of_work import UnitOfWork

LONGEST_SUBJECT = 24
"""Characters of a question that stand for it in a list."""
MOST_WITH_BUTTONS = 2
"""Open tickets of which a page shows all buttons; of more it shows one each, which leads to the others."""

NEXT: Mapping[State, str] = {
    State.WAITING: "next.waiting",
    State.TAKEN: "next.taken",
    State.ANSWERED: "next.answered",
    State.CLOSED: "next.closed",
}
"""What happens next in each state."""


async def tickets_of(uow: UnitOfWork, owner: Person, wanted: int = 1) -> tuple[OwnTickets, Rows]:
    """A page of the tickets that somebody asks in, the newest first, with the buttons of those that are open."""
    found = await tickets.seen_by(uow.tx, owner)
    page = paged(wanted, len(found))
    own = page.cut(found)
    lines = [await _line(uow, each, LONGEST_SUBJECT, owner) for each in own]
    still_open = [each for each in own if each.is_open]
    closed = tuple(_view(each) for each in own if not each.is_open)
    if len(still_open) > MOST_WITH_BUTTONS:
        rows: Rows = tuple((_view(each),) for each in still_open)
    else:
        rows = tuple(row for each in still_open for row in rows_of(each, write=True))
    return OwnTickets(tuple(lines), page), (*rows, *pages.in_rows(closed))


def _view(own: Ticket) -> Button:
    return button("button.view", ViewTicket(own.id), number=own.id)


async def ticket(uow: UnitOfWork, own: Ticket, reader: Person) -> OwnTicket:
    """One ticket for whoever asks in it, with the beginning of what was asked."""
    return await _line(uow, own, views.LONGEST_EXCERPT, reader)


def rows_of(own: Ticket, *, write: bool = False) -> Rows:
    """The buttons under an owner's ticket, by what may be done with it now; with `write` also the one to go on."""
    if not own.is_open:
        return closed_rows(own)
    writing = (button("button.write_to", TalkIn(own.id), number=own.id),) if write else ()
    reminding = (button("button.remind", Remind(own.id), number=own.id),)
    settling = (button("button.settle", Settle(own.id), number=own.id),) if own.is_held else ()
    leaving = (button("button.withdraw", AskWithdrawal(own.id), number=own.id),)
    return ((*writing, *reminding), (*settling, *leaving))


def closed_rows(own: Ticket) -> Rows:
    """The buttons under a closed ticket: its conversation can be kept."""
    return ((conversations.save_button(own),),)


async def answer_due(uow: UnitOfWork, own: Ticket) -> str:
    """By when an answer to an open ticket is to be expected."""
    running = await alarm_rows.running(uow.tx, own.id)
    named = [_aim(uow, own, each) for each in running if each.kind == AlarmKind.ANSWER]
    ahead = [each for each in named if each > uow.now]
    due = ahead[0] if ahead else alarms.due(uow, AlarmKind.ANSWER, uow.now, urgent=own.urgent)
    return aims.aim(uow, due, own.lang)


def _aim(uow: UnitOfWork, own: Ticket, alarm: Alarm) -> dt.datetime:
    """The time that its owner was told: of a ladder that has begun, its last step."""
    if alarm.step == 0:
        return alarm.due_at
    last = len(alarms.STEPS) - 1
    return alarms.due(uow, AlarmKind.ANSWER, alarm.set_at, urgent=own.urgent, step=last)


async def _line(uow: UnitOfWork, own: Ticket, most: int, reader: Person) -> OwnTicket:
    asked = " ".join((await views.background(uow, own)).asked.split())
    holder = await people.find(uow.tx, own.lawyer) if own.lawyer else None
    step, due = await _next(uow, own)
    return OwnTicket(
        number=own.id,
        subject=asked if len(asked) <= most else asked[:most] + "…",
        state=f"state.{own.state.value}",
        since=views.local_time(uow, own.closed_at or own.taken_at or own.opened_at),
        name=(holder.name or "") if holder else "",
        next=step,
        due=due,
        urgent=own.urgent,
        last_day=await views.last_day(uow, own) if own.owner == reader.id else "",
        by=await _opener(uow, own, reader),
        shared=own.shared_at is not None and own.owner == reader.id,
    )


async def _opener(uow: UnitOfWork, own: Ticket, reader: Person) -> str:
    owner = await people.find(uow.tx, own.owner) if own.owner != reader.id else None
    return (owner.name or str(owner.id)) if owner else ""


async def _next(uow: UnitOfWork, own: Ticket) -> tuple[str, str]:
    """What happens next, and by when."""
    if own.snoozed_until is not None and own.snoozed_until > uow.now:
        return "next.snoozed", views.local_time(uow, own.snoozed_until)
    if own.state in (State.WAITING, State.TAKEN):
        return NEXT[own.state], await answer_due(uow, own)
    if own.closed_at is None:
        return NEXT[own.state], ""
    within = dt.timedelta(days=uow.policy.reopen_within_days)
    if own.close_reason == CloseReason.WITHDRAWN or not own.may_be_reopened(uow.now, within):
        return "", ""
    return NEXT[own.state], views.local_time(uow, own.closed_at + within)
