"""What lawyers settle among themselves about a ticket: another one takes it over, or reads along.

Until the colleague who was asked accepts, a ticket stays with its lawyer. Whoever a conflict of interest keeps from it is
not among those who can be chosen, and the choice is asked again when it arrives.
"""

from dataclasses import replace

from bot.domain.outgoing import Button, Rows, Sentence, button
from bot.domain.page import paged
from bot.domain.people import Lawyer, Person
from bot.domain.ticket import Act, Ticket
from bot.domain.ticket_work_actions import (
    AskSnooze,
    ChooseColleague,
    DismissGuest,
    HandOver,
    InviteGuest,
)
from bot.storage import people, roster, seats, tickets
from bot.usecases import identity_checks, lifecycle, owner_views, pages, second_eyes, ticket_thread, views
from bot.usecases.at_hand import tell_denied, ticket_for
from bot.usecases.conflicts import screen
from bot.usecases.messages import about, rewrite, say, show
from bot.usecases.pages import Place
from bot.usecases.participants import tell_askers
from bot.usecases.unit_of_work import UnitOfWork

OVER, GUEST = "over", "guest"
ACTS = {OVER: Act.HAND_OVER, GUEST: Act.INVITE}
"""What a colleague is chosen for."""


async def more(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """Show the lawyer of a ticket what else can be done with it."""
    ticket = await ticket_for(uow, lawyer, ticket_id, Act.HAND_OVER)
    if ticket is not None:
        await uow.tell(
            say(
                lawyer,
                "life.more",
                (*_more_rows(ticket), *await identity_checks.rows_for(uow, ticket)),
                number=ticket.id,
            )
        )


def _more_rows(ticket: Ticket) -> Rows:
    guest = button("button.invite_guest", ChooseColleague(ticket.id, GUEST, 1))
    if ticket.guest is not None:
        guest = button("button.dismiss_guest", DismissGuest(ticket.id))
    return (
        (button("button.to_colleague", ChooseColleague(ticket.id, OVER, 1)), guest),
        (button("button.snooze", AskSnooze(ticket.id)),),
    )


async def choose(uow: UnitOfWork, lawyer: Person, ticket_id: int, what: str, place: Place) -> None:
    """List the colleagues who may take a ticket over or read along, with their duty and load."""
    act = ACTS.get(what)
    if act is None:
        await uow.tell(say(lawyer, "tap.unknown"))
        return
    ticket = await ticket_for(uow, lawyer, ticket_id, act)
    if ticket is None:
        return
    found = await _eligible(uow, await screen(uow, ticket))
    page = paged(place.page, len(found))
    chosen = HandOver if what == OVER else InviteGuest
    rows: Rows = tuple((_colleague(each, chosen(ticket.id, each.id)),) for each in page.cut(found))
    rows = (*rows, *pages.row(page, lambda number: ChooseColleague(ticket.id, what, number)))
    whom = "colleague.whom_over" if what == OVER else "colleague.whom_guest"
    key = whom if found else "colleague.nobody"
    await pages.put(uow, lawyer, place, Sentence(key, {"number": ticket.id}, rows=rows))


def _colleague(lawyer: Lawyer, action: HandOver | InviteGuest) -> Button:
    label = "button.colleague_on" if lawyer.on_duty else "button.colleague_off"
    return button(label, action, name=lawyer.name or lawyer.id, count=lawyer.load)


async def hand_over(
    uow: UnitOfWork, lawyer: Person, message_id: int, ticket_id: int, colleague_id: int
) -> None:
    """Ask a colleague to take a ticket over; asking another one takes the first question back."""
    found = await _chosen(uow, lawyer, ticket_id, colleague_id, Act.HAND_OVER)
    if found is None:
        return
    ticket, colleague = found
    asked = await lifecycle.hand_over(uow, ticket, lawyer, colleague.id)
    if asked is None:
        await tell_denied(uow, lawyer, ticket_id, Act.HAND_OVER)
        return
    await _tell_not_asked(uow, ticket, colleague.id)
    await _show_parties(uow, asked, colleague, "colleague.card", lawyer)
    done = Sentence("colleague.asked", {"number": ticket.id, "name": colleague.name or ""})
    await uow.tell(rewrite(lawyer, message_id, done))


async def accept(uow: UnitOfWork, colleague: Person, message_id: int, ticket_id: int) -> None:
    """Take over what a colleague asked for: the words and files come along, and the owner is told who it is now."""
    asked = await tickets.find(uow.tx, ticket_id)
    if asked is not None and asked.is_held:
        await screen(uow, asked, colleague.id)
    ticket = await ticket_for(uow, colleague, ticket_id, Act.ACCEPT)
    if ticket is None:
        return
    taken = await lifecycle.accept(uow, ticket, colleague)
    if taken is None:
        await tell_denied(uow, colleague, ticket_id, Act.ACCEPT)
        return
    await uow.tell(rewrite(colleague, message_id, Sentence("colleague.you_accepted", {"number": taken.id})))
    card = await views.ticket_card(uow, taken, colleague.lang, most=None)
    await uow.tell(show(colleague, "ticket.yours", card, views.rows_for(taken, colleague), ticket=taken.id))
    await ticket_thread.hand_over(uow, taken, colleague)
    name = colleague.name or ""
    before = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer else None
    if before is not None:
        await uow.tell(say(before, "colleague.accepted", number=taken.id, name=name))
    rows = owner_views.rows_of(taken)
    await tell_askers(uow, taken, "colleague.owner", rows, name=name)


async def decline(uow: UnitOfWork, colleague: Person, message_id: int, ticket_id: int) -> None:
    """Leave a ticket with the colleague who has it."""
    ticket = await ticket_for(uow, colleague, ticket_id, Act.DECLINE)
    if ticket is None:
        return
    if await lifecycle.decline(uow, ticket, colleague) is None:
        await tell_denied(uow, colleague, ticket_id, Act.DECLINE)
        return
    await uow.tell(rewrite(colleague, message_id, Sentence("colleague.you_declined", {"number": ticket.id})))
    await _tell_holder(uow, ticket, "colleague.declined", colleague)


async def invite(uow: UnitOfWork, lawyer: Person, message_id: int, ticket_id: int, colleague_id: int) -> None:
    """Let a colleague read a ticket along and write notes; its owner is not told, and sees nothing of it."""
    found = await _chosen(uow, lawyer, ticket_id, colleague_id, Act.INVITE)
    if found is None:
        return
    ticket, colleague = found
    joined = await lifecycle.invite(uow, ticket, lawyer, colleague.id)
    if joined is None:
        await tell_denied(uow, lawyer, ticket_id, Act.INVITE)
        return
    if ticket.guest not in (None, colleague.id):
        await _tell_dismissed(uow, ticket)
    await _show_parties(uow, joined, colleague, "guest.card", lawyer)
    await second_eyes.lost(uow, ticket.id)
    done = Sentence("guest.invited", {"number": ticket.id, "name": colleague.name or ""})
    await uow.tell(rewrite(lawyer, message_id, done))


async def dismiss(uow: UnitOfWork, person: Person, ticket_id: int) -> None:
    """Its lawyer lets the guest of a ticket go, or the guest leaves."""
    ticket = await ticket_for(uow, person, ticket_id, Act.DISMISS)
    if ticket is None:
        return
    if ticket.guest is None:
        await uow.tell(say(person, "guest.nobody", number=ticket.id))
    elif await lifecycle.dismiss(uow, ticket, person) is None:
        await tell_denied(uow, person, ticket_id, Act.DISMISS)
    else:
        await _tell_dismissed(uow, ticket)
        await _tell_left(uow, ticket)
        await second_eyes.lost(uow, ticket.id)


async def step_out(uow: UnitOfWork, lawyer: Person, ticket: Ticket) -> Ticket | None:
    """A lawyer who was asked or reads along has a conflict of interest; the ticket without them, None if it has changed."""
    left: Ticket | None = ticket
    if ticket.asked == lawyer.id:
        left = await lifecycle.decline(uow, ticket, lawyer)
        await _tell_holder(uow, ticket, "colleague.declined", lawyer)
    if left is not None and left.guest == lawyer.id:
        left = await lifecycle.dismiss(uow, left, lawyer)
        await _tell_holder(uow, ticket, "guest.left", lawyer)
        await second_eyes.lost(uow, ticket.id)
    return left


async def gone(uow: UnitOfWork, former: Person) -> None:
    """A lawyer has left: what they were asked for stays where it is, and they read nothing along any more."""
    for ticket in await tickets.shared_with(uow.tx, former.id):
        await step_out(uow, former, ticket)


async def _show_parties(
    uow: UnitOfWork, ticket: Ticket, colleague: Person, heading: str, lawyer: Person
) -> None:
    """What a colleague sees first, to look for a conflict of interest: topic and sides, no word (as with any offer)."""
    card = replace(await views.blind_card(uow, ticket, colleague.lang), name=lawyer.name or "")
    await uow.tell(show(colleague, heading, card, views.rows_for(ticket, colleague), ticket=ticket.id))


async def _chosen(
    uow: UnitOfWork, lawyer: Person, ticket_id: int, colleague_id: int, act: Act
) -> tuple[Ticket, Person] | None:
    """The ticket and the colleague, if this lawyer may do this with it now, and the colleague may be chosen."""
    ticket = await ticket_for(uow, lawyer, ticket_id, act)
    if ticket is None:
        return None
    ticket = await screen(uow, ticket, colleague_id)
    colleague = await people.find(uow.tx, colleague_id)
    if colleague is None or colleague_id not in [each.id for each in await _eligible(uow, ticket)]:
        await uow.tell(say(lawyer, "colleague.not_possible", number=ticket.id))
        return None
    return ticket, colleague


async def _eligible(uow: UnitOfWork, ticket: Ticket) -> list[Lawyer]:
    """The colleagues who may come into a ticket: those on duty first, then those with less to do."""
    kept_out = {ticket.lawyer, *ticket.conflicted, *await seats.beside(uow.tx, ticket)}
    found = [each for each in await roster.lawyers(uow.tx, uow.now, uow.calendar) if each.id not in kept_out]
    return sorted(found, key=lambda each: (not each.on_duty, each.load, each.id))


async def _tell_holder(uow: UnitOfWork, ticket: Ticket, key: str, colleague: Person) -> None:
    holder = await people.find(uow.tx, ticket.lawyer) if ticket.lawyer else None
    if holder is not None and holder.is_lawyer:
        await uow.tell(about(ticket, holder, key, name=colleague.name or ""))


async def _tell_not_asked(uow: UnitOfWork, ticket: Ticket, instead: int) -> None:
    """Tell the colleague who was asked before that somebody else is asked now."""
    before = await people.find(uow.tx, ticket.asked) if ticket.asked not in (None, instead) else None
    if before is not None and before.is_lawyer:
        await uow.tell(say(before, "colleague.no_longer", number=ticket.id))


async def _tell_dismissed(uow: UnitOfWork, ticket: Ticket) -> None:
    guest = await people.find(uow.tx, ticket.guest) if ticket.guest else None
    if guest is not None:
        await uow.tell(say(guest, "guest.over", number=ticket.id))


async def _tell_left(uow: UnitOfWork, ticket: Ticket) -> None:
    guest = await people.find(uow.tx, ticket.guest) if ticket.guest else None
    if guest is not None:
        await _tell_holder(uow, ticket, "guest.left", guest)
