"""Within which working time a ticket is to be closed (`alarms.resolve_after_working_hours`): when the next step is due."""

import datetime as dt

from bot.domain.resolution import OVERDUE, STEPS, Event, Turn, reached, since_opened, turns
from bot.domain.ticket import Ticket
from bot.storage import alarms, tickets
from bot.storage.alarms import AlarmKind
from bot.usecases.unit_of_work import UnitOfWork


async def begin(uow: UnitOfWork, ticket: Ticket) -> None:
    """Wind the step that was not taken yet since the ticket was opened; none when all were."""
    events = await _events(uow, ticket)
    step = taken(events)
    if step < len(STEPS):
        await wind(uow, ticket, step, uow.now)


async def wind(uow: UnitOfWork, ticket: Ticket, step: int, since: dt.datetime) -> None:
    """Let a step ring."""
    rings = await due(uow, ticket, step, since)
    await alarms.wind(uow.tx, AlarmKind.RESOLVE, ticket.id, rings, since, step=step)


async def due(uow: UnitOfWork, ticket: Ticket, step: int, since: dt.datetime) -> dt.datetime:
    """When a step is due; what a clock that ran ahead noted later than `since` counts from then."""
    events = await _events(uow, ticket)
    found = [Turn(min(each.at, since), each.is_desks) for each in turns(events)]
    minutes = hours(uow, ticket) * 60 * STEPS[step]
    at = reached(found or [Turn(ticket.opened_at, is_desks=True)], minutes, uow.calendar)
    return at or uow.calendar.add_working_minutes(since, minutes)


async def steps_taken(uow: UnitOfWork, ticket: Ticket) -> int:
    """How many steps were taken since the ticket was opened, or opened again."""
    return taken(await _events(uow, ticket))


def taken(events: list[Event]) -> int:
    """How many of these are steps."""
    return sum(each.act == OVERDUE for each in events)


def hours(uow: UnitOfWork, ticket: Ticket) -> float:
    """The working hours within which a ticket is to be closed."""
    policy = uow.policy
    return policy.urgent_resolve_after_working_hours if ticket.urgent else policy.resolve_after_working_hours


async def _events(uow: UnitOfWork, ticket: Ticket) -> list[Event]:
    return list(since_opened(await tickets.history(uow.tx, ticket.id)))
