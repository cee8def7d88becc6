"""What follows when a ticket is not closed in time: its lawyer is reminded, then the admins are told, each once."""

from bot.domain.desk_actions import ShowGist
from bot.domain.outgoing import button
from bot.domain.resolution import OVERDUE, STEPS
from bot.domain.ticket import Ticket
from bot.domain.ticket_work_actions import ShowDetails
from bot.storage import people, tickets
from bot.usecases import resolution_clock, views
from bot.usecases.messages import about, tell_admins
from bot.usecases.unit_of_work import UnitOfWork

REMIND, ADMINS = range(len(STEPS))
"""The steps, in their order."""


async def ring(uow: UnitOfWork, ticket: Ticket) -> None:
    """Take the steps whose time has come, and wind the alarm for the one after them."""
    for step in range(await resolution_clock.steps_taken(uow, ticket), len(STEPS)):
        if await resolution_clock.due(uow, ticket, step, uow.now) > uow.now:  # somebody spoke meanwhile
            await resolution_clock.wind(uow, ticket, step, uow.now)
            return
        await tickets.note_event(uow.tx, ticket, OVERDUE, uow.now)
        await (_remind if step == REMIND else _tell_admins)(uow, ticket)


async def _remind(uow: UnitOfWork, ticket: Ticket) -> None:
    lawyer = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer is not None else None
    if lawyer is not None:
        rows = ((button("button.details", ShowDetails(ticket.id)),),)
        hours = f"{resolution_clock.hours(uow, ticket):g}"
        await uow.tell(about(ticket, lawyer, "resolve.lawyer", rows, hours=hours))


async def _tell_admins(uow: UnitOfWork, ticket: Ticket) -> None:
    rows = ((button("button.number", ShowGist(ticket.id), number=ticket.id),),)
    hours = f"{resolution_clock.hours(uow, ticket):g}"
    since = views.local_time(uow, ticket.opened_at)
    await tell_admins(uow, "resolve.admin", rows, number=ticket.id, since=since, hours=hours)
