"""Who works here: invitations, roles, specialities. Only admins change people; of duty see `bot.usecases.duties`."""

import datetime as dt

from bot.domain.actions import AskRemoval, Invite, Remove, ToggleSpeciality
from bot.domain.audit import AuditAct
from bot.domain.message import Sender
from bot.domain.outgoing import Rows, Sentence, button, titled
from bot.domain.people import Person, Role
from bot.knowledge import answers
from bot.storage import audit, people, roster
from bot.usecases import assignment, delivery_rights, onboarding, ticket_work, views
from bot.usecases.messages import menu, rewrite, say, show
from bot.usecases.unit_of_work import UnitOfWork

INVITATION_LASTS = dt.timedelta(days=7)
OWNER = "owner"
"""Stands for a role where an invitation leads to none: in a house for the invited, owners need one."""
WELCOME = {Role.LAWYER: "staff.welcome_lawyer", Role.ADMIN: "staff.welcome_admin"}
"""What somebody is told who has just got a role."""
MOST_BUTTONS = 20
"""People that one list offers to remove."""


async def refuse(uow: UnitOfWork, person: Person) -> None:
    """Tell somebody that a command belongs to another role."""
    await uow.tell(say(person, "command.not_for_you"))


async def invite(uow: UnitOfWork, admin: Person, role: str, code: str) -> None:
    """Make a one-time invitation and show the admin its link. `code` is fresh and unguessable."""
    if role not in {*Role, OWNER}:
        rows = tuple((button(f"role.{each.value}", Invite(each.value)),) for each in Role)
        rows = (*rows, (button("role.owner", Invite(OWNER)),))
        await uow.tell(say(admin, "staff.invite_whom", rows))
        return
    expires_at = uow.now + INVITATION_LASTS
    await roster.invite(uow.tx, code, role, by=admin.id, now=uow.now, expires_at=expires_at)
    audit.note(uow.tx, AuditAct.INVITATION_MADE, uow.now, by=admin.id, role=role)
    link = f"https://t.me/{uow.account.username}?start={code}"
    fills = {"role": f"role.{role}"}
    await uow.tell(say(admin, "staff.invitation", fills=fills, link=link, days=INVITATION_LASTS.days))


async def redeem(uow: UnitOfWork, person: Person, sender: Sender, code: str) -> bool:
    """Use an invitation up; False if it is unknown, used or expired."""
    used = await roster.use_invitation(uow.tx, code, person.id, uow.now)
    if used is None:
        await uow.tell(say(person, "staff.invitation_gone"))
        return False
    word, made_by = used
    audit.note(uow.tx, AuditAct.INVITATION_USED, uow.now, by=person.id, role=word, made_by=made_by)
    if word == OWNER:
        await onboarding.welcome(uow, person)
    else:
        await _take_office(uow, person, sender, Role(word), made_by)
    return True


async def _take_office(uow: UnitOfWork, person: Person, sender: Sender, role: Role, made_by: int) -> None:
    """Give somebody the role to which they were invited, and tell whoever invited them."""
    await people.rename(uow.tx, person.id, sender.name)
    if await roster.grant(uow.tx, person.id, role, by=made_by, now=uow.now):
        await _note_given(uow, person.id, role, by=made_by)
        await _welcome(uow, person.id, role)
    await uow.tell(say(person, WELCOME[role]))
    inviter = await people.find(uow.tx, made_by)
    if inviter is not None:
        fills = {"role": f"role.{role.value}"}
        await uow.tell(say(inviter, "staff.invitation_used", fills=fills, name=sender.name))


async def appoint(uow: UnitOfWork, external_id: str, role: Role) -> bool:
    """Give a role to somebody whom the configuration names; False if they had it once, or have it.

    What was decided at run time wins over this seed: who was removed stays removed.
    """
    person = await people.at_address(uow.tx, uow.account.id, external_id, uow.now)
    if not await roster.appoint(uow.tx, person, role, uow.now):
        return False
    await _note_given(uow, person, role, by=None)
    await _welcome(uow, person, role)
    return True


async def was_removed(uow: UnitOfWork, external_id: str, role: Role) -> bool:
    """Whether somebody whom the configuration names had this role and lost it."""
    person = await people.at_address(uow.tx, uow.account.id, external_id, uow.now)
    return await roster.was_revoked(uow.tx, person, role)


async def list_people(uow: UnitOfWork, admin: Person) -> None:
    """Show who has which role, who is on duty, and who was removed."""
    staff = await views.staff(uow)
    removable = [(Role.LAWYER, each) for each in staff.lawyers]
    removable += [(Role.ADMIN, each) for each in staff.admins if each.id != admin.id]
    rows = tuple(
        (button("button.remove", AskRemoval(role.value, each.id), name=each.name or each.id),)
        for role, each in removable[:MOST_BUTTONS]
    )
    await uow.tell(show(admin, "staff.admins", staff, (*rows, (button("button.invite", Invite("lawyer")),))))


async def ask_removal(uow: UnitOfWork, admin: Person, role: str, person_id: int) -> None:
    """Ask whether somebody is really to lose a role."""
    person = await _member(uow, admin, role, person_id)
    if person is None:
        return
    rows: Rows = ((button("button.remove_yes", Remove(role, person_id)),),)
    fills = {"role": f"role.{role}"}
    name = person.name or str(person.id)
    await uow.tell(say(admin, "staff.remove_sure", rows, fills=fills, name=name))


async def remove(uow: UnitOfWork, admin: Person, role: str, person_id: int) -> None:
    """Take a role away; the tickets of a lawyer who leaves go to others."""
    member = await _member(uow, admin, role, person_id)
    if member is None:
        return
    if role == Role.ADMIN and admin.id not in await roster.lock_admins(uow.tx):
        # Of two admins who remove each other at the same moment the faster one stays: a house needs an admin.
        await uow.tell(say(admin, "staff.only_admins"))
        return
    await roster.revoke(uow.tx, person_id, Role(role), by=admin.id, now=uow.now)
    audit.note(uow.tx, AuditAct.ROLE_TAKEN, uow.now, by=admin.id, person=person_id, role=role)
    former = await people.find(uow.tx, person_id)
    assert former is not None
    await uow.tell(menu(former))
    fills = {"role": f"role.{role}"}
    await uow.tell(say(former, "staff.removed_you", fills=fills))
    await uow.tell(say(admin, "staff.removed", fills=fills, name=member.name or str(member.id)))
    if role == Role.LAWYER:
        await ticket_work.release(uow, former)
    await delivery_rights.ended(uow, former.id)


async def specialities(uow: UnitOfWork, lawyer: Person) -> None:
    """Show a lawyer the measures that they are best at, each with a button that changes it."""
    chosen = await _specialities_of(uow, lawyer)
    await uow.tell(say(lawyer, "specialities.choose", _speciality_rows(uow, lawyer, chosen)))


async def toggle_speciality(uow: UnitOfWork, lawyer: Person, message_id: int, number: int) -> None:
    """Note that a lawyer is best at a measure, or no longer; `number` counts from 1."""
    slugs = list(uow.knowledge.measures)
    if not 1 <= number <= len(slugs):
        await uow.tell(say(lawyer, "tap.unknown"))
        return
    chosen = await _specialities_of(uow, lawyer) ^ {slugs[number - 1]}
    await roster.set_specialities(uow.tx, lawyer.id, chosen)
    shown = Sentence("specialities.choose", rows=_speciality_rows(uow, lawyer, chosen))
    await uow.tell(rewrite(lawyer, message_id, shown))


async def _specialities_of(uow: UnitOfWork, lawyer: Person) -> frozenset[str]:
    return next(
        (
            each.specialities
            for each in await roster.lawyers(uow.tx, uow.now, uow.calendar)
            if each.id == lawyer.id
        ),
        frozenset(),
    )


def _speciality_rows(uow: UnitOfWork, lawyer: Person, chosen: frozenset[str]) -> Rows:
    return tuple(
        (titled(("✓ " if slug in chosen else "") + title, ToggleSpeciality(number)),)
        for number, (slug, title) in enumerate(answers.measures(uow.knowledge, lawyer.lang), start=1)
    )


async def _note_given(uow: UnitOfWork, person: int, role: Role, *, by: int | None) -> None:
    """Keep for good who gave a role; nobody where the configuration names its holder."""
    audit.note(uow.tx, AuditAct.ROLE_GIVEN, uow.now, by=by, person=person, role=role.value)


async def _welcome(uow: UnitOfWork, person_id: int, role: Role) -> None:
    """The menu of commands that belongs to a new role; a new lawyer is dealt what waits."""
    person = await people.find(uow.tx, person_id)
    assert person is not None
    await uow.tell(menu(person))
    if role is Role.LAWYER:
        await assignment.deal_out_waiting(uow)


async def _member(uow: UnitOfWork, admin: Person, role: str, person_id: int) -> Person | None:
    """Somebody else who has this role; otherwise the admin is told that there is nothing to take away."""
    person = await people.find(uow.tx, person_id)
    if role not in set(Role) or (role == Role.ADMIN and person_id == admin.id):
        await uow.tell(say(admin, "staff.not_removable"))
        return None
    if person is None or Role(role) not in person.roles:
        await uow.tell(say(admin, "staff.not_removable"))
        return None
    return person
