"""A lawyer who leaves, or an admin for them, gives all that they hold to one colleague, or back into the queue.

Nothing changes hands unseen: each ticket waits again and is offered to the colleague, who sees its parties before its words,
as with any offer. What the colleague may not take, and what nobody takes in time, is offered on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.duty_actions import SetDuty
from bot.domain.hand_over_actions import AskHandOverAll, ChooseReceiver, HandOverAll
from bot.domain.outgoing import Button, Param, Rows, Sentence, button
from bot.domain.page import paged
from bot.domain.people import Lawyer, Person
from bot.domain.ticket import State, Ticket
from bot.storage import butlers, people, roster, seats, tickets
from bot.usecases import assignment, lifecycle, pages, ticket_work, views
from bot.usecases.call_out import call_out
from bot.usecases.conflicts import Screening
from bot.usecases.messages import rewrite, say, tell_admins
from bot.usecases.pages import FIRST, Place
from bot.usecases.unit_of_work import UnitOfWork

QUEUE = 0
"""In place of a colleague."""
HANDED = "hand_over_all"
"""The event of each ticket: who did it, and to whom it was to go."""
REASON = "handed"
"""Why the colleague was offered a ticket."""


@dataclass(frozen=True, slots=True)
class _Move:
    """All that one lawyer holds, and where it is to go."""

    lawyer: Person
    to: Lawyer | None
    held: Sequence[Ticket]


async def begin(uow: UnitOfWork, person: Person) -> None:
    """Show a lawyer what they hold and to whom it may go; an admin first chooses whose."""
    if not person.is_admin:
        await choose(uow, person, person.id)
        return
    holding = [each for each in await _lawyers(uow) if await tickets.held_by(uow.tx, each.id)]
    rows = tuple((_button(each, ChooseReceiver(each.id, 1)),) for each in holding)
    await uow.tell(say(person, "giveall.whose" if rows else "giveall.nobody_holds", rows))


async def choose(uow: UnitOfWork, person: Person, lawyer_id: int, place: Place = FIRST) -> None:
    """Show what a lawyer holds, and to whom it may go."""
    move = await _move(uow, person, lawyer_id, QUEUE)
    if move is None:
        return
    others = [each for each in await _lawyers(uow) if each.id != lawyer_id]
    page = paged(place.page, len(others))
    rows = (
        *((_button(each, AskHandOverAll(lawyer_id, each.id)),) for each in page.cut(others)),
        (button("button.all_to_queue", AskHandOverAll(lawyer_id, QUEUE)),),
        *pages.row(page, lambda number: ChooseReceiver(lawyer_id, number)),
    )
    values: dict[str, Param] = {
        "name": _name(move.lawyer),
        "count": len(move.held),
        "owed": sum(each.state is State.TAKEN for each in move.held),
        "urgent": sum(each.urgent for each in move.held),
        "numbers": ticket_work.numbers(move.held),
    }
    await pages.put(uow, person, place, Sentence("giveall.whom", values, rows=rows))


async def ask(uow: UnitOfWork, person: Person, message_id: int, lawyer_id: int, to: int) -> None:
    """Ask once whether all of it is really to go there."""
    move = await _move(uow, person, lawyer_id, to)
    if move is None:
        return
    yes = button("button.all_yes", HandOverAll(lawyer_id, to))
    rows: Rows = ((yes, button("button.all_back", ChooseReceiver(lawyer_id, 1))),)
    count, name = len(move.held), _name(move.lawyer)
    sure = Sentence("giveall.sure_queue", {"count": count, "name": name}, rows=rows)
    if move.to is not None:
        sure = Sentence("giveall.sure", {"count": count, "name": name, "to": move.to.name}, rows=rows)
    await uow.tell(rewrite(person, message_id, sure))


async def give(uow: UnitOfWork, person: Person, message_id: int, lawyer_id: int, to: int) -> None:
    """Give all of it away; everybody it concerns is told once."""
    move = await _move(uow, person, lawyer_id, to)
    if move is None:
        return
    freed, given, screening = [], [], Screening(uow)
    for ticket in move.held:
        free = await lifecycle.hand_back(uow, ticket, move.lawyer)
        if free is not None:
            await tickets.note_event(uow.tx, free, HANDED, uow.now, by=person.id, reason=str(to))
            await assignment.settle_card(uow, free, move.lawyer, "ticket.card_passed")
            freed.append(free)
            if await _offer(uow, free, move.to, screening):
                given.append(free)
    await assignment.pass_on_offers(uow, move.lawyer)
    await ticket_work.tell_owners(uow, freed)
    await _tell_staff(uow, person, message_id, move, freed, given)


async def _offer(uow: UnitOfWork, ticket: Ticket, to: Lawyer | None, screening: Screening) -> bool:
    """Whether a ticket was offered to the colleague; otherwise it goes the way of all that wait."""
    ticket = await screening.screen(ticket)
    if ticket.emergency:
        await call_out(uow, ticket, again=True)
        return False
    if to is None or to.id in {*ticket.conflicted, *await seats.beside(uow.tx, ticket)}:
        await assignment.offer_next(uow, ticket, screening=screening)
        return False
    known = await views.background(uow, ticket)
    await assignment.show_card(uow, ticket, to.id, to.lang, REASON, known)
    return True


async def _tell_staff(
    uow: UnitOfWork,
    person: Person,
    message_id: int,
    move: _Move,
    freed: Sequence[Ticket],
    given: Sequence[Ticket],
) -> None:
    queued = [each for each in freed if each not in given]
    if given and move.to is not None:
        handed = say(
            move.to.id, "giveall.to_you", lang=move.to.lang, name=_name(move.lawyer), numbers=_numbers(given)
        )
        await uow.tell(handed)
    rows = ((button("button.duty_off", SetDuty("off")),),) if person.id == move.lawyer.id else ()
    done = Sentence("giveall.done_queue", {"queued": _numbers(queued)}, rows=rows)
    if move.to is not None:
        where: dict[str, Param] = {"to": move.to.name, "given": _numbers(given), "queued": _numbers(queued)}
        done = Sentence("giveall.done", where, rows=rows)
    await uow.tell(rewrite(person, message_id, done))
    if person.id != move.lawyer.id:
        await uow.tell(say(move.lawyer, "giveall.taken", numbers=_numbers(freed)))
    firms = (await butlers.counts(uow.tx)).get(move.lawyer.id, 0)
    numbers = _numbers(freed)
    await tell_admins(uow, "giveall.told", name=_name(move.lawyer), numbers=numbers, firms=firms)


def _numbers(listed: Sequence[Ticket]) -> str:
    return ticket_work.numbers(listed) or "–"


async def _move(uow: UnitOfWork, person: Person, lawyer_id: int, to: int) -> _Move | None:
    """What is to go where, if this person may give it away and there is anything; otherwise they are told."""
    known = {each.id: each for each in await _lawyers(uow)}
    lawyer = await people.find(uow.tx, lawyer_id)
    may = person.is_admin or (person.is_lawyer and person.id == lawyer_id)
    if (
        not may
        or lawyer is None
        or lawyer_id not in known
        or (to != QUEUE and to not in known)
        or to == lawyer_id
    ):
        await uow.tell(say(person, "tap.unknown"))
        return None
    held = await tickets.held_by(uow.tx, lawyer_id)
    if not held:
        await uow.tell(say(person, "giveall.nothing", name=_name(lawyer)))
        return None
    return _Move(lawyer, known.get(to), held)


async def _lawyers(uow: UnitOfWork) -> list[Lawyer]:
    """Those on duty first, then those with less to do."""
    found = await roster.lawyers(uow.tx, uow.now, uow.calendar)
    return sorted(found, key=lambda each: (not each.on_duty, each.load, each.id))


def _button(lawyer: Lawyer, action: AskHandOverAll | ChooseReceiver) -> Button:
    label = "button.colleague_on" if lawyer.on_duty else "button.colleague_off"
    return button(label, action, name=lawyer.name or lawyer.id, count=lawyer.load)


def _name(person: Person) -> str:
    return person.name or str(person.id)
