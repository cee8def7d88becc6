"""Whom to offer a ticket, the card that shows it, and what becomes of the card."""

from collections.abc import Collection
from dataclasses import replace

from bot.domain.answer import Lang
from bot.domain.assignment import Choice, choose
from bot.domain.conflict import Side
from bot.domain.conflict_actions import LookAtConflict
from bot.domain.outgoing import Notice, Rows, Shown, button
from bot.domain.people import Lawyer, Person
from bot.domain.ticket import State, Ticket
from bot.storage import conflicts, facts, offers, outbox, people, roster, seats, tickets
from bot.usecases import butlers, capacity, views
from bot.usecases.conflicts import Screening
from bot.usecases.messages import rewrite, say, tell_admins
from bot.usecases.unit_of_work import UnitOfWork
from bot.usecases.views import Background

MOST_BUTTONS = 6
"""Lawyers whom admins may let see a ticket after all, by a button each."""
BUREAU = "bureau"
"""The reason of an offer that an admin made: its lawyer reads it on the card."""


async def offer_next(
    uow: UnitOfWork,
    ticket: Ticket,
    background: Background | None = None,
    *,
    tell: bool = True,
    screening: Screening | None = None,
) -> bool:
    """Offer a waiting ticket to the next fitting lawyer on duty; False, and the admins know, if nobody is left.

    Without `tell` the caller tells the admins; that the office is closed is no news to them. Whoever may act for the other
    side is left out; who that is, is no longer asked, nor any fact. Whoever offers several tickets gives one `screening` for all.
    """
    if ticket.is_asking and ticket.side == Side.ASKED:
        ticket = await conflicts.set_side(uow.tx, ticket, Side.SILENT)
    if ticket.asks_facts:
        ticket = await facts.end(uow.tx, ticket)
    ticket = await (screening or Screening(uow)).screen(ticket)
    known = background or await views.background(uow, ticket)
    tried = [] if background else [offer.lawyer for offer in await offers.of_ticket(uow.tx, ticket.id)]
    tried += await seats.beside(uow.tx, ticket)  # who asks is not answered by themselves, nor by a colleague
    lawyers = await roster.lawyers(uow.tx, uow.now, uow.calendar)
    butler = await butlers.appointed(uow, ticket, known.enterprise, lawyers)
    choice = _choose(lawyers, ticket, butler, tried, uow.policy.most_per_lawyer)
    if choice is None:
        kept_out = {*tried, ticket.owner, *ticket.conflicted}
        coming = await capacity.expect(uow, [each for each in lawyers if each.id not in kept_out])
        if tell and not capacity.is_closed(uow, coming):
            await tell_nobody(uow, ticket)
        return False
    await show_card(uow, ticket, choice.lawyer.id, choice.lawyer.lang, choice.reason, known)
    return True


async def tell_nobody(uow: UnitOfWork, ticket: Ticket) -> None:
    """Tell the admins that nobody is left; whom only a name keeps from the ticket they may let see it after all."""
    once = f"nobody:{ticket.id}:{uow.now:%Y%m%d%H}"
    kept = [each for each in await conflicts.of_ticket(uow.tx, ticket.id) if each.may_be_cleared]
    if not kept:
        await tell_admins(uow, "ticket.nobody", once=once, number=ticket.id)
        return
    rows = tuple(
        (button("button.look_at_conflict", LookAtConflict(ticket.id, each.lawyer), name=each.lawyer_name),)
        for each in kept[:MOST_BUTTONS]
    )
    await tell_admins(uow, "conflict.nobody", rows, once=once, number=ticket.id, count=len(kept))


async def take_from_conflicted(uow: UnitOfWork, ticket: Ticket) -> None:
    """Take the cards of a ticket back from whoever is kept from it now, and offer it on if nobody else looks at it."""
    looking = [offer for offer in await offers.of_ticket(uow.tx, ticket.id) if not offer.passed]
    kept = [offer for offer in looking if offer.lawyer in ticket.conflicted]
    for offer in kept:
        await offers.pass_on(uow.tx, ticket.id, offer.lawyer, uow.now)
        lawyer = await people.find(uow.tx, offer.lawyer)
        if lawyer is not None:
            await settle_card(uow, ticket, lawyer, "ticket.card_conflicted")
            await uow.tell(say(lawyer, "conflict.kept", number=ticket.id))
    if kept and len(kept) == len(looking) and ticket.state is State.WAITING and not ticket.emergency:
        await offer_next(uow, ticket)


async def show_offers_again(uow: UnitOfWork, lawyer: Person) -> None:
    """Send the cards of what waits with a lawyer once more: they could not be delivered before."""
    for ticket in await tickets.waiting_with(uow.tx, lawyer.id):
        offer = await offers.find(uow.tx, ticket.id, lawyer.id)
        assert offer is not None
        known = await views.background(uow, ticket)
        await show_card(uow, ticket, lawyer.id, lawyer.lang, offer.reason, known)


async def deal_out_waiting(uow: UnitOfWork) -> None:
    """Offer every waiting ticket that nobody is looking at, the urgent and old ones first: capacity has returned."""
    screening = Screening(uow)
    for ticket in await tickets.unoffered(uow.tx):
        if not ticket.is_asking:
            await offer_next(uow, ticket, screening=screening)


async def deal_out_anew(uow: UnitOfWork) -> None:
    """Hours have begun, or an absence is over: whoever is there now is offered also what was taken back meanwhile."""
    for lawyer in await roster.lawyers(uow.tx, uow.now, uow.calendar):
        if lawyer.on_duty:
            await offers.forget_taken_back(uow.tx, lawyer.id)
    await deal_out_waiting(uow)


async def comes_on_duty(uow: UnitOfWork, lawyer: Person) -> None:
    """A lawyer is there now: what waits is dealt out, also what was taken back from them while they were not."""
    await offers.forget_taken_back(uow.tx, lawyer.id)
    await deal_out_waiting(uow)


async def pass_on_offers(uow: UnitOfWork, lawyer: Person) -> None:
    """Offer to somebody else what waits with a lawyer who has gone off duty, left, or cannot be reached."""
    screening = Screening(uow)
    for ticket in await tickets.waiting_with(uow.tx, lawyer.id):
        if await offers.take_back(uow.tx, ticket.id, lawyer.id, uow.now):
            await settle_card(uow, ticket, lawyer, "ticket.card_passed")
            await offer_next(uow, ticket, screening=screening)


async def settle_card(
    uow: UnitOfWork, ticket: Ticket, lawyer: Person, heading: str, rows: Rows = (), *, name: str = ""
) -> None:
    """Put another heading and other buttons on the card that a lawyer was shown, if it has arrived.

    The owner's words come onto it only for whoever has taken the ticket; for others not even the parties stay.
    """
    offer = await offers.find(uow.tx, ticket.id, lawyer.id)
    address = await people.address_of(uow.tx, uow.account.id, lawyer.id)
    if offer is None or offer.notice is None or address is None:
        return
    shown = await outbox.messages_of(uow.tx, offer.notice, address.id)
    if not shown:
        return
    most = views.LONGEST_EXCERPT if ticket.lawyer == lawyer.id and ticket.is_held else 0
    card = await views.ticket_card(uow, ticket, lawyer.lang, most=most, name=name)
    changed = rewrite(lawyer, shown[-1], Shown(heading, card, rows))
    await uow.tell(
        replace(changed, ticket=ticket.id)
    )  # so that it stays behind if the ticket is lost meanwhile


def _choose(
    lawyers: list[Lawyer], ticket: Ticket, butler: int | None, tried: Collection[int], most: int
) -> Choice | None:
    return choose(
        lawyers,
        butler=butler,
        measure=ticket.measure,
        language=ticket.lang,
        tried=tried,
        excluded=ticket.conflicted,
        most=None if ticket.urgent else most,  # what cannot wait is worth one more
    )


async def show_card(
    uow: UnitOfWork, ticket: Ticket, lawyer: int, lang: Lang, reason: str, known: Background
) -> None:
    """Show a lawyer the card of a ticket with its buttons, and note that it is offered to them, and why."""
    rows = views.offered_rows(ticket)
    card = await views.blind_card(uow, ticket, lang, known)
    heading = "ticket.card_bureau" if reason == BUREAU else "ticket.card"
    notice = await uow.tell(Notice(lawyer, Shown(heading, card, rows), lang, ticket=ticket.id))
    await offers.make(uow.tx, ticket.id, lawyer, reason, uow.now, notice=notice)
