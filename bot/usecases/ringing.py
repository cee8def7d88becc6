"""A due alarm: what rings for it. The ladder of who owes a word is `alarms`; what ends or wakes a ticket is here."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.ticket import Ticket
from bot.storage import tickets
from bot.storage.alarms import Alarm, AlarmKind
from bot.usecases import alarms, silence, snoozing
from bot.usecases.unit_of_work import UnitOfWork

APART: Mapping[str, Callable[[UnitOfWork, Ticket], Awaitable[None]]] = {
    AlarmKind.SNOOZE: snoozing.over,
    AlarmKind.SILENCE: silence.ring,
}
"""What rings by itself, and not for a word that a lawyer owes."""


async def ring(uow: UnitOfWork, alarm: Alarm) -> None:
    """Do what a due alarm is for; ValueError for a kind that this program does not know."""
    rings = APART.get(alarm.kind)
    if rings is None or alarm.ticket is None:
        await alarms.ring(uow, alarm)
        return
    ticket = await tickets.find(uow.tx, alarm.ticket)
    if ticket is not None and alarm.kind in alarms.wanted(ticket):
        await rings(uow, ticket)
