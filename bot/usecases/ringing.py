"""A due alarm: what rings for it. Who owes a word is `alarms`; what ends or wakes something else is found from here."""

from bot.storage.alarms import DEADLINE, Alarm, AlarmKind
from bot.usecases import alarms, deadline_reminders, ladder
from bot.usecases.unit_of_work import UnitOfWork


async def ring(uow: UnitOfWork, alarm: Alarm) -> None:
    """Do what a due alarm is for; ValueError for a kind that this program does not know."""
    if alarm.kind == DEADLINE:
        await deadline_reminders.ring(uow, alarm.deadline)
    elif alarm.kind == AlarmKind.ANSWER:
        await ladder.climb(uow, alarm)
    else:
        await alarms.ring(uow, alarm)


async def reckon_anew(uow: UnitOfWork) -> int:
    """Reckon all that runs again, as when the calendar or the clock was put right; how much of it moved."""
    return await alarms.reckon_anew(uow) + await deadline_reminders.reckon_anew(uow)
