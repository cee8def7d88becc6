"""Time: when a ticket's alarms fall due, what happens when they ring, and how an instant is told to a person."""

import datetime as dt

from bot.desk import Desk
from bot.domain.people import Role
from bot.domain.ticket import State, Ticket
from bot.storage import people, tickets
from bot.usecases import offering
from bot.usecases.saying import button, say


async def wind(desk: Desk, ticket: Ticket) -> dt.datetime:
    """Set the alarms of a ticket that has begun to wait; the instant by which a lawyer should have answered."""
    minutes = desk.policy.take_after_working_minutes
    await tickets.settle_alarms(desk.tx, ticket.id, "take", desk.now)
    await tickets.set_alarm(desk.tx, ticket.id, "take", desk.calendar.add_working_minutes(desk.now, minutes))
    return await wind_answer(desk, ticket.id)


async def wind_answer(desk: Desk, ticket: int) -> dt.datetime:
    """Set the alarm for the answer alone, as when the owner says that it did not help."""
    due = desk.calendar.add_working_minutes(desk.now, desk.policy.answer_after_working_hours * 60)
    await tickets.settle_alarms(desk.tx, ticket, "answer", desk.now)
    await tickets.set_alarm(desk.tx, ticket, "answer", due)
    return due


async def tick(desk: Desk) -> int:
    """Ring every alarm that is due; how many rang."""
    due = await tickets.ring(desk.tx, desk.now)
    for alarm in due:
        ticket = await tickets.find(desk.tx, alarm.ticket)
        if ticket is None or not ticket.is_open:
            continue
        if alarm.kind == "take":
            await _nobody_took(desk, ticket)
        else:
            await _nobody_answered(desk, ticket)
    return len(due)


def local_time(desk: Desk, instant: dt.datetime) -> str:
    """An instant as people of the office read it: `11-24 16:40`, in the office's time zone."""
    return instant.astimezone(desk.calendar.timezone).strftime("%m-%d %H:%M")


async def _nobody_took(desk: Desk, ticket: Ticket) -> None:
    if ticket.state is not State.WAITING:
        return
    offered = await offering.offer_next(desk, ticket)
    again = desk.calendar.add_working_minutes(desk.now, desk.policy.take_after_working_minutes)
    await tickets.set_alarm(desk.tx, ticket.id, "take", again)
    if offered:  # that nobody is left, the admins have just been told
        await _tell_admins(desk, "alarm.take", ticket)


async def _nobody_answered(desk: Desk, ticket: Ticket) -> None:
    """Remind the lawyer and the admins again and again; the owner hears an apology once a day."""
    if ticket.answered_at is not None:
        return
    await wind_answer(desk, ticket.id)
    if ticket.lawyer is not None and ticket.state is State.TAKEN:
        lawyer = await people.find(desk.tx, ticket.lawyer)
        if lawyer is not None:
            rows = [[button("button.details", "details", ticket.id)]]
            await desk.tell(say(lawyer, "alarm.answer_lawyer", rows, ticket=ticket.id, number=ticket.id))
    once = f"late:{ticket.id}:{desk.now:%Y%m%d}"
    await desk.tell(
        say(
            ticket.owner,
            "alarm.answer_owner",
            lang=ticket.lang,
            ticket=ticket.id,
            number=ticket.id,
            once=once,
        )
    )
    await _tell_admins(desk, "alarm.answer", ticket)


async def _tell_admins(desk: Desk, key: str, ticket: Ticket) -> None:
    for admin in await people.with_role(desk.tx, Role.ADMIN):
        await desk.tell(say(admin, key, number=ticket.id, since=local_time(desk, ticket.opened_at)))
