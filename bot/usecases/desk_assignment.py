"""An admin gives a ticket to a lawyer: whoever has it now or was offered it loses it, and everybody is told.

The ticket is offered like any other, with `BUREAU` as the reason that the lawyer reads on its card.
"""

import datetime as dt

from bot.domain.audit import AuditAct
from bot.domain.desk_actions import AskAssign, Assign, TurnLawyers
from bot.domain.desk_views import LawyerChoice, LawyerLine
from bot.domain.outgoing import Rows, Shown, button
from bot.domain.page import paged
from bot.domain.people import Lawyer, Person
from bot.domain.ticket import Act, Ticket
from bot.storage import alarms as timers
from bot.storage import audit, enterprises, offers, people, roster, seats, tickets
from bot.storage.alarms import AlarmKind
from bot.usecases import alarms, assignment, lifecycle, pages, views
from bot.usecases.assignment import BUREAU
from bot.usecases.conflicts import screen
from bot.usecases.desk_rights import ticket_for
from bot.usecases.messages import say
from bot.usecases.pages import FIRST, Place
from bot.usecases.participants import tell_askers
from bot.usecases.unit_of_work import UnitOfWork


async def ask(uow: UnitOfWork, admin: Person, ticket_id: int, place: Place = FIRST) -> None:
    """List the lawyers on duty to whom a ticket may be given, with what speaks for each."""
    ticket = await ticket_for(uow, admin, ticket_id, Act.ASSIGN)
    if ticket is None:
        return
    ticket = await screen(uow, ticket)
    found = await _fitting(uow, ticket)
    if not found:
        await uow.tell(say(admin, "assign.nobody", number=ticket.id))
        return
    page = paged(place.page, len(found))
    holder = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer else None
    shown = LawyerChoice(ticket.id, tuple(page.cut(found)), (holder.name or "") if holder else "", page)
    await pages.put(uow, admin, place, Shown("assign.whom", shown, _rows(ticket, shown)))


async def assign(uow: UnitOfWork, admin: Person, ticket_id: int, lawyer_id: int) -> None:
    """Give a ticket to a lawyer on duty."""
    ticket = await ticket_for(uow, admin, ticket_id, Act.ASSIGN)
    if ticket is None:
        return
    ticket = await screen(uow, ticket, lawyer_id)
    lawyer = next((each for each in await _free(uow, ticket) if each.id == lawyer_id), None)
    if lawyer is None:
        rows = ((button("button.assign", AskAssign(ticket.id)),),)
        await uow.tell(say(admin, "assign.not_now", rows, number=ticket.id))
        return
    free = await _taken_back(uow, ticket, lawyer)
    if free is None:
        await uow.tell(say(admin, "assign.changed", number=ticket.id))
        return
    await _give(uow, free, lawyer)
    await tickets.note_event(uow.tx, free, Act.ASSIGN, uow.now, by=admin.id, reason=str(lawyer.id))
    audit.note(uow.tx, AuditAct.TICKET_ASSIGNED, uow.now, by=admin.id, person=lawyer.id, ticket=free.id)
    await uow.tell(say(admin, "assign.done", number=free.id, name=lawyer.name))


async def _give(uow: UnitOfWork, ticket: Ticket, lawyer: Lawyer) -> None:
    """Show the lawyer the card, and let the time in which to take it begin anew."""
    known = await views.background(uow, ticket)
    await assignment.show_card(uow, ticket, lawyer.id, lawyer.lang, BUREAU, known)
    if not ticket.emergency:
        await timers.settle(uow.tx, AlarmKind.TAKE, ticket.id, uow.now)
        await alarms.follow(uow, ticket)


async def _taken_back(uow: UnitOfWork, ticket: Ticket, lawyer: Lawyer) -> Ticket | None:
    """The ticket as it waits for this lawyer; in an emergency those who were called stay called. None: it has changed."""
    if ticket.is_held:
        return await _taken_away(uow, ticket)
    for offer in () if ticket.emergency else await offers.of_ticket(uow.tx, ticket.id):
        other = await people.find(uow.tx, offer.lawyer)
        if other is None or other.id == lawyer.id:
            continue
        if await offers.take_back(uow.tx, ticket.id, other.id, uow.now):
            await assignment.settle_card(uow, ticket, other, "ticket.card_given")
    return ticket


async def _taken_away(uow: UnitOfWork, ticket: Ticket) -> Ticket | None:
    """A ticket that its lawyer no longer has; the lawyer and its owner are told."""
    free = await lifecycle.release(uow, ticket, BUREAU)
    holder = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer else None
    if free is None or holder is None:
        return free
    await uow.tell(say(holder, "assign.taken_away", number=free.id))
    await tell_askers(uow, free, "ticket.new_lawyer")
    return free


async def _fitting(uow: UnitOfWork, ticket: Ticket) -> list[LawyerLine]:
    """The lawyers to whom the ticket may be given: its enterprise's own, who is best at it, who has least to do, who waits."""
    enterprise = await enterprises.find(uow.tx, ticket.enterprise) if ticket.enterprise else None
    butler = enterprise.butler if enterprise else None
    offered = {each.lawyer for each in await offers.of_ticket(uow.tx, ticket.id) if not each.passed}
    found = [
        (
            LawyerLine(
                each.id,
                each.name,
                each.load,
                is_butler=each.id == butler,
                is_skilled=ticket.measure in each.specialities,
                is_offered=each.id in offered,
                is_understood=each.speaks(ticket.lang),
            ),
            each.idle_since,
        )
        for each in await _free(uow, ticket)
    ]
    found.sort(key=lambda one: _rank(one[0], one[1]))
    return [line for line, _ in found]


def _rank(line: LawyerLine, idle_since: dt.datetime) -> tuple[object, ...]:
    """The order in which lawyers are listed: what the automatic choice goes by, too."""
    fits = (line.is_butler, line.is_skilled, line.is_understood)
    return (*(not each for each in fits), line.load, idle_since, line.id)


async def _free(uow: UnitOfWork, ticket: Ticket) -> list[Lawyer]:
    """Those on duty who do not have the ticket, have no conflict of interest, and no seat beside whoever asked it."""
    barred = {ticket.lawyer, *ticket.conflicted, *await seats.beside(uow.tx, ticket)}
    return [
        each
        for each in await roster.lawyers(uow.tx, uow.now, uow.calendar)
        if each.on_duty and each.id not in barred
    ]


def _rows(ticket: Ticket, shown: LawyerChoice) -> Rows:
    each = tuple(
        (button("button.assign_to", Assign(ticket.id, line.id), name=line.name or line.id, load=line.load),)
        for line in shown.lines
    )
    return (*each, *pages.row(shown.page, lambda number: TurnLawyers(ticket.id, number)))
