"""What lawyers and admins do about conflicts of interest: step aside; look at two names that are alike, and clear a lawyer."""

from bot.domain.audit import AuditAct
from bot.domain.conflict import Clearing, Hit, Reason
from bot.domain.conflict_actions import ClearConflict
from bot.domain.outgoing import Rows, button
from bot.domain.people import Person
from bot.domain.sides import is_on_its_side
from bot.domain.ticket import Act, State, Ticket, denial, may
from bot.storage import audit, conflicts, offers, outbox, tickets
from bot.storage.conflicts import Conflict
from bot.usecases import assignment, at_hand, colleagues, lifecycle, ticket_work
from bot.usecases.call_out import call_out
from bot.usecases.conflicts import keep_from
from bot.usecases.messages import say
from bot.usecases.participants import tell_askers
from bot.usecases.unit_of_work import UnitOfWork

DROPPED = "conflict of interest"
"""Why a notice was not brought any more, for the list of what was not delivered."""
LOOKED, CLEARED = "conflict_look", "conflict_cleared"
"""Events of a ticket: an admin has seen two names; has let a lawyer see it after all, and why."""
ALIKE = {Reason.CLIENT: "conflict.client", Reason.OPPONENT: "conflict.opponent"}
"""What an admin is told of two names, by why they keep a lawyer away."""

REASONS = {
    Clearing.OTHER: "button.clear_other",
    Clearing.FORMER: "button.clear_former",
    Clearing.AGREED: "button.clear_agreed",
}
"""The buttons of an admin who clears a lawyer."""


async def step_aside(uow: UnitOfWork, lawyer: Person, ticket_id: int) -> None:
    """A lawyer has a conflict of interest: nothing of the ticket reaches them from now on, and nobody asks why."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not lawyer.is_lawyer or is_on_its_side(lawyer, ticket):
        await uow.tell(say(lawyer, "ticket.unknown"))
        return
    if lawyer.id in {ticket.asked, ticket.guest} and ticket.is_held and lawyer.id not in ticket.conflicted:
        await _leave_colleague(uow, lawyer, ticket)
        return
    held = may(lawyer, ticket, Act.HAND_BACK)
    offered = await offers.is_open(uow.tx, ticket.id, lawyer.id)
    if not held and denial(lawyer, ticket, Act.PASS_ON, offered=offered) is not None:
        await at_hand.tell_denied(uow, lawyer, ticket_id, Act.PASS_ON)
        return
    freed = await _freed(uow, lawyer, ticket, held=held)
    if freed is None:
        await at_hand.tell_denied(uow, lawyer, ticket_id)
        return
    await outbox.drop_of_ticket(uow.tx, freed.id, lawyer.id, uow.now, DROPPED)
    kept = await keep_from(uow, freed, Hit(lawyer.id, Reason.SAYS_SO, "", ""))
    await assignment.settle_card(uow, kept, lawyer, "ticket.card_conflicted")
    await uow.tell(say(lawyer, "conflict.stepped_aside", number=kept.id))
    if kept.emergency:
        await ticket_work.is_before_others(uow, kept, handed_back=held)
    else:
        await assignment.offer_next(uow, kept)


async def _leave_colleague(uow: UnitOfWork, lawyer: Person, ticket: Ticket) -> None:
    """Whoever was asked to take a ticket over, or reads it along, steps aside: it stays with its lawyer."""
    left = await colleagues.step_out(uow, lawyer, ticket)
    if left is None:
        await at_hand.tell_denied(uow, lawyer, ticket.id)
        return
    await outbox.drop_of_ticket(uow.tx, left.id, lawyer.id, uow.now, DROPPED)
    await keep_from(uow, left, Hit(lawyer.id, Reason.SAYS_SO, "", ""))
    await uow.tell(say(lawyer, "conflict.stepped_aside", number=left.id))


async def look(uow: UnitOfWork, admin: Person, ticket_id: int, lawyer: int) -> None:
    """Show an admin the two names that keep a lawyer from a ticket; that they looked is noted."""
    found = await _clearable(uow, admin, ticket_id, lawyer)
    if found is None:
        return
    ticket, conflict = found
    await tickets.note_event(uow.tx, ticket, LOOKED, uow.now, by=admin.id, reason=conflict.reason.value)
    key, name = ALIKE[conflict.reason], conflict.lawyer_name
    await uow.tell(
        say(
            admin,
            key,
            _reasons(ticket, lawyer),
            number=ticket.id,
            name=name,
            ours=conflict.ours,
            theirs=conflict.theirs,
        )
    )


async def clear(uow: UnitOfWork, admin: Person, ticket_id: int, lawyer: int, because: str) -> None:
    """An admin lets a lawyer see a ticket after all, for a reason that is noted; it is offered on at once."""
    found = await _clearable(uow, admin, ticket_id, lawyer)
    if found is None:
        return
    if because not in {each.value for each in Clearing}:
        await uow.tell(say(admin, "tap.unknown"))
        return
    ticket, conflict = found
    free = await conflicts.clear(uow.tx, ticket, lawyer, by=admin.id, because=Clearing(because), now=uow.now)
    assert free is not None
    await tickets.note_event(uow.tx, free, CLEARED, uow.now, by=admin.id, reason=f"{lawyer}:{because}")
    audit.note(
        uow.tx, AuditAct.CONFLICT_CLEARED, uow.now, by=admin.id, person=lawyer, ticket=free.id, why=because
    )
    await uow.tell(say(admin, "conflict.cleared", number=free.id, name=conflict.lawyer_name))
    if free.state is not State.WAITING:
        return
    if free.emergency:
        await call_out(uow, free, again=True)
    else:
        await assignment.offer_next(uow, free)


def _reasons(ticket: Ticket, lawyer: int) -> Rows:
    return tuple(
        (button(label, ClearConflict(ticket.id, lawyer, because.value)),)
        for because, label in REASONS.items()
    )


async def _freed(uow: UnitOfWork, lawyer: Person, ticket: Ticket, *, held: bool) -> Ticket | None:
    """The ticket without this lawyer; its owner is told that another one comes. None if somebody was faster."""
    if not held:
        await offers.pass_on(uow.tx, ticket.id, lawyer.id, uow.now)
        return ticket
    freed = await lifecycle.hand_back(uow, ticket, lawyer)
    if freed is not None:
        await tell_askers(uow, freed, "ticket.new_lawyer")
    return freed


async def _clearable(
    uow: UnitOfWork, admin: Person, ticket_id: int, lawyer: int
) -> tuple[Ticket, Conflict] | None:
    """An open ticket, and what keeps this lawyer from it; None, and the admin knows. Nobody decides on their own case."""
    ticket = await tickets.find(uow.tx, ticket_id)
    found = await conflicts.of_ticket(uow.tx, ticket_id) if ticket is not None and ticket.is_open else []
    conflict = next((each for each in found if each.lawyer == lawyer and each.may_be_cleared), None)
    if ticket is None or conflict is None or admin.id == lawyer or is_on_its_side(admin, ticket):
        await uow.tell(say(admin, "conflict.nothing_to_clear", number=ticket_id))
        return None
    return ticket, conflict
