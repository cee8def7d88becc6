"""Who works here: invitations, roles, duty. Only admins change people; lawyers change their own duty."""

import datetime as dt

from bot.domain.message import Sender
from bot.domain.people import Person, Role
from bot.storage import people
from bot.usecases import assignment, ticket_work
from bot.usecases.messages import button, menu, say
from bot.usecases.unit_of_work import UnitOfWork

INVITATION_LASTS = dt.timedelta(days=7)


async def refuse(uow: UnitOfWork, person: Person) -> None:
    """Tell somebody that a command belongs to another role."""
    await uow.tell(say(person, "command.not_for_you"))


async def invite(uow: UnitOfWork, admin: Person, role: str, code: str) -> None:
    """Make a one-time invitation and show the admin its link. `code` is fresh and unguessable."""
    if not admin.is_admin:
        await uow.tell(say(admin, "staff.only_admins"))
        return
    if role not in set(Role):
        rows = [[button(f"role.{each.value}", "invite", each.value) for each in Role]]
        await uow.tell(say(admin, "staff.invite_whom", rows))
        return
    expires_at = uow.now + INVITATION_LASTS
    await people.invite(uow.tx, code, Role(role), by=admin.id, now=uow.now, expires_at=expires_at)
    link = f"https://t.me/{uow.bot_username}?start={code}"
    await uow.tell(say(admin, "staff.invitation", link=link, role=f"role.{role}", days=INVITATION_LASTS.days))


async def redeem(uow: UnitOfWork, person: Person, sender: Sender, code: str) -> bool:
    """Use an invitation up; False if it is unknown, used or expired."""
    used = await people.use_invitation(uow.tx, code, person.id, uow.now)
    if used is None:
        await uow.tell(say(person, "staff.invitation_gone"))
        return False
    role, made_by = used
    await enlist(uow, person.id, role, by=made_by, name=sender.name)
    await uow.tell(say(person, f"staff.welcome_{role.value}"))
    inviter = await people.find(uow.tx, made_by)
    if inviter is not None:
        await uow.tell(say(inviter, "staff.invitation_used", name=sender.name, role=f"role.{role.value}"))
    return True


async def enlist(
    uow: UnitOfWork, person_id: int, role: Role, *, by: int | None, name: str | None = None
) -> None:
    """Give a role, with the menu of commands that belongs to it; a new lawyer is dealt what waits."""
    await people.meet(uow.tx, person_id, uow.now)
    granted = await people.grant(uow.tx, person_id, role, by=by, now=uow.now)
    if name:
        await people.rename(uow.tx, person_id, name)
    if granted:
        await show_menu(uow, person_id)
        if role is Role.LAWYER:
            await assignment.deal_out_waiting(uow)


async def show_menu(uow: UnitOfWork, person_id: int) -> None:
    """Give a person the menu of commands that their roles allow."""
    person = await people.find(uow.tx, person_id)
    assert person is not None
    await uow.tell(menu(person))


async def list_people(uow: UnitOfWork, admin: Person) -> None:
    """Show who has which role and who is on duty."""
    if not admin.is_admin:
        await uow.tell(say(admin, "staff.only_admins"))
        return
    admins = [{"id": each.id, "name": each.name or ""} for each in await people.with_role(uow.tx, Role.ADMIN)]
    roster = await people.roster(uow.tx)
    lawyers = [
        {
            "id": each.id,
            "name": each.name,
            "duty": "duty.on" if each.on_duty else "duty.off",
            "load": each.load,
        }
        for each in roster
    ]
    rows = [
        [button("button.remove", "remove", "lawyer", each.id, name=each.name or each.id)]
        for each in roster[:20]
    ]
    rows.append([button("button.invite", "invite", "lawyer")])
    await uow.tell(say(admin, "staff.people", rows, admins=admins, lawyers=lawyers))


async def remove(uow: UnitOfWork, admin: Person, role: str, person_id: int) -> None:
    """Take a role away; the tickets of a lawyer who leaves go to others."""
    if not admin.is_admin or role not in set(Role) or (role == Role.ADMIN and person_id == admin.id):
        await uow.tell(say(admin, "staff.only_admins"))
        return
    if await people.revoke(uow.tx, person_id, Role(role)):
        await show_menu(uow, person_id)
        former = await people.find(uow.tx, person_id)
        if former is not None:
            if role == Role.LAWYER:
                await ticket_work.release(uow, former)
            await uow.tell(say(former, "staff.removed_you", role=f"role.{role}"))
    person = await people.find(uow.tx, person_id)
    await uow.tell(
        say(admin, "staff.removed", name=(person.name or "") if person else "", role=f"role.{role}")
    )


async def duty(uow: UnitOfWork, lawyer: Person, word: str) -> None:
    """Go on or off duty; without a word, tell how it is. Whoever comes on duty is dealt what waits."""
    if not lawyer.is_lawyer:
        await uow.tell(say(lawyer, "staff.only_lawyers"))
        return
    if word in ("on", "off"):
        await people.set_duty(uow.tx, lawyer.id, on_duty=word == "on")
    on_duty = any(each.on_duty for each in await people.roster(uow.tx) if each.id == lawyer.id)
    row = [button("button.duty_off", "duty", "off")] if on_duty else [button("button.duty_on", "duty", "on")]
    await uow.tell(say(lawyer, "duty.is_on" if on_duty else "duty.is_off", [row]))
    if word == "on":
        await assignment.deal_out_waiting(uow)
    elif word == "off":
        await ticket_work.pass_on_offers(uow, lawyer)
