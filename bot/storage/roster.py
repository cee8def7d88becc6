"""Who works here: roles, invitations, and the lawyers with their duty and load."""

import datetime as dt
import json
from collections import defaultdict

from bot.domain.assignment import LATELY
from bot.domain.calendar import Shift, WorkingCalendar
from bot.domain.duty import Absence, Away, Duty, WeeklyHours
from bot.domain.instant import from_ms, to_ms
from bot.domain.people import Lawyer, Person, Role
from bot.domain.views import StaffMember
from bot.storage import codec
from bot.storage.engine.database import Row, Transaction
from bot.storage.engine.vault import Findable
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
    """Take a role away; False if the person does not have it. A lawyer's own snippets go with it."""
    if role is Role.LAWYER:
        await tx.change("snippets.drop_all", lawyer=person)
    return await tx.change("roster.revoke", person=person, role=role.value, by=by, now=to_ms(now)) > 0


async def lock_admins(tx: Transaction) -> set[int]:
    """Who the admins are; whoever else wants to know waits until this transaction is over."""
    return {row["person"] for row in await tx.all("roster.lock_admins", role=Role.ADMIN.value)}


async def revoked(tx: Transaction, role: Role) -> list[StaffMember]:
    """Everybody from whom this role was taken, the latest first."""
    return [
        StaffMember(row["id"], codec.read_text(row["name"] or ""), row["external_id"] or "")
        for row in await tx.all("roster.revoked", role=role.value)
    ]


async def with_role(tx: Transaction, role: Role) -> list[Person]:
    """Everybody who has this role, the longest-serving first, each with this role alone."""
    return [person_of([row]) for row in await tx.all("roster.with_role", role=role.value)]


async def lawyers(tx: Transaction, now: dt.datetime, calendar: WorkingCalendar) -> list[Lawyer]:
    """All lawyers with specialities and present load, and whether they are on duty `now` by the office's calendar."""
    away = defaultdict[int, list[Absence]](list)
    for row in await tx.all("roster.absences", now=to_ms(now)):
        away[row["lawyer"]].append(_absence(row))
    rows = await tx.all("roster.roster", role=Role.LAWYER.value, since=to_ms(now - LATELY))
    return [_lawyer(row, _duty(row, away[row["id"]]), now, calendar) for row in rows]


async def set_duty(tx: Transaction, lawyer: int, *, on_duty: bool, until: dt.datetime | None = None) -> bool:
    """Keep a lawyer's word that they are on or off duty, and until when it holds; False if that was so already."""
    word_until = 0 if until is None else to_ms(until)
    return await tx.change("roster.set_duty", person=lawyer, on_duty=int(on_duty), until=word_until) == 1


async def set_hours(tx: Transaction, lawyer: int, hours: WeeklyHours | None) -> None:
    """Keep a lawyer's own weekly hours; None: those of the office."""
    kept = None
    if hours is not None:
        shifts = [f"{shift.opens:%H:%M}-{shift.closes:%H:%M}" for shift in hours.shifts]
        kept = json.dumps({"days": sorted(hours.days), "hours": shifts})
    await tx.change("roster.set_hours", person=lawyer, hours=kept)


async def add_absence(
    tx: Transaction, lawyer: int, kind: Away, begins: dt.datetime, ends: dt.datetime, now: dt.datetime
) -> int:
    """Note a leave or a day in court; its number."""
    times = {"begins_at": to_ms(begins), "ends_at": to_ms(ends), "now": to_ms(now)}
    row = await tx.one("roster.add_absence", lawyer=lawyer, kind=kind.value, **times)
    assert row is not None
    return int(row["id"])


async def end_absence(tx: Transaction, lawyer: int, absence: int, now: dt.datetime) -> bool:
    """End an absence, or take one back that has not begun; False if there is none of this lawyer's."""
    return await tx.change("roster.end_absence", id=absence, lawyer=lawyer, now=to_ms(now)) == 1


async def set_specialities(tx: Transaction, lawyer: int, measures: frozenset[str]) -> None:
    """Note which measures a lawyer is best at."""
    await tx.change("roster.set_specialities", person=lawyer, specialities=json.dumps(sorted(measures)))


async def invite(
    tx: Transaction, code: str, role: str, *, by: int, now: dt.datetime, expires_at: dt.datetime
) -> None:
    """Keep a one-time invitation, to a role or to what its maker calls otherwise."""
    await tx.change(
        "roster.invite",
        code=Findable(code),
        role=str(role),
        by=by,
        now=to_ms(now),
        expires_at=to_ms(expires_at),
    )


async def use_invitation(tx: Transaction, code: str, person: int, now: dt.datetime) -> tuple[str, int] | None:
    """Use an invitation up: to what it leads and who made it; None if unknown, used, expired, or its maker is an admin no longer."""
    values = {"code": Findable(code), "person": person, "maker": Role.ADMIN.value}
    row = await tx.one("roster.use_invitation", **values, now=to_ms(now))
    return (row["role"], row["made_by"]) if row else None


async def _enlisted(tx: Transaction, person: int, role: Role, now: dt.datetime) -> bool:
    if role is Role.LAWYER:
        await tx.change("roster.enlist", person=person, now=to_ms(now))
    return True


def _absence(row: Row) -> Absence:
    return Absence(row["id"], Away(row["kind"]), from_ms(row["begins_at"]), from_ms(row["ends_at"]))


def _duty(row: Row, absences: list[Absence]) -> Duty:
    until = None if row["word_until"] is None else from_ms(row["word_until"])
    own = json.loads(row["hours"]) if row["hours"] else None
    hours = WeeklyHours(frozenset(own["days"]), tuple(map(Shift.parse, own["hours"]))) if own else None
    return Duty(bool(row["on_duty"]), until, hours, tuple(absences))


def _lawyer(row: Row, duty: Duty, now: dt.datetime, calendar: WorkingCalendar) -> Lawyer:
    return Lawyer(
        id=row["id"],
        name=codec.read_text(row["name"] or ""),
        on_duty=duty.is_on(now, calendar),
        on_call=duty.is_available(now),
        duty=duty,
        idle_since=from_ms(row["idle_since"]),
        lang=row["language"] or "zh",
        specialities=frozenset(json.loads(row["specialities"])),
        load=row["workload"],
        lately=row["lately"],
        languages=frozenset(json.loads(row["languages"])),
        towns=frozenset(codec.read(row["towns"])),
        industries=frozenset(codec.read(row["industries"])),
    )
