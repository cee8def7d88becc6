"""Limits that come before the work: how fast somebody may write, and how many tickets an owner may have open.

Nobody in danger is turned away by them: words of danger are heard beyond any limit, and join an emergency that is open.
"""

import datetime as dt

from bot.domain.identity import Caller
from bot.domain.outgoing import Rows, button
from bot.domain.own_ticket_actions import AddToTicket
from bot.domain.ticket import Ticket
from bot.storage import tickets
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

MOST_SAID = 20
"""Messages and edits of one person within WINDOW that are thought about; a person types slower than that."""
WINDOW = dt.timedelta(minutes=1)
MOST_NAMED = 6
"""Open tickets that are named, and offered for what does not become one more."""


def is_too_fast(caller: Caller) -> bool:
    """Whether an owner writes faster than a person types."""
    return caller.said_lately >= MOST_SAID and not caller.person.is_lawyer


async def tell_too_fast(uow: UnitOfWork, caller: Caller) -> None:
    """Tell somebody who writes too fast what is not dealt with; once a minute."""
    minute = uow.now.strftime("%Y%m%d%H%M")
    await uow.tell(say(caller.person, "ask.too_fast", once=f"too-fast:{caller.person.id}:{minute}"))


async def has_too_many(uow: UnitOfWork, caller: Caller, question: int = 0) -> bool:
    """Whether an owner has so many open tickets that there is no further one; they are told which, and the ways to go on.

    `question` is what would have become a ticket: one tap puts it into one that is open.
    """
    own = await tickets.open_of_owner(uow.tx, caller.person.id)
    most = uow.policy.most_open_per_owner
    if len(own) < most:
        return False
    latest = own[-MOST_NAMED:]
    numbers = " ".join(f"#{each.id}" for each in latest)
    rows = _rows(latest, question) if question else ()
    key = "ticket.too_many" if question else "draft.too_many"
    await uow.tell(say(caller.person, key, rows, numbers=numbers, count=len(own), most=most))
    return True


def _rows(own: list[Ticket], question: int) -> Rows:
    return tuple((button("button.add_to", AddToTicket(each.id, question), number=each.id),) for each in own)
