"""Somebody wants all that is kept of them erased, at once (Personal Information Protection Law, article 47).

They are told what goes and what stays, confirm, and get a certificate: a number in the audit log and counts, no words.
"""

from bot.domain.audit import AuditAct, AuditEntry
from bot.domain.outgoing import Param, Rows, Sentence, button
from bot.domain.page_actions import TurnOwnTickets
from bot.domain.people import Person
from bot.domain.privacy_actions import EraseMe
from bot.domain.ticket import Ticket
from bot.storage import audit, erasure, tickets
from bot.usecases import seats, views
from bot.usecases.messages import rewrite, say
from bot.usecases.unit_of_work import UnitOfWork


async def ask(uow: UnitOfWork, person: Person) -> None:
    """Tell what would be erased and what stays, with the button that does it; or what must be done before."""
    if not await _is_in_the_way(uow, person):
        await uow.tell(say(person, "forgetme.sure", ((button("button.erase_me", EraseMe()),),)))


async def erase(uow: UnitOfWork, person: Person, card: int) -> None:
    """Erase what is kept of somebody, and put the certificate in the place of the question."""
    if await _is_in_the_way(uow, person):
        return
    counts = await _erased(uow, person)
    entry = await audit.numbered(uow.tx, AuditAct.ERASED, uow.now, by=person.id, person=person.id, **counts)
    await uow.tell(rewrite(person, card, _certificate(uow, entry, counts), person.lang))


async def leave_enterprise(uow: UnitOfWork, person: Person) -> None:
    """Free somebody's seat, and erase what was said of its enterprise if nobody else sits there."""
    await seats.vacate(uow, person)
    if person.seat is not None:
        await erasure.registration(uow.tx, person.seat.enterprise, uow.now)


async def _erased(uow: UnitOfWork, person: Person) -> dict[str, int]:
    await leave_enterprise(uow, person)
    return await erasure.person(uow.tx, person.id, uow.now)


def _certificate(uow: UnitOfWork, entry: AuditEntry, counts: dict[str, int]) -> Sentence:
    told: dict[str, Param] = {"number": entry.number, "at": views.whole_time(uow, uow.now), **counts}
    return Sentence("forgetme.done", told, postscript="forgetme.held" if counts["held"] else "")


async def _is_in_the_way(uow: UnitOfWork, person: Person) -> bool:
    """Whether something must end before; they are told what, and how."""
    if person.roles:
        await uow.tell(say(person, "forgetme.staff"))
        return True
    open_ones = await _open(uow, person)
    if open_ones:
        rows: Rows = ((button("button.my_tickets", TurnOwnTickets(1)),),)
        numbers = ", ".join(f"#{each.id}" for each in open_ones)
        await uow.tell(say(person, "forgetme.open", rows, numbers=numbers))
    return bool(open_ones)


async def _open(uow: UnitOfWork, person: Person) -> list[Ticket]:
    """Their open tickets; what they share goes on with whoever keeps the enterprise."""
    own = await tickets.open_of_owner(uow.tx, person.id)
    if await seats.has_colleagues(uow, person):
        return [each for each in own if each.shared_at is None]
    return own
