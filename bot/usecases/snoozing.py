"""A lawyer puts a ticket off: its alarms stand still until then, and its owner is told honestly when.

Whatever the owner or the lawyer does with the ticket meanwhile wakes it (`bot.domain.ticket.moved`).
"""

import datetime as dt

from bot.domain.dialogue import AskingSnooze
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows, button
from bot.domain.people import Person
from bot.domain.spoken_dates import read
from bot.domain.ticket import Act, Ticket
from bot.domain.ticket_work_actions import AskSnooze, ShowDetails, Snooze, SnoozeUntilDay
from bot.storage import dialogues, people
from bot.usecases import lifecycle, views
from bot.usecases.at_hand import tell_denied, ticket_for
from bot.usecases.messages import about, say
from bot.usecases.participants import tell_askers
from bot.usecases.unit_of_work import UnitOfWork

HOURS = dt.timedelta(hours=2)
MORNING = dt.time(9)
FARTHEST = dt.timedelta(days=30)
"""Longer than that no owner should be put off with one tap."""
LONG = 40
"""Characters of a message that is no day."""


async def ask(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Ask until when a ticket is to be put off."""
    ticket = await ticket_for(uow, lawyer, ticket_id, Act.SNOOZE)
    if ticket is not None:
        rows: Rows = (
            (
                button("button.snooze_hours", Snooze(ticket.id, "hours")),
                button("button.snooze_morning", Snooze(ticket.id, "morning")),
            ),
            (button("button.snooze_day", SnoozeUntilDay(ticket.id)),),
        )
        await uow.tell(say(lawyer, "snooze.until", rows, number=ticket.id))


async def put_off(uow: UnitOfWork, lawyer: Person, ticket_id: int, word: str) -> None:
    """Put a ticket off for two hours, or until nine o'clock tomorrow."""
    if word not in ("hours", "morning"):
        await uow.tell(say(lawyer, "tap.unknown"))
        return
    tomorrow = uow.today + dt.timedelta(days=1)
    await _until(uow, lawyer, ticket_id, uow.now + HOURS if word == "hours" else _morning(uow, tomorrow))


async def ask_day(uow: UnitOfWork, caller: Caller, ticket_id: int) -> None:
    """Ask for the day, in words."""
    ticket = await ticket_for(uow, caller.person, ticket_id, Act.SNOOZE)
    if ticket is not None:
        await dialogues.begin(uow.tx, uow.account.id, caller.person.id, AskingSnooze(ticket.id), uow.now)
        await uow.tell(say(caller.person, "snooze.which_day", number=ticket.id))


async def hear(uow: UnitOfWork, caller: Caller, step: AskingSnooze, message: IncomingMessage) -> bool:
    """Whether a text was a day to come, or may have been meant as one; anything longer is left to be heard otherwise."""
    if len(message.text) > LONG:
        await dialogues.end(uow.tx, uow.account.id, caller.person.id)
        return False
    today, named = uow.today, read(message.text, uow.said_on).days
    coming = [day for day in named if today < day <= today + FARTHEST]
    if len(coming) != 1:
        await uow.tell(say(caller.person, "snooze.no_day", days=FARTHEST.days))
        return True
    await dialogues.end(uow.tx, uow.account.id, caller.person.id)
    await _until(uow, caller.person, step.ticket, _morning(uow, coming[0]))
    return True


async def over(uow: UnitOfWork, ticket: Ticket) -> None:
    """The instant has come: its lawyer is told, and owes the next word as before."""
    woken = await lifecycle.wake(uow, ticket)
    lawyer = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer else None
    if woken is not None and lawyer is not None:
        rows = (
            (button("button.details", ShowDetails(ticket.id)), button("button.snooze", AskSnooze(ticket.id))),
        )
        await uow.tell(about(woken, lawyer, "snooze.over", rows))


async def _until(uow: UnitOfWork, lawyer: Person, ticket_id: int, until: dt.datetime) -> None:
    ticket = await ticket_for(uow, lawyer, ticket_id, Act.SNOOZE)
    if ticket is None:
        return
    if ticket.snoozed_until == until:  # a second tap
        await uow.tell(say(lawyer, "snooze.done", number=ticket.id, until=views.local_time(uow, until)))
        return
    if await lifecycle.snooze(uow, ticket, lawyer, until) is None:
        await tell_denied(uow, lawyer, ticket_id, Act.SNOOZE)
        return
    when = views.local_time(uow, until)
    await uow.tell(say(lawyer, "snooze.done", number=ticket.id, until=when))
    await tell_askers(uow, ticket, "snooze.owner", name=lawyer.name or "", until=when)


def _morning(uow: UnitOfWork, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, MORNING, uow.calendar.timezone).astimezone(dt.UTC)
