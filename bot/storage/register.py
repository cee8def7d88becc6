"""What the bureau's lists say of lawyers and enterprises, beside what these say of themselves."""

import datetime as dt
import json
from dataclasses import dataclass

from bot.domain.identity import TELEGRAM, Account
from bot.domain.instant import to_ms
from bot.domain.people import Role
from bot.domain.register import EnterpriseEntry, LawyerEntry
from bot.storage import codec
from bot.storage import enterprises as enterprises_room
from bot.storage.engine import vault
from bot.storage.engine.database import Row, Transaction

NO_ROW = 0
"""The row of an entry that comes from the database and not from a file."""


@dataclass(frozen=True, slots=True)
class KeptLawyer:
    """Somebody known by their Telegram id. `entry` is what is kept of them; None unless they are a lawyer today."""

    person: int
    entry: LawyerEntry | None
    was_removed: bool


@dataclass(frozen=True, slots=True)
class KeptEnterprise:
    """An enterprise that can be found again: on the bureau's list (`is_listed`), or with a code that an owner typed."""

    id: int
    entry: EnterpriseEntry
    is_listed: bool


async def accounts(tx: Transaction) -> list[Account]:
    """The bot accounts that this database has served, the first one first; their user names are not kept."""
    rows = await tx.all("register.accounts", channel=TELEGRAM)
    return [Account(row["id"], "", row["external_id"]) for row in rows]


async def lawyer(tx: Transaction, telegram_id: str) -> KeptLawyer | None:
    """Whoever has this Telegram id; None if no bot of ours has met them."""
    row = await tx.one("register.lawyer", channel=TELEGRAM, external_id=telegram_id, role=Role.LAWYER.value)
    if row is None:
        return None
    practises = row["granted_at"] is not None and row["revoked_at"] is None
    entry = _lawyer(row, telegram_id) if practises else None
    return KeptLawyer(row["id"], entry, was_removed=row["revoked_at"] is not None)


async def keep_lawyer(tx: Transaction, person: int, entry: LawyerEntry) -> None:
    """Write down what the list says of a lawyer, all of it; the name is kept with the person."""
    await tx.change(
        "register.set_lawyer",
        person=person,
        firm=_text(entry.firm, codec.place(vault.person(person), "lawyers.firm", person)),
        licence=_text(entry.licence, codec.place(vault.person(person), "lawyers.licence", person)),
        languages=json.dumps(sorted(entry.languages or ())),
        specialities=json.dumps(sorted(entry.specialities or ())),
        towns=codec.write_plain(list(entry.towns or ())),
        industries=codec.write_plain(list(entry.industries or ())),
    )


async def enterprises(tx: Transaction) -> list[KeptEnterprise]:
    """All enterprises that can be found again, the oldest first."""
    return [
        KeptEnterprise(row["id"], _enterprise(row), is_listed=row["listed_at"] is not None)
        for row in await tx.all("register.enterprises")
    ]


async def keep_enterprise(
    tx: Transaction, enterprise: int | None, entry: EnterpriseEntry, now: dt.datetime
) -> None:
    """Write down what the list says of an enterprise, all of it; a new one for None. It is on the list from now on.

    What people with a seat typed as its name and town stays as they typed it.
    """
    number = await enterprises_room.add(tx, now) if enterprise is None else enterprise

    def at(column: str) -> codec.Place:
        return codec.place(vault.enterprise(number), f"enterprises.{column}", number)

    await tx.change(
        "register.set_enterprise",
        enterprise=number,
        name=codec.write_text(entry.name, at("name")),
        aliases=codec.write(list(entry.aliases), at("aliases")) if entry.aliases else "[]",
        credit_code=_text(entry.credit_code, at("credit_code")),
        credit_code_index=None if entry.credit_code is None else vault.Findable(entry.credit_code),
        town=_text(entry.town, at("town")),
        industry=_text(entry.industry, at("industry")),
        contact=_text(entry.contact, at("contact")),
        now=to_ms(now),
    )


def _lawyer(row: Row, telegram_id: str) -> LawyerEntry:
    return LawyerEntry(
        NO_ROW,
        telegram_id,
        codec.read_text(row["name"] or ""),
        firm=_read(row["firm"]),
        licence=_read(row["licence"]),
        languages=tuple(json.loads(row["languages"])),
        specialities=tuple(json.loads(row["specialities"])),
        towns=tuple(codec.read(row["towns"])),
        industries=tuple(codec.read(row["industries"])),
    )


def _enterprise(row: Row) -> EnterpriseEntry:
    return EnterpriseEntry(
        NO_ROW,
        codec.read_text(row["name"]),
        aliases=tuple(codec.read(row["aliases"])),
        credit_code=_read(row["credit_code"]),
        town=_read(row["town"]),
        industry=_read(row["industry"]),
        contact=_read(row["contact"]),
    )


def _text(text: str | None, where: codec.Place) -> str | None:
    return None if text is None else codec.write_text(text, where)


def _read(kept: str | None) -> str | None:
    return None if kept is None else codec.read_text(kept)
