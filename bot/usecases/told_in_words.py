"""Facts that an owner types instead of tapping: the words become a message of the ticket, so that an edit follows them."""

import datetime as dt

from bot.domain.dialogue import AskingFact
from bot.domain.facts import Fact, Kind, State
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.spoken_dates import Reading, read
from bot.domain.ticket import Ticket
from bot.storage import facts, thread
from bot.usecases import intake, ticket_thread
from bot.usecases.messages import about
from bot.usecases.unit_of_work import UnitOfWork

LONG = 200
"""Characters of words that tell a story and no fact."""
QUICK = dt.timedelta(seconds=3)
"""Who types again so fast goes on with what they said before: nobody reads a question and answers it in that time."""
SKIPS = frozenset({"跳过", "跳過", "略过", "略過", "skip"})
"""Words that are typed for the button."""


async def hear(uow: UnitOfWork, caller: Caller, ticket: Ticket, message: IncomingMessage) -> bool:
    """Whether a message of an owner told the fact for which they were asked."""
    fact = await _asked_of(uow, caller, ticket)
    if fact is None or not await _may_tell(uow, ticket, message):
        return False
    reading = read(message.text, uow.said_on) if fact.asked.kind is Kind.DATE else Reading()
    if message.text.strip().lower() in SKIPS:
        await facts.settle(uow.tx, ticket.id, fact.number, State.SKIPPED, uow.now)
        await intake.go_on(uow, caller.person, ticket)
    elif reading.impossible is not None:
        rows, written = intake.rows_of(uow, ticket, fact), reading.impossible
        await uow.tell(about(ticket, caller.person, "fact.impossible", rows, written=written))
    else:
        await _keep(uow, caller, ticket, fact, message, reading.day)
    return True


async def _keep(
    uow: UnitOfWork, caller: Caller, ticket: Ticket, fact: Fact, message: IncomingMessage, day: dt.date | None
) -> None:
    """Keep typed words as what was told, with the day that they mean."""
    kept = await ticket_thread.from_owner(uow, caller, ticket, message, confirm=False)
    written_down = await thread.by_source(uow.tx, caller.address.id, message.message_id)
    if kept is None or written_down is None:
        return
    word, typed = day.isoformat() if day is not None else "", written_down.id
    await facts.settle(uow.tx, ticket.id, fact.number, State.TOLD, uow.now, word=word, message=typed)
    await intake.go_on(uow, caller.person, kept)


async def _asked_of(uow: UnitOfWork, caller: Caller, ticket: Ticket) -> Fact | None:
    """The fact for which somebody was asked last, if it still is."""
    step = caller.dialogue.step if caller.dialogue else None
    if step != AskingFact(ticket.id) or ticket.owner != caller.person.id or not intake.still_asks(ticket):
        return None
    return intake.next_of(await facts.of_ticket(uow.tx, ticket.id))


async def _may_tell(uow: UnitOfWork, ticket: Ticket, message: IncomingMessage) -> bool:
    """Whether a message may be a fact: short words of one's own, and no second line of what was said just before."""
    if message.kind != "text" or message.forwarded or len(message.text) > LONG:
        return False
    typed = await facts.typed_at(uow.tx, ticket.id)
    return typed is None or abs(uow.now - typed) >= QUICK
