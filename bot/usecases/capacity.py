"""When somebody can take what waits: an alarm that deals it out, of no ticket alone. There is one at most."""

import datetime as dt

from bot.domain.people import Lawyer
from bot.storage import alarms, tickets
from bot.storage.alarms import DeskAlarm
from bot.usecases.unit_of_work import UnitOfWork


async def expect(uow: UnitOfWork, left: list[Lawyer]) -> dt.datetime | None:
    """Nobody could be offered a ticket: what waits is dealt out when the next of those comes on duty who are left.

    When that is; None if nobody can say, or nobody is left.
    """
    coming = next_on_duty(uow, left)
    if coming is not None:
        await _wind(uow, coming)
    return coming


def is_closed(uow: UnitOfWork, coming: dt.datetime | None) -> bool:
    """Whether nobody is on duty only because the office is closed: somebody comes when it opens."""
    return coming is not None and uow.now < coming <= uow.calendar.next_opening(uow.now)


async def came_free(uow: UnitOfWork, lawyer: int) -> None:
    """A lawyer has a ticket less: if there were as many as may be, what waits is dealt out at the next tick."""
    load = len(await tickets.held_by(uow.tx, lawyer)) + len(await tickets.waiting_with(uow.tx, lawyer))
    if load == uow.policy.most_per_lawyer - 1 and await tickets.unoffered(uow.tx):
        await _wind(uow, uow.now)


def next_on_duty(uow: UnitOfWork, lawyers: list[Lawyer]) -> dt.datetime | None:
    """When the next of those comes who are not on duty now; None if nobody can say."""
    away = [each.duty.back_at(uow.now, uow.calendar) for each in lawyers if not each.on_duty]
    return min((back for back in away if back is not None), default=None)


async def _wind(uow: UnitOfWork, due_at: dt.datetime) -> None:
    """There is one alarm at most, and the earlier time holds: when it rings, the next is wound for what still waits."""
    before = await alarms.desk_due(uow.tx, DeskAlarm.DEAL, uow.now)
    if before is None or due_at < before:
        await alarms.settle_desk(uow.tx, DeskAlarm.DEAL, uow.now)
        await alarms.wind(uow.tx, DeskAlarm.DEAL, None, due_at, uow.now)
