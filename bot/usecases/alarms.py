"""Timers: which run while a ticket waits for somebody, and what happens when they ring.

Alarms hang on whose turn it is. While a ticket waits, somebody has to take it and owes its owner an answer; while it
is taken, its lawyer owes the next word; once that is spoken, nobody owes anything until the owner writes again.

All of this counts in working time. An emergency counts in real minutes, day and night, until somebody takes it.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

from bot.domain.actions import RetryAlarm
from bot.domain.conflict import Side
from bot.domain.outgoing import button
from bot.domain.ticket import State, Ticket
from bot.storage import alarms, tickets
from bot.storage.alarms import Alarm, AlarmKind, DeskAlarm
from bot.usecases import assignment, resolution_clock, silence_clock, views
from bot.usecases.call_out import call_out, is_dealt_with, tell_if_unheard
from bot.usecases.messages import about, tell_admins
from bot.usecases.unit_of_work import UnitOfWork

RUNNING: Mapping[State, tuple[AlarmKind, ...]] = {
    State.WAITING: (AlarmKind.EMERGENCY, AlarmKind.TAKE, AlarmKind.ANSWER, AlarmKind.RESOLVE),
    State.TAKEN: (AlarmKind.EMERGENCY, AlarmKind.ANSWER, AlarmKind.RESOLVE, AlarmKind.SNOOZE),
    State.ANSWERED: (AlarmKind.SILENCE, AlarmKind.SNOOZE),
    State.CLOSED: (),
}
"""The alarms that may run in each state."""
SIDE_UNTOLD = {True: "side.gone_on", False: "side.gone_on_nobody"}
FACTS_UNTOLD = {True: "fact.gone_on", False: "fact.gone_on_nobody"}
"""What is said of a ticket whose owner did not tell something in time, by whether it could be offered."""
STEPS = (1.0, 1.5, 2.0)
"""When the steps of the ladder come, in lengths of the time within which an answer is aimed at (`bot.usecases.ladder`)."""


def wanted(ticket: Ticket) -> tuple[AlarmKind, ...]:
    """The alarms that run for a ticket: an emergency that nobody has taken is called out, not merely offered on.

    While a ticket is put off, nothing else runs. What rings for SNOOZE and SILENCE stands in `bot.usecases.ringing`.
    """
    if ticket.snoozed_until is not None:
        return (AlarmKind.SNOOZE,)
    is_called = ticket.emergency and (ticket.state is State.WAITING or _came_later(ticket))
    other = AlarmKind.TAKE if is_called else AlarmKind.EMERGENCY
    return tuple(kind for kind in RUNNING[ticket.state] if kind not in (other, AlarmKind.SNOOZE))


def _came_later(ticket: Ticket) -> bool:
    """Whether the emergency came up after its lawyer took a ticket."""
    return bool(ticket.emergency_at and ticket.taken_at and ticket.emergency_at > ticket.taken_at)


async def begin(uow: UnitOfWork, ticket: Ticket) -> None:
    """Wind the alarms of a new ticket."""
    for kind in wanted(ticket):
        await _wind(uow, kind, ticket)


async def follow(uow: UnitOfWork, ticket: Ticket) -> None:
    """Let the alarms of a ticket be those of its state; one that runs on keeps its time, nobody is put off by it."""
    running = {alarm.kind for alarm in await alarms.running(uow.tx, ticket.id)}
    for kind in AlarmKind:
        runs = kind in wanted(ticket)
        if runs and kind not in running:
            await _wind(uow, kind, ticket)
        elif not runs and kind in running:
            await alarms.settle(uow.tx, kind, ticket.id, uow.now)


async def call_again(uow: UnitOfWork, ticket: Ticket) -> None:
    """Something new happened in an emergency: its minutes are counted from now."""
    await alarms.settle(uow.tx, AlarmKind.EMERGENCY, ticket.id, uow.now)
    await follow(uow, ticket)


def due(
    uow: UnitOfWork, kind: AlarmKind, since: dt.datetime, *, urgent: bool = False, step: int = 0
) -> dt.datetime:
    """When an alarm of this kind rings that was wound at an instant, by working time (see `Policy`)."""
    if kind is AlarmKind.TAKE:
        return uow.calendar.add_working_minutes(since, uow.policy.take_after_working_minutes)
    hours = uow.policy.urgent_answer_after_working_hours if urgent else uow.policy.answer_after_working_hours
    return uow.calendar.add_working_minutes(since, hours * 60 * STEPS[step])


async def hasten(uow: UnitOfWork, ticket: Ticket) -> None:
    """A ticket has become urgent: it is to be closed in the shorter time, an answer is aimed at in its own from now on, if that is sooner."""
    for alarm in await alarms.running(uow.tx, ticket.id):
        if alarm.kind == AlarmKind.RESOLVE:
            sooner = await resolution_clock.due(uow, ticket, alarm.step, alarm.set_at)
            await alarms.move(uow.tx, alarm.id, alarm.set_at, sooner)
        soon = due(uow, AlarmKind.ANSWER, uow.now, urgent=True)
        if alarm.kind == AlarmKind.ANSWER and alarm.step == 0 and soon < alarm.due_at:
            await alarms.move(uow.tx, alarm.id, uow.now, soon)


def next_call(minutes: Sequence[int], since: dt.datetime, now: dt.datetime) -> dt.datetime:
    """When everybody is called again in an emergency: at the minutes of `Policy`, then at their last distance."""
    passed = max(now - since, dt.timedelta()) / dt.timedelta(minutes=1)
    coming = next((minute for minute in minutes if minute > passed), None)
    if coming is not None:
        return since + dt.timedelta(minutes=coming)
    *_, last = minutes
    distance = last - ([0, *minutes][-2])
    return since + dt.timedelta(minutes=last + distance * ((passed - last) // distance + 1))


async def reckon_anew(uow: UnitOfWork) -> int:
    """Reckon every running alarm again, as when the calendar or the clock was put right; how many moved.

    An alarm that was wound "in the future" by a clock that ran ahead counts from now; that is noted, so that the next
    reckoning does not put it off again.
    """
    moved = 0
    for alarm in await alarms.all_running(uow.tx):
        if alarm.kind in set(AlarmKind):
            since = min(alarm.set_at, uow.now)
            right = await _right(uow, alarm, since)
            if right != alarm.due_at:
                await alarms.move(uow.tx, alarm.id, since, right)
                moved += 1
    return moved


async def ring(uow: UnitOfWork, alarm: Alarm) -> None:
    """Do what a due alarm is for, but for an answer that is owed (`bot.usecases.ladder`); ValueError for an unknown kind."""
    if alarm.kind == DeskAlarm.DEAL:
        await assignment.deal_out_anew(uow)
        return
    kind = AlarmKind(alarm.kind)
    ticket = await tickets.find(uow.tx, alarm.ticket) if alarm.ticket is not None else None
    if ticket is None or kind not in wanted(ticket):
        return
    if kind is AlarmKind.TAKE:
        await _nobody_took(uow, ticket)
    elif kind is AlarmKind.EMERGENCY:
        await _nobody_came(uow, ticket)


async def tell_set_aside(uow: UnitOfWork, alarm: Alarm) -> None:
    """Tell the admins of an alarm that could not be rung, with a button that tries again."""
    rows = ((button("button.try_again", RetryAlarm(alarm.id)),),)
    await tell_admins(
        uow,
        "failure.alarm",
        rows,
        once=f"alarm-aside:{alarm.id}:{uow.now:%Y%m%d%H%M%S}",
        number=alarm.ticket or "–",
    )


async def _right(uow: UnitOfWork, alarm: Alarm, since: dt.datetime) -> dt.datetime:
    """When an alarm is to ring by the calendar of today; real minutes know no calendar."""
    if alarm.kind == AlarmKind.EMERGENCY:
        return since + (alarm.due_at - alarm.set_at)
    if alarm.kind in (AlarmKind.SNOOZE, AlarmKind.SILENCE):  # people were told this instant
        return alarm.due_at
    ticket = await tickets.find(uow.tx, alarm.ticket) if alarm.ticket is not None else None
    if alarm.kind == AlarmKind.RESOLVE and ticket is not None:
        return await resolution_clock.due(uow, ticket, alarm.step, since)
    urgent = ticket is not None and ticket.urgent
    return due(uow, AlarmKind(alarm.kind), since, urgent=urgent, step=alarm.step)


async def _wind(uow: UnitOfWork, kind: AlarmKind, ticket: Ticket) -> None:
    if kind is AlarmKind.SILENCE:
        await silence_clock.begin(uow, ticket)
        return
    if kind is AlarmKind.RESOLVE:
        await resolution_clock.begin(uow, ticket)
        return
    if kind is AlarmKind.SNOOZE:
        assert ticket.snoozed_until is not None
        rings = ticket.snoozed_until
    elif kind is AlarmKind.EMERGENCY:
        if ticket.is_held and await is_dealt_with(uow, ticket):
            return
        since = ticket.emergency_at or uow.now
        rings = next_call(uow.policy.urgent_after_minutes, since, uow.now)
    else:
        rings = due(uow, kind, uow.now, urgent=ticket.urgent)
    await alarms.wind(uow.tx, kind, ticket.id, rings, uow.now)


async def _nobody_came(uow: UnitOfWork, ticket: Ticket) -> None:
    """Call everybody again: those who were called, whoever has come on duty since, or who holds it, and the admins."""
    if ticket.is_held and await is_dealt_with(uow, ticket):
        return
    await tell_if_unheard(uow, ticket)
    await _wind(uow, AlarmKind.EMERGENCY, ticket)
    await call_out(uow, ticket, again=True)


async def _nobody_took(uow: UnitOfWork, ticket: Ticket) -> None:
    was_asking, gone_on = ticket.is_asking, SIDE_UNTOLD if ticket.side == Side.ASKED else FACTS_UNTOLD
    offered = await assignment.offer_next(uow, ticket)
    await _wind(uow, AlarmKind.TAKE, ticket)
    if was_asking:  # its owner did not say what they were asked for: it goes to the first lawyer only now
        await uow.tell(about(ticket, ticket.owner, gone_on[offered]))
    elif offered:  # that nobody is left, the admins have just been told
        await _tell_admins(uow, "alarm.take", ticket)


async def _tell_admins(uow: UnitOfWork, key: str, ticket: Ticket) -> None:
    await tell_admins(uow, key, number=ticket.id, since=views.local_time(uow, ticket.opened_at))
