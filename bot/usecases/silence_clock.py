"""How long an owner may stay silent after a lawyer's words: two warnings, then the ticket ends (`tickets.*` in config.yaml).

The days count from the lawyer's last words; after a warning the distance to the next step counts from that warning, so
that nobody is warned twice at once by a butler that was asleep.
"""

import datetime as dt
from collections.abc import Sequence

from bot.domain.ticket import Ticket
from bot.storage import alarms
from bot.storage.alarms import AlarmKind
from bot.usecases.unit_of_work import UnitOfWork


async def begin(uow: UnitOfWork, ticket: Ticket) -> None:
    """Wind the first step for a ticket whose lawyer has just spoken; never, if nothing is to end by itself."""
    if uow.policy.close_after_silent_days:
        await wind(uow, ticket, 0, uow.now)


async def wind(uow: UnitOfWork, ticket: Ticket, step: int, since: dt.datetime) -> dt.datetime:
    """Let the step after `step` warnings ring; when that is."""
    rings = due(uow, step, since)
    await alarms.wind(uow.tx, AlarmKind.SILENCE, ticket.id, rings, uow.now)
    return rings


def due(uow: UnitOfWork, step: int, since: dt.datetime) -> dt.datetime:
    """When a step is due whose distance counts from an instant."""
    return uow.calendar.add_working_days(since, distances(uow.policy.close_after_silent_days)[step])


def end(uow: UnitOfWork, step: int, since: dt.datetime) -> dt.datetime:
    """When a ticket ends of which this step is the next, counted from an instant."""
    return uow.calendar.add_working_days(since, sum(distances(uow.policy.close_after_silent_days)[step:]))


def distances(days: Sequence[int]) -> list[int]:
    """The days from each step to the next: 7, 10, 14 are 7, 3 and 4 apart."""
    return [day - before for before, day in zip([0, *days], days, strict=False)]
