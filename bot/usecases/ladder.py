"""What follows, step by step, when a lawyer owes a word and the time is up that the desk aims at.

First the lawyer is reminded, and the owner hears an apology with a new time; then the next lawyer is asked; at the new time the
admins are told. Each step is taken once. What was slept through is made up for together: nobody hears two messages for it.
"""

from bot.domain.outgoing import Rows, button
from bot.domain.people import Person
from bot.domain.ticket import State, Ticket
from bot.domain.ticket_work_actions import ShowDetails, Take
from bot.storage import alarms as alarm_rows
from bot.storage import people, roster, seats, tickets
from bot.storage.alarms import Alarm, AlarmKind
from bot.usecases import aims, alarms, assignment, lifecycle, views
from bot.usecases.messages import about, tell_admins
from bot.usecases.participants import tell_askers
from bot.usecases.unit_of_work import UnitOfWork

REMIND, NEXT, ADMINS = range(len(alarms.STEPS))
"""The steps, in their order."""


async def climb(uow: UnitOfWork, alarm: Alarm) -> None:
    """Take the steps whose time has come, and wind the alarm for the one after them."""
    ticket = await tickets.find(uow.tx, alarm.ticket) if alarm.ticket is not None else None
    if ticket is None or AlarmKind.ANSWER not in alarms.wanted(ticket):
        return
    reached = max(
        step
        for step in range(alarm.step, ADMINS + 1)
        if step == alarm.step or _is_due(uow, alarm, ticket, step)
    )
    steps = range(alarm.step, reached + 1)
    await _tell_owner(uow, alarm, ticket, steps)
    if NEXT in steps:
        ticket = await _ask_next(uow, ticket)
    if REMIND in steps:  # whoever has just lost it is told that instead
        await _remind(uow, ticket)
    if ADMINS in steps:
        since = views.local_time(uow, ticket.opened_at)
        await tell_admins(uow, "alarm.answer", number=ticket.id, since=since)
    else:
        await _wind(uow, alarm, ticket, reached + 1)


def _is_due(uow: UnitOfWork, alarm: Alarm, ticket: Ticket, step: int) -> bool:
    return alarms.due(uow, AlarmKind.ANSWER, alarm.set_at, urgent=ticket.urgent, step=step) <= uow.now


async def _wind(uow: UnitOfWork, alarm: Alarm, ticket: Ticket, step: int) -> None:
    """The next step counts from the beginning of the same ladder."""
    rings = alarms.due(uow, AlarmKind.ANSWER, alarm.set_at, urgent=ticket.urgent, step=step)
    await alarm_rows.wind(uow.tx, AlarmKind.ANSWER, ticket.id, rings, alarm.set_at, step=step)


async def _tell_owner(uow: UnitOfWork, alarm: Alarm, ticket: Ticket, steps: range) -> None:
    """One apology for each time that was named and has passed; the second names no third."""
    if ADMINS in steps:
        await tell_askers(uow, ticket, "alarm.answer_owner_again")
    elif REMIND in steps:
        new = alarms.due(uow, AlarmKind.ANSWER, alarm.set_at, urgent=ticket.urgent, step=ADMINS)
        due = aims.aim(uow, new, ticket.lang)
        await tell_askers(uow, ticket, "alarm.answer_owner", due=due)


async def _remind(uow: UnitOfWork, ticket: Ticket) -> None:
    lawyer = await _holder(uow, ticket)
    if lawyer is not None:
        rows = ((button("button.details", ShowDetails(ticket.id)),),)
        await uow.tell(about(ticket, lawyer, "alarm.answer_lawyer", rows))


async def _ask_next(uow: UnitOfWork, ticket: Ticket) -> Ticket:
    """Offer it to the next lawyer; one that is taken only where its lawyer has not said a word and somebody else is there."""
    if ticket.state is State.WAITING:
        if not ticket.emergency:  # of that, everybody is called
            await assignment.offer_next(uow, ticket, tell=False)
        return ticket
    lawyer = await _holder(uow, ticket)
    if lawyer is None or ticket.answered_at is not None or not await _is_somebody_else(uow, ticket):
        return ticket
    free = await lifecycle.give_on(uow, ticket, "late")
    if free is None:
        return ticket
    rows: Rows = ((button("button.take", Take(ticket.id)),),)
    await uow.tell(about(free, lawyer, "alarm.given_on", rows))
    await assignment.offer_next(uow, free)
    return free


async def _is_somebody_else(uow: UnitOfWork, ticket: Ticket) -> bool:
    """Whether another lawyer is on duty who may see it."""
    out = {ticket.lawyer, *ticket.conflicted, *await seats.beside(uow.tx, ticket)}
    return any(
        each.on_duty and each.id not in out for each in await roster.lawyers(uow.tx, uow.now, uow.calendar)
    )


async def _holder(uow: UnitOfWork, ticket: Ticket) -> Person | None:
    return await people.find(uow.tx, ticket.lawyer) if ticket.lawyer is not None else None
