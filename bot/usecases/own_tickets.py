"""What owners do with their tickets besides writing in them: look, remind, withdraw, call them solved, rate.

What a tap may not do is told in passing: the functions return the sentence that its toast says, or None.
"""

import datetime as dt
from collections.abc import Mapping

from bot.domain.actions import StartDraft
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows, Sentence, Shown, button
from bot.domain.own_ticket_actions import KeepTicket, Withdraw
from bot.domain.page_actions import TurnOwnTickets
from bot.domain.people import Person
from bot.domain.rating import YES_NO
from bot.domain.sides import asks_in
from bot.domain.ticket import Act, Denial, Ticket, denial, may
from bot.domain.ticket_work_actions import ShowDetails
from bot.storage import dialogues, offers, people, tickets
from bot.usecases import (
    assignment,
    conversations,
    drafts,
    lifecycle,
    owner_views,
    pages,
    ratings,
    sharing,
    ticket_thread,
    views,
)
from bot.usecases.messages import about, rewrite, say, show, tell_admins
from bot.usecases.pages import FIRST, Place
from bot.usecases.unit_of_work import UnitOfWork

REMIND_EVERY = dt.timedelta(hours=1)
"""How often an owner may have somebody reminded; more would only be heard less."""

REFUSED: Mapping[Denial, str] = {
    Denial.CLOSED: "ticket.is_closed",
    Denial.NOT_TAKEN: "ticket.not_solved_yet",
}
"""Why something cannot be done with an own ticket."""


async def show_all(uow: UnitOfWork, owner: Person, place: Place = FIRST) -> None:
    """List an owner's own tickets, with what can be done with those that are open."""
    listed, rows = await owner_views.tickets_of(uow, owner, place.page)
    if listed.lines:
        rows = (*rows, *pages.row(listed.page, TurnOwnTickets))
        await pages.put(uow, owner, place, Shown("tickets.list", listed, rows))
    else:
        none = Sentence("tickets.none", rows=((button("button.lawyer", StartDraft(0)),),))
        await pages.put(uow, owner, place, none)


async def view(uow: UnitOfWork, owner: Person, ticket_id: int) -> Sentence | None:
    """Show one ticket to its owner, or to a colleague with whom it is shared."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not asks_in(owner, ticket):
        return _unknown()
    shown = await owner_views.ticket(uow, ticket, owner)
    rows = (*owner_views.rows_of(ticket, write=True), *await sharing.rows_for(uow, owner, ticket))
    if ticket.is_open:
        rows = (*rows, (conversations.save_button(ticket),))
    await uow.tell(show(owner, "own.ticket", shown, rows, ticket=ticket.id))
    return None


async def ask_withdrawal(uow: UnitOfWork, owner: Person, ticket_id: int) -> Sentence | None:
    """Ask whether a ticket is really to be withdrawn."""
    ticket = await tickets.find(uow.tx, ticket_id)
    refused = _refusal(owner, ticket, Act.WITHDRAW)
    if ticket is None or refused is not None:
        return refused
    await uow.tell(about(ticket, owner, "withdraw.sure", leaving_rows(ticket)))
    return None


def leaving_rows(ticket: Ticket) -> Rows:
    """The answers to whether a ticket is to be withdrawn."""
    return (
        (
            button("button.withdraw_yes", Withdraw(ticket.id)),
            button("button.withdraw_no", KeepTicket(ticket.id)),
        ),
    )


async def withdraw(uow: UnitOfWork, owner: Person, message_id: int, ticket_id: int) -> Sentence | None:
    """Withdraw a ticket; the question whether to do so becomes the word that it is done."""
    ticket = await tickets.find(uow.tx, ticket_id)
    refused = _refusal(owner, ticket, Act.WITHDRAW)
    if ticket is None or refused is not None:
        return refused
    closed = await lifecycle.withdraw(uow, ticket, owner)
    if closed is None:
        return await _refused_now(uow, owner, ticket_id, Act.WITHDRAW)
    await _tell_withdrawn(uow, ticket, closed, "ticket.owner_took_back")
    done = Sentence("withdraw.done", {"number": ticket_id})
    await uow.tell(rewrite(owner, message_id, done, ticket.lang))
    return None


async def withdraw_all(uow: UnitOfWork, owner: Person) -> None:
    """Close the open tickets of an owner who takes the consent back; who works on them is told why."""
    for ticket in await tickets.open_of_owner(uow.tx, owner.id):
        closed = await lifecycle.withdraw(uow, ticket, owner)
        if closed is not None:
            await _tell_withdrawn(uow, ticket, closed, "ticket.owner_withdrew")
    await dialogues.end(uow.tx, uow.account.id, owner.id)


async def settle(uow: UnitOfWork, owner: Person, ticket_id: int) -> Sentence | None:
    """The owner says that a ticket is solved: it is closed, with thanks, and its lawyer hears it."""
    ticket = await tickets.find(uow.tx, ticket_id)
    refused = _refusal(owner, ticket, Act.SOLVE)
    if ticket is None or refused is not None:
        return refused
    closed = await _solve(uow, ticket, owner)
    if closed is None:
        return await _refused_now(uow, owner, ticket_id, Act.SOLVE)
    await uow.tell(about(closed, owner, "settle.done", owner_views.closed_rows(closed)))
    return None


async def remind(uow: UnitOfWork, owner: Person, ticket_id: int) -> Sentence | None:
    """Remind whoever owes the next word; the owner hears who that is, and when to expect an answer."""
    ticket = await tickets.find(uow.tx, ticket_id)
    refused = _refusal(owner, ticket, Act.REMIND)
    if ticket is None or refused is not None:
        return refused
    last = await tickets.last_event(uow.tx, ticket_id, Act.REMIND)
    if last is not None and abs(uow.now - last) < REMIND_EVERY:
        known = {"since": views.local_time(uow, last), "due": await owner_views.answer_due(uow, ticket)}
        return Sentence("remind.too_soon", {"number": ticket_id, **known})
    reminded = await lifecycle.remind(uow, ticket, owner)
    if reminded is None:
        return await _refused_now(uow, owner, ticket_id, Act.REMIND)
    await (_remind_holder if reminded.is_held else _remind_others)(uow, reminded, owner)
    return None


async def go_on(
    uow: UnitOfWork, caller: Caller, ticket_id: int, words: IncomingMessage | None
) -> Sentence | None:
    """Begin a new ticket that goes on with a closed one, with the words that came too late for it."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or ticket.owner != caller.person.id:
        return _unknown()
    if ticket.is_open:
        return Sentence("ticket.open_now", {"number": ticket.id})
    await drafts.start_draft(uow, caller, 0, words, ticket.id)
    return None


async def rate(uow: UnitOfWork, caller: Caller, ticket_id: int, *, helped: bool) -> None:
    """Note whether the answer helped: "no" opens the ticket again with the same lawyer, "yes" closes it if it is open."""
    owner = caller.person
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not may(owner, ticket, Act.RATE):
        await uow.tell(say(owner, "ticket.unknown"))
        return
    await tickets.set_helped(uow.tx, ticket.id, helped=helped)
    await tickets.note_event(uow.tx, ticket, Act.RATE, uow.now, by=owner.id, reason=YES_NO[helped])
    if helped:
        await _thank(uow, owner, ticket)
        return
    if not ticket.is_open and await ticket_thread.wake(uow, owner, ticket) is None:
        return
    await drafts.keep_talking(uow, caller, ticket)
    await uow.tell(about(ticket, owner, "rate.reopened", ratings.rows(ticket, helped=False)))


async def _thank(uow: UnitOfWork, owner: Person, ticket: Ticket) -> None:
    """It helped: a ticket that "not solved" had opened again is solved now; one that waits again is asked about."""
    if may(owner, ticket, Act.SOLVE):
        await _solve(uow, ticket, owner)
    elif ticket.is_open:
        await uow.tell(about(ticket, owner, "rate.thanks_open", leaving_rows(ticket)))
        return
    await uow.tell(about(ticket, owner, "rate.thanks", ratings.rows(ticket, helped=True)))


async def _solve(uow: UnitOfWork, ticket: Ticket, owner: Person) -> Ticket | None:
    closed = await lifecycle.solve(uow, ticket, owner)
    if closed is not None and closed.lawyer is not None:
        await uow.tell(about(closed, await _person(uow, closed.lawyer), "ticket.owner_solved"))
    return closed


async def _remind_holder(uow: UnitOfWork, ticket: Ticket, by: Person) -> None:
    assert ticket.lawyer is not None
    lawyer = await _person(uow, ticket.lawyer)
    rows = ((button("button.details", ShowDetails(ticket.id)),),)
    await uow.tell(about(ticket, lawyer, "remind.lawyer", rows))
    due = await owner_views.answer_due(uow, ticket)
    await uow.tell(about(ticket, by, "remind.holder", name=lawyer.name or "", due=due))


async def _remind_others(uow: UnitOfWork, ticket: Ticket, by: Person) -> None:
    """Nobody has taken it: the next lawyer is asked; where nobody is left, those who were asked, and the admins."""
    due = await owner_views.answer_due(uow, ticket)
    if await assignment.offer_next(uow, ticket, tell=False):
        await uow.tell(about(ticket, by, "remind.next", due=due))
        return
    rows = views.offered_rows(ticket)
    for lawyer_id in await _asked(uow, ticket):
        await uow.tell(about(ticket, await _person(uow, lawyer_id), "remind.offered", rows))
    await tell_admins(uow, "remind.admin", number=ticket.id, since=views.local_time(uow, ticket.opened_at))
    await uow.tell(about(ticket, by, "remind.admins", due=due))


async def _tell_withdrawn(uow: UnitOfWork, before: Ticket, closed: Ticket, key: str) -> None:
    """Tell whoever works on a ticket, or was asked to, that its owner has taken it back."""
    for lawyer_id in [before.lawyer] if before.lawyer else await _asked(uow, before):
        lawyer = await _person(uow, lawyer_id)
        await assignment.settle_card(uow, closed, lawyer, "ticket.card_withdrawn")
        await uow.tell(about(closed, lawyer, key))


async def _asked(uow: UnitOfWork, ticket: Ticket) -> list[int]:
    """The lawyers who look at a waiting ticket now."""
    return [offer.lawyer for offer in await offers.of_ticket(uow.tx, ticket.id) if not offer.passed]


async def _person(uow: UnitOfWork, person_id: int) -> Person:
    person = await people.find(uow.tx, person_id)
    assert person is not None
    return person


def _refusal(owner: Person, ticket: Ticket | None, act: Act) -> Sentence | None:
    """Why an owner may not do this with a ticket, or None."""
    if ticket is None or not asks_in(owner, ticket):
        return _unknown()
    denied = denial(owner, ticket, act)
    return None if denied is None else Sentence(REFUSED[denied], {"number": ticket.id})


async def _refused_now(uow: UnitOfWork, owner: Person, ticket_id: int, act: Act) -> Sentence | None:
    """Somebody was faster: how the ticket stands since."""
    return _refusal(owner, await tickets.find(uow.tx, ticket_id), act)


def _unknown() -> Sentence:
    return Sentence("ticket.unknown")
