"""A lawyer or an admin gives the own role back: asked once more, told to the admins, and never by the last admin."""

from bot.domain.audit import AuditAct
from bot.domain.outgoing import button
from bot.domain.people import Person, Role
from bot.domain.steering_actions import Leave
from bot.storage import audit, people, roster, tickets
from bot.usecases import delivery_rights, ticket_work
from bot.usecases.messages import menu, say, tell_admins
from bot.usecases.unit_of_work import UnitOfWork


async def ask(uow: UnitOfWork, person: Person) -> None:
    """Ask which role somebody gives back, and say what comes of it."""
    rows = tuple(
        (button(f"giveback.{role.value}", Leave(role.value)),) for role in Role if role in person.roles
    )
    held = len(await tickets.held_by(uow.tx, person.id)) if person.is_lawyer else 0
    key = "leave.sure_lawyer" if person.is_lawyer else "leave.sure"
    await uow.tell(say(person, key, rows, count=held))


async def leave(uow: UnitOfWork, person: Person, word: str) -> None:
    """Take the own role away; the tickets of a lawyer who leaves go to others."""
    if word not in set(Role) or Role(word) not in person.roles:
        await uow.tell(say(person, "leave.not_yours"))
        return
    role = Role(word)
    if role is Role.ADMIN and len(await roster.lock_admins(uow.tx)) <= 1:
        await uow.tell(say(person, "leave.last_admin"))
        return
    await roster.revoke(uow.tx, person.id, role, by=person.id, now=uow.now)
    audit.note(uow.tx, AuditAct.ROLE_TAKEN, uow.now, by=person.id, person=person.id, role=role.value)
    former = await people.find(uow.tx, person.id)
    assert former is not None
    await uow.tell(menu(former))
    fills = {"role": f"role.{role.value}"}
    await uow.tell(say(former, "leave.done", fills=fills))
    name = person.name or str(person.id)
    key = "leave.told_lawyer" if role is Role.LAWYER else "leave.told_admin"
    await tell_admins(uow, key, name=name)
    if role is Role.LAWYER:
        await ticket_work.release(uow, former)
    await delivery_rights.ended(uow, former.id)
