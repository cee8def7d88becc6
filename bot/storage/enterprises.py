"""Enterprises, who has a seat in one, and which lawyer is its butler."""

import datetime as dt
from dataclasses import dataclass, replace

from bot.domain.instant import from_ms, to_ms
from bot.domain.people import Enterprise, Standing
from bot.storage import codec
from bot.storage.engine import vault
from bot.storage.engine.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Unverified:
    """An enterprise by its keeper's word, and the name of that keeper."""

    enterprise: Enterprise
    keeper: str


async def of_person(tx: Transaction, person: int) -> Enterprise | None:
    """The enterprise in which this person has a seat, by the name that they typed.

    It is verified for those only whom somebody let in: to type the code of a verified enterprise proves nothing.
    """
    row = await tx.one("enterprises.of_person", person=person)
    if row is None:
        return None
    found = _looked_at(row)
    if row["standing"] == Standing.CLAIMED:
        return replace(found, is_verified=False, verified_at=None)
    return replace(found, verified_name=codec.read_text(row["own_name"]) if found.is_verified else None)


async def find(tx: Transaction, enterprise: int | None) -> Enterprise | None:
    """The enterprise with this id, by the name that was typed first; None for None."""
    row = await tx.one("enterprises.find", enterprise=enterprise) if enterprise is not None else None
    return _looked_at(row) if row is not None else None


def _looked_at(row: Row) -> Enterprise:
    """An enterprise, with what the bureau's list or somebody who confirmed it says of it."""
    is_on_list = row["listed_at"] is not None and row["credit_code"] is not None
    verified_at = None if row["verified_at"] is None else from_ms(row["verified_at"])
    is_verified = verified_at is not None or is_on_list
    return replace(_enterprise(row), is_verified=is_verified, verified_at=verified_at)


async def with_code(tx: Transaction, credit_code: str) -> int | None:
    """The enterprise that has this credit code; None if nobody has named it."""
    row = await tx.one("enterprises.by_code", credit_code_index=vault.Findable(credit_code))
    return row["id"] if row else None


async def is_listed(tx: Transaction, credit_code: str) -> bool:
    """Whether an enterprise on the bureau's list has this credit code."""
    return await tx.one("enterprises.listed", credit_code_index=vault.Findable(credit_code)) is not None


async def join(
    tx: Transaction, person: int, *, name: str, credit_code: str | None, town: str | None, now: dt.datetime
) -> Enterprise:
    """Seat a person in the enterprise with this credit code, which is added if it is new.

    Whoever is the first keeps it; others only say that they belong to it, until they are invited or let in. The person
    sees the name and town as they typed them, never what a colleague typed.
    """
    row = None
    if credit_code is not None:
        row = await tx.one("enterprises.by_code", credit_code_index=vault.Findable(credit_code))
    number = int(row["id"]) if row else await _register(tx, name, credit_code, town, now)
    before = await of_person(tx, person)
    await tx.one("enterprises.lock", enterprise=number)
    seated = {
        "name": codec.write_text(name, codec.place(vault.person(person), "seats.name", person)),
        "town": _text(town, codec.place(vault.person(person), "seats.town", person)),
    }
    await tx.change("enterprises.sit_down", person=person, enterprise=number, now=to_ms(now), **seated)
    if before is not None and before.id == number and before.name != name:
        await _rename(tx, person, number, name)
    joined = await of_person(tx, person)
    assert joined is not None
    return joined


async def _rename(tx: Transaction, person: int, enterprise: int, name: str) -> None:
    """Whoever was let in calls the enterprise otherwise: what was confirmed was another name."""
    seat = await tx.one("enterprises.of_person", person=person)
    if seat is not None and seat["standing"] != Standing.CLAIMED:
        where = codec.place(vault.enterprise(enterprise), "enterprises.name", enterprise)
        await tx.change("enterprises.rename", enterprise=enterprise, name=codec.write_text(name, where))


async def verify(tx: Transaction, enterprise: int, *, by: int, now: dt.datetime) -> bool:
    """Note that an admin or the lawyer of a ticket confirmed an enterprise; False if somebody has."""
    return await tx.change("enterprises.verify", enterprise=enterprise, by=by, now=to_ms(now)) == 1


async def withdraw(tx: Transaction, enterprise: int) -> bool:
    """Take back that an enterprise was confirmed; False if it was not. What the bureau's list says stays."""
    return await tx.change("enterprises.withdraw", enterprise=enterprise) == 1


async def count_unverified(tx: Transaction) -> int:
    """How many enterprises stand only on their keepers' word."""
    row = await tx.one("enterprises.count_unverified")
    return int(row["number"]) if row is not None else 0


async def unverified(tx: Transaction, most: int, skip: int = 0) -> list[Unverified]:
    """The enterprises that stand only on their keepers' word, the newest first, without the first `skip`."""
    return [
        Unverified(_enterprise(row), codec.read_text(row["keeper"] or ""))
        for row in await tx.all("enterprises.unverified", most=most, skip=skip)
    ]


def _enterprise(row: Row) -> Enterprise:
    town, industry = (
        None if row[each] is None else codec.read_text(row[each]) for each in ("town", "industry")
    )
    return Enterprise(
        row["id"],
        codec.read_text(row["name"]),
        codec.read_text(row["credit_code"]) if row["credit_code"] else None,
        town,
        row["butler"],
        industry,
    )


async def add(tx: Transaction, now: dt.datetime) -> int:
    """Add an enterprise of which nothing is known yet; its number."""
    row = await tx.one("enterprises.add", now=to_ms(now))
    assert row is not None
    return int(row["id"])


async def _register(
    tx: Transaction, name: str, credit_code: str | None, town: str | None, now: dt.datetime
) -> int:
    number = await add(tx, now)

    def at(column: str) -> codec.Place:
        return codec.place(vault.enterprise(number), f"enterprises.{column}", number)

    await tx.change(
        "enterprises.register",
        enterprise=number,
        name=codec.write_text(name, at("name")),
        credit_code=_text(credit_code, at("credit_code")),
        credit_code_index=None if credit_code is None else vault.Findable(credit_code),
        town=_text(town, at("town")),
    )
    return number


def _text(text: str | None, where: codec.Place) -> str | None:
    return None if text is None else codec.write_text(text, where)
