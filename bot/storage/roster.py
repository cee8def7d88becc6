"""Who works here: roles, invitations, and the lawyers with their duty and load."""

import datetime as dt
import json

from bot.domain.instant import from_ms, to_ms
from bot.domain.people import Lawyer, Person, Role
from bot.domain.views import StaffMember
from bot.storage import codec
from bot.storage.engine.database import Row, Transaction
from bot.storage.people import person_of


async def grant(tx: Transaction, person: int, role: Role, *, by: int | None, now: dt.datetime) -> bool:
    """Give a role; False if the person has it already. A lawyer goes on the roster, on duty."""
    granted = await tx.one("roster.grant", person=person, role=role.value, by=by, now=to_ms(now))
    return await _enlisted(tx, person, role, now) if granted else False


async def appoint(tx: Transaction, person: int, role: Role, now: dt.datetime) -> bool:
    """Give a role to somebody who never had it; False otherwise: who was removed stays removed."""
    granted = await tx.one("roster.appoint", person=person, role=role.value, now=to_ms(now))
    return await _enlisted(tx, person, role, now) if granted else False


async def was_revoked(tx: Transaction, person: int, role: Role) -> bool:
    """Whether this role was taken from the person, and not given back."""
    return await tx.one("roster.was_revoked", person=person, role=role.value) is not None


async def revoke(tx: Transaction, person: int, role: Role, *, by: int | None, now: dt.datetime) -> bool:
    """Take a role away; False if the person does not have it."""
    return await tx.change("roster.revoke", person=person, role=role.value, by=by, now=to_ms(now)) > 0


async def revoked(tx: Transaction, role: Role) -> list[StaffMember]:
    """Everybody from whom this role was taken, the latest first."""
    return [
        StaffMember(row["id"], codec.read_text(row["name"] or ""), row["external_id"] or "")
        for row in await tx.all("roster.revoked", role=role.value)
    ]


async def with_role(tx: Transaction, role: Role) -> list[Person]:
    """Everybody who has this role, the longest-serving first, each with this role alone."""
    return [person_of([row]) for row in await tx.all("roster.with_role", role=role.value)]


async def lawyers(tx: Transaction) -> list[Lawyer]:
    """All lawyers with duty, specialities and present load."""
    return [_lawyer(row) for row in await tx.all("roster.roster", role=Role.LAWYER.value)]


async def set_duty(tx: Transaction, lawyer: int, *, on_duty: bool) -> bool:
    """Put a lawyer on or off duty; False if that was so already."""
    return await tx.change("roster.set_duty", person=lawyer, on_duty=int(on_duty)) == 1


async def set_specialities(tx: Transaction, lawyer: int, measures: frozenset[str]) -> None:
    """Note which measures a lawyer is best at."""
    await tx.change("roster.set_specialities", person=lawyer, specialities=json.dumps(sorted(measures)))


async def invite(
    tx: Transaction, code: str, role: Role, *, by: int, now: dt.datetime, expires_at: dt.datetime
) -> None:
    """Keep a one-time invitation."""
    await tx.change(
        "roster.invite", code=code, role=role.value, by=by, now=to_ms(now), expires_at=to_ms(expires_at)
    )


async def use_invitation(
    tx: Transaction, code: str, person: int, now: dt.datetime
) -> tuple[Role, int] | None:
    """Use an invitation up: its role and who made it; None if unknown, used or expired."""
    row = await tx.one("roster.use_invitation", code=code, person=person, now=to_ms(now))
    return (Role(row["role"]), row["made_by"]) if row else None


async def _enlisted(tx: Transaction, person: int, role: Role, now: dt.datetime) -> bool:
    if role is Role.LAWYER:
        await tx.change("roster.enlist", person=person, now=to_ms(now))
    return True


def _lawyer(row: Row) -> Lawyer:
    return Lawyer(
        id=row["id"],
        name=codec.read_text(row["name"] or ""),
        on_duty=bool(row["on_duty"]),
        idle_since=from_ms(row["idle_since"]),
        lang=row["language"] or "zh",
        specialities=frozenset(json.loads(row["specialities"])),
        load=row["workload"],
    )
