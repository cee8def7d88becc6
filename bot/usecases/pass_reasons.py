"""Why a lawyer left a ticket to somebody else: said with one tap afterwards, so that the ticket never waits for it.

Admins are told; whoever names a conflict of interest is kept from the ticket for good.
"""

from collections.abc import Mapping

from bot.domain.conflict import Hit, Reason
from bot.domain.outgoing import Rows, Sentence, button
from bot.domain.pass_reason import PassReason
from bot.domain.people import Person
from bot.domain.ticket import Ticket
from bot.domain.ticket_work_actions import PassBecause
from bot.storage import offers, tickets
from bot.usecases.conflicts import keep_from
from bot.usecases.messages import rewrite, say, tell_admins
from bot.usecases.unit_of_work import UnitOfWork

ADMINS: Mapping[PassReason, str] = {
    PassReason.NO_TIME: "passing.admin_no-time",
    PassReason.NOT_MY_FIELD: "passing.admin_not-my-field",
    PassReason.CONFLICT: "passing.admin_conflict",
    PassReason.OTHER: "passing.admin_other",
}
"""What admins are told of it."""
EVENT = "pass_reason"
"""The event that keeps a reason."""


def rows(ticket: Ticket) -> Rows:
    """The reasons, as buttons."""
    first, second, third, fourth = (
        button(f"pass.{reason.value}", PassBecause(ticket.id, reason.value)) for reason in PassReason
    )
    return ((first, second), (third, fourth))


async def note(uow: UnitOfWork, lawyer: Person, message_id: int, ticket_id: int, word: str) -> None:
    """Keep the reason of somebody who has passed a ticket on, or given it back; of nobody else."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or word not in set(PassReason) or not await _has_passed(uow, lawyer, ticket):
        await uow.tell(say(lawyer, "passing.not_yours", number=ticket_id))
        return
    await tickets.note_event(uow.tx, ticket, EVENT, uow.now, by=lawyer.id, reason=word)
    if word == PassReason.CONFLICT:
        await keep_from(uow, ticket, Hit(lawyer.id, Reason.SAYS_SO, "", ""))
    fills = {"reason": f"pass.{word}"}
    noted = Sentence("passing.noted", {"number": ticket.id}, fills=fills)
    await uow.tell(rewrite(lawyer, message_id, noted))
    once = f"passed:{ticket.id}:{lawyer.id}:{word}:{uow.now:%Y%m%d%H}"
    name = lawyer.name or str(lawyer.id)
    await tell_admins(uow, ADMINS[PassReason(word)], once=once, name=name, number=ticket.id)


async def _has_passed(uow: UnitOfWork, lawyer: Person, ticket: Ticket) -> bool:
    if lawyer.id in ticket.conflicted:
        return False
    offer = await offers.find(uow.tx, ticket.id, lawyer.id)
    return offer is not None and offer.passed and offer.reason != offers.TAKEN_BACK
