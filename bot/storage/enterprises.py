"""Enterprises, who has a seat in one, and which lawyer is its butler."""

import datetime as dt
from dataclasses import replace

from bot.domain.instant import to_ms
from bot.domain.people import Enterprise
from bot.storage import codec
from bot.storage.engine.database import Row, Transaction


async def of_person(tx: Transaction, person: int) -> Enterprise | None:
    """The enterprise in which this person has a seat, by the name that they typed."""
    row = await tx.one("enterprises.of_person", person=person)
    return _enterprise(row) if row else None


async def find(tx: Transaction, enterprise: int | None) -> Enterprise | None:
    """The enterprise with this id; None for None."""
    row = await tx.one("enterprises.find", enterprise=enterprise) if enterprise is not None else None
    return _enterprise(row) if row else None


async def join(
    tx: Transaction, person: int, *, name: str, credit_code: str | None, town: str | None, now: dt.datetime
) -> Enterprise:
    """Seat a person in the enterprise with this credit code, which is added if it is new.

    The person sees the name and town as they typed them, never what a colleague typed.
    """
    kept = {"name": codec.write_text(name), "town": None if town is None else codec.write_text(town)}
    row = None
    if credit_code is not None:
        row = await tx.one("enterprises.by_code", credit_code=credit_code)
    if row is None:
        row = await tx.one("enterprises.add", credit_code=credit_code, now=to_ms(now), **kept)
    assert row is not None
    await tx.change("enterprises.sit_down", person=person, enterprise=row["id"], now=to_ms(now), **kept)
    return replace(_enterprise(row), name=name, town=town)


def _enterprise(row: Row) -> Enterprise:
    town = None if row["town"] is None else codec.read_text(row["town"])
    return Enterprise(row["id"], codec.read_text(row["name"]), row["credit_code"], town, row["butler"])
