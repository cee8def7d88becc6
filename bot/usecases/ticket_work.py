"""A lawyer works on tickets: take, pass on, look, close, reopen."""

from collections.abc import Mapping, Sequence

from bot.domain.actions import StartDraft
from bot.domain.desk import Filter
from bot.domain.outgoing import Rows, Sentence, Shown, button
from bot.domain.own_ticket_actions import Rate
from bot.domain.page_actions import TurnClosed, TurnMine, TurnOpen, TurnQueue
from bot.domain.people import Person
from bot.domain.ticket import LAWYERS_REASONS, Act, CloseReason, Ticket, may
from bot.domain.ticket_work_actions import Close, CloseUnanswered, ShowDetails, Take
from bot.domain.views import TicketList
from bot.storage import offers, people, thread, tickets, withdrawals
from bot.storage.thread import Audience
from bot.usecases import (
    assignment,
    colleagues,
    inspections,
    lifecycle,
    owner_views,
    pages,
    pass_reasons,
    second_looks,
    ticket_thread,
    views,
)
from bot.usecases.at_hand import tell_denied, ticket_for
from bot.usecases.call_out import call_out
from bot.usecases.conflicts import Screening, screen
from bot.usecases.messages import about, say, show, tell_admins
from bot.usecases.pages import FIRST, Place
from bot.usecases.participants import tell_askers
from bot.usecases.unit_of_work import UnitOfWork

CLOSED_OWNER: Mapping[CloseReason, str] = {
    CloseReason.ANSWERED: "ticket.closed_owner",
    CloseReason.REFERRED: "ticket.closed_owner_referred",
    CloseReason.NOT_LEGAL: "ticket.closed_owner_not-legal",
    CloseReason.WITHDRAWN: "ticket.closed_owner_withdrawn",
}
"""What the owner is told when a ticket is closed."""


async def take(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Take a waiting ticket. Of two lawyers one gets it, and the other is told who has it."""
    waiting = await tickets.find(uow.tx, ticket_id)
    if waiting is not None:
        await screen(uow, waiting, lawyer.id)
    ticket = await ticket_for(uow, lawyer, ticket_id, Act.TAKE)
    if ticket is None:
        return
    taken = await lifecycle.take(uow, ticket, lawyer)
    if taken is None:
        await tell_denied(uow, lawyer, ticket_id)
        return
    await _settle_cards(uow, taken, lawyer)
    await ticket_thread.hand_over(uow, taken, lawyer)
    await inspections.tell_taker(uow, taken, lawyer)
    rows = owner_views.rows_of(taken)
    await tell_askers(uow, taken, "ticket.taken_owner", rows, name=lawyer.name or "")


async def pass_on(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Leave a ticket to somebody else: an offer is declined, a taken ticket goes back into the queue."""
    ticket = await tickets.find(uow.tx, ticket_id)
    handed_back = ticket is not None and may(lawyer, ticket, Act.HAND_BACK)
    if ticket is not None and handed_back:
        ticket = await lifecycle.hand_back(uow, ticket, lawyer)
        if ticket is not None:
            await tell_askers(uow, ticket, "ticket.new_lawyer")
    else:
        ticket = await ticket_for(uow, lawyer, ticket_id, Act.PASS_ON)
        if ticket is not None:
            await offers.pass_on(uow.tx, ticket.id, lawyer.id, uow.now)
            await tickets.note_event(uow.tx, ticket, Act.PASS_ON, uow.now, by=lawyer.id)
    if ticket is None:
        return
    await assignment.settle_card(uow, ticket, lawyer, "ticket.card_passed")
    if ticket.emergency:
        found = await is_before_others(uow, ticket, handed_back=handed_back)
        key = "ticket.passed_on_others" if found else "ticket.passed_on_nobody"
        await uow.tell(say(lawyer, key, pass_reasons.rows(ticket), number=ticket.id))
        return
    found = await assignment.offer_next(uow, ticket)
    key = "ticket.passed_on" if found else "ticket.passed_on_nobody"
    await uow.tell(say(lawyer, key, pass_reasons.rows(ticket), number=ticket.id))


async def is_before_others(uow: UnitOfWork, ticket: Ticket, *, handed_back: bool) -> bool:
    """Whether other lawyers are called in an emergency: they have its card, unless it was in hand meanwhile."""
    shown = any(not offer.passed for offer in await offers.of_ticket(uow.tx, ticket.id))
    if shown and not handed_back:
        return True
    return (await call_out(uow, ticket, again=True)).lawyers > 0


async def release(uow: UnitOfWork, lawyer: Person) -> None:
    """Put the tickets of a lawyer who has left back into the queue; their owners and the admins are told, each once."""
    await withdrawals.keep_from_former(uow.tx, lawyer.id, uow.now)
    await withdrawals.drop_lists(uow.tx, lawyer.id, uow.now)
    await colleagues.gone(uow, lawyer)
    freed, screening = [], Screening(uow)
    for ticket in await tickets.held_by(uow.tx, lawyer.id):
        free = await lifecycle.release(uow, ticket, "lawyer removed")
        if free is not None:
            freed.append(free)
            if free.emergency:
                await call_out(uow, free, again=True)
            else:
                await assignment.offer_next(uow, free, screening=screening)
    if freed:
        await tell_owners(uow, freed)
        name = lawyer.name or str(lawyer.id)
        await tell_admins(uow, "staff.tickets_wait", numbers=numbers(freed), name=name)
    await assignment.pass_on_offers(uow, lawyer)


async def tell_owners(uow: UnitOfWork, freed: Sequence[Ticket]) -> None:
    """Tell the owners of tickets that wait again that somebody else comes, each once."""
    for owner in dict.fromkeys(ticket.owner for ticket in freed):
        first, *more = own = [ticket for ticket in freed if ticket.owner == owner]
        if more:
            await uow.tell(say(owner, "ticket.new_lawyer_many", lang=first.lang, numbers=numbers(own)))
        else:
            await uow.tell(about(first, owner, "ticket.new_lawyer"))


def numbers(listed: Sequence[Ticket]) -> str:
    """Tickets by their numbers, as a sentence names them."""
    return " ".join(f"#{ticket.id}" for ticket in listed)


async def details(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Show a lawyer all about a ticket that is theirs; of one that is offered to them what they may know before taking it."""
    ticket = await tickets.find(uow.tx, ticket_id)
    offered = ticket is not None and await offers.is_open(uow.tx, ticket.id, lawyer.id)
    if ticket is not None and may(lawyer, ticket, Act.PASS_ON, offered=offered):
        blind = await views.blind_card(uow, ticket, lawyer.lang)
        rows = views.offered_rows(ticket)
        await uow.tell(show(lawyer, "ticket.card", blind, rows, ticket=ticket.id))
        return
    if ticket is None or not lawyer.is_lawyer or not may(lawyer, ticket, Act.READ):
        await uow.tell(say(lawyer, "ticket.unknown"))
        return
    shown = await views.ticket_details(uow, ticket, lawyer)
    rows = views.rows_for(ticket, lawyer)
    await uow.tell(show(lawyer, "ticket.details", shown, rows, ticket=ticket.id))


async def queue(uow: UnitOfWork, lawyer: Person, place: Place = FIRST) -> None:
    """List what waits, without anybody's words."""
    listed = await views.queue(uow, lawyer, place.page)
    rows: Rows = tuple(
        (button("button.take_number", Take(each.number), number=each.number),) for each in listed.lines
    )
    all_open = ((button("button.all_open", TurnOpen(1, Filter.ALL.value)),),) if lawyer.is_admin else ()
    rows = (*rows, *pages.row(listed.page, TurnQueue), *all_open)
    await _list(uow, lawyer, place, "queue", listed, rows)


async def mine(uow: UnitOfWork, lawyer: Person, place: Place = FIRST) -> None:
    """List the tickets that this lawyer holds."""
    listed = await views.held_by(uow, lawyer, place.page)
    rows = tuple(
        (button("button.details_number", ShowDetails(each.number), number=each.number),)
        for each in listed.lines
    )
    closed: Rows = ((button("button.closed_ones", TurnClosed(1)),),)
    await _list(uow, lawyer, place, "mine", listed, (*rows, *closed, *pages.row(listed.page, TurnMine)))


async def ask_reason(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Ask why a ticket is to be closed."""
    ticket = await ticket_for(uow, lawyer, ticket_id, Act.CLOSE)
    if ticket is not None:
        rows = tuple(
            (button(f"reason.{reason.value}", Close(ticket.id, reason.value)),) for reason in LAWYERS_REASONS
        )
        await uow.tell(about(ticket, lawyer, "ticket.why_close", rows))


async def close(uow: UnitOfWork, lawyer: Person, ticket_id: int, word: str, *, sure: bool = False) -> None:
    """Close a ticket for a reason and tell its owner; one that was never answered only by somebody who is `sure`."""
    ticket = await ticket_for(uow, lawyer, ticket_id, Act.CLOSE)
    if ticket is None:
        return
    if word not in LAWYERS_REASONS:
        await uow.tell(say(lawyer, "tap.unknown"))
        return
    reason = CloseReason(word)
    if reason is CloseReason.ANSWERED and not sure and not await _has_spoken(uow, ticket, lawyer):
        rows = ((button("button.close_anyway", CloseUnanswered(ticket.id)),),)
        await uow.tell(about(ticket, lawyer, "ticket.close_unanswered", rows))
        return
    if reason is CloseReason.ANSWERED and await second_looks.wanted(uow, ticket):
        await uow.tell(about(ticket, lawyer, "second.close"))
        return
    closed = await lifecycle.close(uow, ticket, lawyer, reason)
    if closed is None:
        await tell_denied(uow, lawyer, ticket_id)
        return
    await uow.tell(about(closed, lawyer, "ticket.closed"))
    await _tell_closed(uow, closed, reason)


async def _tell_closed(uow: UnitOfWork, closed: Ticket, reason: CloseReason) -> None:
    """Tell the owner how it ended, and ask whether it helped."""
    rated = (
        button("button.helped", Rate(closed.id, 1)),
        button("button.not_helped", Rate(closed.id, 0)),
    )
    anew = (button("button.lawyer", StartDraft(0)),)
    rows = (anew if reason is CloseReason.WITHDRAWN else rated, *owner_views.closed_rows(closed))
    wordless = reason is CloseReason.ANSWERED and closed.answered_at is None
    key = "ticket.closed_owner_wordless" if wordless else CLOSED_OWNER[reason]
    await tell_askers(uow, closed, key, rows)


async def _has_spoken(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> bool:
    """Whether this lawyer has said anything in a ticket to its owner that still stands."""
    said = await thread.of_ticket(uow.tx, ticket.id, Audience.ALL)
    own = [each for each in said if each.person == lawyer.id and each.author == "lawyer"]
    return any(each.withdrawn_at is None for each in own)


async def reopen(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Open a ticket again that this lawyer closed."""
    ticket = await ticket_for(uow, lawyer, ticket_id, Act.REOPEN)
    if ticket is None:
        return
    if not await ticket_thread.may_hear(uow, ticket):
        await uow.tell(say(lawyer, "ticket.owner_withdrew", number=ticket_id))
    elif await ticket_thread.reopen(uow, ticket, lawyer) is None:
        await uow.tell(say(lawyer, "ticket.open_already", number=ticket_id))


async def _settle_cards(uow: UnitOfWork, ticket: Ticket, lawyer: Person) -> None:
    """The taker gets the card for working on; every other lawyer's card says who has the ticket."""
    card = await views.ticket_card(uow, ticket, lawyer.lang, most=None)
    await assignment.settle_card(uow, ticket, lawyer, "ticket.card_taken")
    await uow.tell(show(lawyer, "ticket.yours", card, views.rows_for(ticket, lawyer), ticket=ticket.id))
    for offer in await offers.of_ticket(uow.tx, ticket.id):
        other = await people.find(uow.tx, offer.lawyer)
        if other is not None and other.id != lawyer.id and not offer.passed:
            name = lawyer.name or ""
            await assignment.settle_card(uow, ticket, other, "ticket.card_taken_by", name=name)
            await uow.tell(say(other, "ticket.is_taken", number=ticket.id, name=name))


async def _list(
    uow: UnitOfWork, reader: Person, place: Place, name: str, listed: TicketList, rows: Rows
) -> None:
    shown = Shown(f"{name}.list", listed, rows) if listed.lines else Sentence(f"{name}.none", rows=rows)
    await pages.put(uow, reader, place, shown, in_hand=name == "mine")
