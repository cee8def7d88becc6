"""Time: when a ticket's alarms fall due, what happens when they ring, and how an instant is told to a person."""

import datetime as dt

from bot.domain.people import Role
from bot.domain.ticket import State, Ticket
from bot.storage import people, tickets
from bot.usecases import assignment
from bot.usecases.messages import button, say
from bot.usecases.unit_of_work import UnitOfWork


async def wind(uow: UnitOfWork, ticket: Ticket) -> dt.datetime:
    """Set the alarms of a ticket that has begun to wait; the instant by which a lawyer should have answered."""
    minutes = uow.policy.take_after_working_minutes
    await tickets.settle_alarms(uow.tx, ticket.id, "take", uow.now)
    await tickets.set_alarm(uow.tx, ticket.id, "take", uow.calendar.add_working_minutes(uow.now, minutes))
    return await wind_answer(uow, ticket.id)


async def wind_answer(uow: UnitOfWork, ticket: int) -> dt.datetime:
    """Set the alarm for the answer alone, as when the owner says that it did not help."""
    due = uow.calendar.add_working_minutes(uow.now, uow.policy.answer_after_working_hours * 60)
    await tickets.settle_alarms(uow.tx, ticket, "answer", uow.now)
    await tickets.set_alarm(uow.tx, ticket, "answer", due)
    return due


async def tick(uow: UnitOfWork) -> int:
    """Ring every alarm that is due; how many rang."""
    due = await tickets.ring(uow.tx, uow.now)
    for alarm in due:
        ticket = await tickets.find(uow.tx, alarm.ticket)
        if ticket is None or not ticket.is_open:
            continue
        if alarm.kind == "take":
            await _nobody_took(uow, ticket)
        else:
            await _nobody_answered(uow, ticket)
    return len(due)


def local_time(uow: UnitOfWork, instant: dt.datetime) -> str:
    """An instant as people of the office read it: `11-24 16:40`, in the office's time zone."""
    return instant.astimezone(uow.calendar.timezone).strftime("%m-%d %H:%M")


async def _nobody_took(uow: UnitOfWork, ticket: Ticket) -> None:
    if ticket.state is not State.WAITING:
        return
    offered = await assignment.offer_next(uow, ticket)
    again = uow.calendar.add_working_minutes(uow.now, uow.policy.take_after_working_minutes)
    await tickets.set_alarm(uow.tx, ticket.id, "take", again)
    if offered:  # that nobody is left, the admins have just been told
        await _tell_admins(uow, "alarm.take", ticket)


async def _nobody_answered(uow: UnitOfWork, ticket: Ticket) -> None:
    """Remind the lawyer and the admins again and again; the owner hears an apology once a day."""
    if ticket.answered_at is not None:
        return
    await wind_answer(uow, ticket.id)
    if ticket.lawyer is not None and ticket.state is State.TAKEN:
        lawyer = await people.find(uow.tx, ticket.lawyer)
        if lawyer is not None:
            rows = [[button("button.details", "details", ticket.id)]]
            await uow.tell(say(lawyer, "alarm.answer_lawyer", rows, ticket=ticket.id, number=ticket.id))
    once = f"late:{ticket.id}:{uow.now:%Y%m%d}"
    await uow.tell(
        say(
            ticket.owner,
            "alarm.answer_owner",
            lang=ticket.lang,
            ticket=ticket.id,
            number=ticket.id,
            once=once,
        )
    )
    await _tell_admins(uow, "alarm.answer", ticket)


async def _tell_admins(uow: UnitOfWork, key: str, ticket: Ticket) -> None:
    for admin in await people.with_role(uow.tx, Role.ADMIN):
        await uow.tell(say(admin, key, number=ticket.id, since=local_time(uow, ticket.opened_at)))
