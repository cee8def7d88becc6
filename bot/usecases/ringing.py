"""A due alarm: what rings for it. Who owes a word is `alarms`; what ends, wakes or reminds of something else is found from here."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.ticket import Ticket
from bot.storage import tickets
from bot.storage.alarms import DEADLINE, Alarm, AlarmKind, DeskAlarm, TicketAlarm
from bot.usecases import (
    alarms,
    deadline_reminders,
    holiday_notices,
    ladder,
    resolution,
    second_eyes,
    silence,
    snoozing,
)
from bot.usecases.unit_of_work import UnitOfWork

APART: Mapping[str, Callable[[UnitOfWork, Ticket], Awaitable[None]]] = {
    AlarmKind.SNOOZE: snoozing.over,
    AlarmKind.SILENCE: silence.ring,
    AlarmKind.RESOLVE: resolution.ring,
}
"""What rings by itself, and not for a word that a lawyer owes."""


async def ring(uow: UnitOfWork, alarm: Alarm) -> None:
    """Do what a due alarm is for; ValueError for a kind that this program does not know."""
    if alarm.kind == DEADLINE:
        await deadline_reminders.ring(uow, alarm.deadline)
    elif alarm.kind == DeskAlarm.NOTICE:
        await holiday_notices.go_on(uow)
    elif alarm.kind == AlarmKind.ANSWER:
        await ladder.climb(uow, alarm)
    elif alarm.kind == TicketAlarm.SECOND and alarm.ticket is not None:
        await _ring_for_second_eyes(uow, alarm.ticket)
    elif alarm.kind in APART and alarm.ticket is not None:
        await _ring_apart(uow, alarm.kind, alarm.ticket)
    else:
        await alarms.ring(uow, alarm)


async def reckon_anew(uow: UnitOfWork) -> int:
    """Reckon all that runs again, as when the calendar or the clock was put right; how much of it moved."""
    return await alarms.reckon_anew(uow) + await deadline_reminders.reckon_anew(uow)


async def _ring_for_second_eyes(uow: UnitOfWork, ticket_id: int) -> None:
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is not None:
        await second_eyes.ring(uow, ticket)


async def _ring_apart(uow: UnitOfWork, kind: str, ticket_id: int) -> None:
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is not None and kind in alarms.wanted(ticket):
        await APART[kind](uow, ticket)
