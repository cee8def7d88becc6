"""Who works here: invitations, roles, duty. Only admins change people; lawyers change their own duty."""

import datetime as dt

from bot.desk import Desk
from bot.domain.message import Sender
from bot.domain.people import Person, Role
from bot.storage import people
from bot.usecases import casework, offering
from bot.usecases.saying import button, menu, say

INVITATION_LASTS = dt.timedelta(days=7)


async def refuse(desk: Desk, person: Person) -> None:
    """Tell somebody that a command belongs to another role."""
    await desk.tell(say(person, "command.not_for_you"))


async def invite(desk: Desk, admin: Person, role: str, code: str) -> None:
    """Make a one-time invitation and show the admin its link. `code` is fresh and unguessable."""
    if not admin.is_admin:
        await desk.tell(say(admin, "staff.only_admins"))
        return
    if role not in set(Role):
        rows = [[button(f"role.{each.value}", "invite", each.value) for each in Role]]
        await desk.tell(say(admin, "staff.invite_whom", rows))
        return
    expires_at = desk.now + INVITATION_LASTS
    await people.invite(desk.tx, code, Role(role), by=admin.id, now=desk.now, expires_at=expires_at)
    link = f"https://t.me/{desk.bot_username}?start={code}"
    await desk.tell(
        say(admin, "staff.invitation", link=link, role=f"role.{role}", days=INVITATION_LASTS.days)
    )


async def redeem(desk: Desk, person: Person, sender: Sender, code: str) -> bool:
    """Use an invitation up; False if it is unknown, used or expired."""
    used = await people.use_invitation(desk.tx, code, person.id, desk.now)
    if used is None:
        await desk.tell(say(person, "staff.invitation_gone"))
        return False
    role, made_by = used
    await enlist(desk, person.id, role, by=made_by, name=sender.name)
    await desk.tell(say(person, f"staff.welcome_{role.value}"))
    inviter = await people.find(desk.tx, made_by)
    if inviter is not None:
        await desk.tell(say(inviter, "staff.invitation_used", name=sender.name, role=f"role.{role.value}"))
    return True


async def enlist(desk: Desk, person_id: int, role: Role, *, by: int | None, name: str | None = None) -> None:
    """Give a role, with the menu of commands that belongs to it; a new lawyer is dealt what waits."""
    await people.meet(desk.tx, person_id, desk.now)
    granted = await people.grant(desk.tx, person_id, role, by=by, now=desk.now)
    if name:
        await people.rename(desk.tx, person_id, name)
    if granted:
        await show_menu(desk, person_id)
        if role is Role.LAWYER:
            await offering.deal_out_waiting(desk)


async def show_menu(desk: Desk, person_id: int) -> None:
    """Give a person the menu of commands that their roles allow."""
    person = await people.find(desk.tx, person_id)
    assert person is not None
    await desk.tell(menu(person))


async def list_people(desk: Desk, admin: Person) -> None:
    """Show who has which role and who is on duty."""
    if not admin.is_admin:
        await desk.tell(say(admin, "staff.only_admins"))
        return
    admins = [
        {"id": each.id, "name": each.name or ""} for each in await people.with_role(desk.tx, Role.ADMIN)
    ]
    roster = await people.roster(desk.tx)
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
    await desk.tell(say(admin, "staff.people", rows, admins=admins, lawyers=lawyers))


async def remove(desk: Desk, admin: Person, role: str, person_id: int) -> None:
    """Take a role away; the tickets of a lawyer who leaves go to others."""
    if not admin.is_admin or role not in set(Role) or (role == Role.ADMIN and person_id == admin.id):
        await desk.tell(say(admin, "staff.only_admins"))
        return
    if await people.revoke(desk.tx, person_id, Role(role)):
        await show_menu(desk, person_id)
        former = await people.find(desk.tx, person_id)
        if former is not None:
            if role == Role.LAWYER:
                await casework.release(desk, former)
            await desk.tell(say(former, "staff.removed_you", role=f"role.{role}"))
    person = await people.find(desk.tx, person_id)
    await desk.tell(
        say(admin, "staff.removed", name=(person.name or "") if person else "", role=f"role.{role}")
    )


async def duty(desk: Desk, lawyer: Person, word: str) -> None:
    """Go on or off duty; without a word, tell how it is. Whoever comes on duty is dealt what waits."""
    if not lawyer.is_lawyer:
        await desk.tell(say(lawyer, "staff.only_lawyers"))
        return
    if word in ("on", "off"):
        await people.set_duty(desk.tx, lawyer.id, on_duty=word == "on")
    on_duty = any(each.on_duty for each in await people.roster(desk.tx) if each.id == lawyer.id)
    row = [button("button.duty_off", "duty", "off")] if on_duty else [button("button.duty_on", "duty", "on")]
    await desk.tell(say(lawyer, "duty.is_on" if on_duty else "duty.is_off", [row]))
    if word == "on":
        await offering.deal_out_waiting(desk)
    elif word == "off":
        await casework.pass_on_offers(desk, lawyer)
