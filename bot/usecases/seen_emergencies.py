"""An admin says that they see to an emergency: no admin is called for it again; lawyers are, until one takes it."""

from bot.domain.people import Person, Role
from bot.storage import roster, tickets
from bot.usecases.call_out import SEEN, is_seen
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork


async def seen(uow: UnitOfWork, admin: Person, ticket_id: int) -> None:
    """Note who sees to it, and tell the other admins; once for each emergency."""
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or not ticket.emergency or not ticket.is_open:
        await uow.tell(say(admin, "emergency.over", number=ticket_id))
        return
    if await is_seen(uow, ticket):
        await uow.tell(say(admin, "emergency.seen_already", number=ticket.id))
        return
    await tickets.note_event(uow.tx, ticket, SEEN, uow.now, by=admin.id)
    await uow.tell(say(admin, "emergency.seen", number=ticket.id))
    for other in await roster.with_role(uow.tx, Role.ADMIN):
        if other.id != admin.id:
            name = admin.name or str(admin.id)
            await uow.tell(say(other, "emergency.seen_told", number=ticket.id, name=name))
