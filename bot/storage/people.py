"""People, roles, the roster of lawyers, enterprises and what the butler is waiting for from each person."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.answer import Lang
from bot.domain.instant import from_ms, to_ms
from bot.domain.people import Enterprise, Lawyer, Person, Role
from bot.storage.engine.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What the butler is waiting for from a person: a step by name, its data as JSON, since when."""

    step: str
    data: Mapping[str, Any]
    since: dt.datetime


async def meet(tx: Transaction, person: int, now: dt.datetime) -> Person:
    """The person with this id, noted by the id alone if never met before."""
    await tx.change("people.meet", person=person, now=to_ms(now))
    met = await find(tx, person)
    assert met is not None
    return met


async def find(tx: Transaction, person: int) -> Person | None:
    """The person with this id, with roles."""
    row = await tx.one("people.find", person=person)
    if row is None:
        return None
    roles = await tx.all("people.roles_of", person=person)
    return _person(row, frozenset(Role(each["role"]) for each in roles))


async def with_role(tx: Transaction, role: Role) -> list[Person]:
    """Everybody who has this role, the longest-serving first."""
    return [_person(row, frozenset({role})) for row in await tx.all("people.with_role", role=role.value)]


async def set_language(tx: Transaction, person: int, language: Lang) -> None:
    """Remember the language that this person chose."""
    await tx.change("people.set_language", person=person, language=language)


async def consent(tx: Transaction, person: int, name: str, now: dt.datetime) -> None:
    """Note that this person agreed, and by which name to call them."""
    await tx.change("people.consent", person=person, name=name, now=to_ms(now))


async def forget(tx: Transaction, person: int) -> None:
    """Take the consent back: name, enterprise, questions and dialogue go; what a lawyer was told stays with the lawyer."""
    await tx.change("people.forget", person=person)
    await tx.change("people.stand_up", person=person)
    await tx.change("people.forget_questions", person=person)
    await end_dialogue(tx, person)


async def grant(tx: Transaction, person: int, role: Role, *, by: int | None, now: dt.datetime) -> bool:
    """Give a role; False if the person had it already. A lawyer goes on the roster, on duty."""
    granted = await tx.change("people.grant", person=person, role=role.value, by=by, now=to_ms(now))
    if role is Role.LAWYER:
        await tx.change("people.enlist", person=person, now=to_ms(now))
    return granted > 0


async def revoke(tx: Transaction, person: int, role: Role) -> bool:
    """Take a role away; False if the person did not have it."""
    return await tx.change("people.revoke", person=person, role=role.value) > 0


async def rename(tx: Transaction, person: int, name: str) -> None:
    """Keep the name by which colleagues and owners know a lawyer or admin."""
    await tx.change("people.rename", person=person, name=name)


async def roster(tx: Transaction) -> list[Lawyer]:
    """All lawyers with duty, specialities and present load."""
    return [_lawyer(row) for row in await tx.all("people.roster")]


async def set_duty(tx: Transaction, lawyer: int, *, on_duty: bool) -> None:
    """Put a lawyer on or off duty."""
    await tx.change("people.set_duty", person=lawyer, on_duty=int(on_duty))


async def set_specialities(tx: Transaction, lawyer: int, measures: frozenset[str]) -> None:
    """Note which measures a lawyer is best at."""
    await tx.change("people.set_specialities", person=lawyer, specialities=json.dumps(sorted(measures)))


async def given_work(tx: Transaction, lawyer: int, now: dt.datetime) -> None:
    """Note that a lawyer was just given a ticket, so that the longest idle comes next."""
    await tx.change("people.given_work", person=lawyer, now=to_ms(now))


async def invite(
    tx: Transaction, code: str, role: Role, *, by: int, now: dt.datetime, expires_at: dt.datetime
) -> None:
    """Keep a one-time invitation."""
    await tx.change(
        "people.invite", code=code, role=role.value, by=by, now=to_ms(now), expires_at=to_ms(expires_at)
    )


async def use_invitation(
    tx: Transaction, code: str, person: int, now: dt.datetime
) -> tuple[Role, int] | None:
    """Use an invitation up: its role and who made it; None if unknown, used or expired."""
    row = await tx.one("people.use_invitation", code=code, person=person, now=to_ms(now))
    return (Role(row["role"]), row["made_by"]) if row else None


async def enterprise_of(tx: Transaction, person: int) -> Enterprise | None:
    """The enterprise in which this person has a seat."""
    row = await tx.one("people.enterprise_of", person=person)
    return _enterprise(row) if row else None


async def enterprise(tx: Transaction, enterprise_id: int) -> Enterprise | None:
    """The enterprise with this id."""
    row = await tx.one("people.enterprise", enterprise=enterprise_id)
    return _enterprise(row) if row else None


async def join_enterprise(
    tx: Transaction, person: int, *, name: str, credit_code: str | None, town: str | None, now: dt.datetime
) -> Enterprise:
    """Seat a person in the enterprise with this credit code, which is added if it is new.

    The person sees the name and town as they typed them, never what a colleague typed.
    """
    row = None
    if credit_code is not None:
        row = await tx.one("people.enterprise_by_code", credit_code=credit_code)
    if row is None:
        row = await tx.one(
            "people.add_enterprise", name=name, credit_code=credit_code, town=town, now=to_ms(now)
        )
    assert row is not None
    await tx.change(
        "people.sit_down", person=person, enterprise=row["id"], name=name, town=town, now=to_ms(now)
    )
    return replace(_enterprise(row), name=name, town=town)


async def set_butler(tx: Transaction, enterprise_id: int, lawyer: int) -> None:
    """Assign a lawyer to an enterprise as its butler."""
    await tx.change("people.set_butler", enterprise=enterprise_id, lawyer=lawyer)


async def dialogue(tx: Transaction, person: int) -> Dialogue | None:
    """What the butler is waiting for from this person."""
    row = await tx.one("people.dialogue", person=person)
    return Dialogue(row["step"], json.loads(row["data"]), from_ms(row["since"])) if row else None


async def set_dialogue(
    tx: Transaction, person: int, step: str, data: Mapping[str, Any], now: dt.datetime
) -> None:
    """Wait for something from this person; what was waited for before is given up."""
    await tx.change("people.set_dialogue", person=person, step=step, data=json.dumps(data), now=to_ms(now))


async def end_dialogue(tx: Transaction, person: int) -> bool:
    """Stop waiting; False if nothing was waited for."""
    return await tx.change("people.end_dialogue", person=person) > 0


def _person(row: Row, roles: frozenset[Role]) -> Person:
    consented_at = row["consented_at"]
    return Person(
        id=row["id"],
        language=row["language"],
        name=row["name"],
        consented_at=None if consented_at is None else from_ms(consented_at),
        roles=roles,
    )


def _lawyer(row: Row) -> Lawyer:
    return Lawyer(
        id=row["id"],
        name=row["name"] or "",
        on_duty=bool(row["on_duty"]),
        idle_since=from_ms(row["idle_since"]),
        lang=row["language"] or "zh",
        specialities=frozenset(json.loads(row["specialities"])),
        load=row["workload"],
    )


def _enterprise(row: Row) -> Enterprise:
    return Enterprise(row["id"], row["name"], row["credit_code"], row["town"], row["butler"])
