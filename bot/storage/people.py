"""People and their addresses: who writes to which bot account, and where they are reached."""

import datetime as dt
from collections.abc import Sequence

from bot.domain.answer import Lang
from bot.domain.dialogue import Dialogue
from bot.domain.identity import TELEGRAM, Account, Address, Caller
from bot.domain.instant import from_ms, to_ms
from bot.domain.people import Person, Role, Seat, Standing
from bot.storage import codec
from bot.storage.engine import vault
from bot.storage.engine.database import Row, Transaction


async def account(tx: Transaction, external_id: str, username: str, now: dt.datetime) -> Account:
    """The bot account with this id on Telegram, noted when it is seen for the first time."""
    await tx.change("people.add_account", channel=TELEGRAM, external_id=external_id, now=to_ms(now))
    row = await tx.one("people.account", channel=TELEGRAM, external_id=external_id)
    assert row is not None
    return Account(row["id"], username, external_id)


async def other_accounts(tx: Transaction, account: int) -> int:
    """How many other bot accounts this database has served."""
    row = await tx.one("people.other_accounts", account=account)
    return int(row["number"]) if row else 0


async def caller(
    tx: Transaction, account: int, external_id: str, now: dt.datetime, asked_since: dt.datetime
) -> Caller:
    """Whoever writes from this address, met for the first time if need be."""
    found = await _caller(tx, account, external_id, now, asked_since)
    if found is None:
        await at_address(tx, account, external_id, now)
        found = await _caller(tx, account, external_id, now, asked_since)
    assert found is not None
    return found


async def at_address(tx: Transaction, account: int, external_id: str, now: dt.datetime) -> int:
    """The id of the person at an address; somebody known to another bot of the channel is the same person."""
    row = await tx.one("people.at", account=account, external_id=external_id)
    if row is not None:
        return int(row["person"])
    await tx.one("people.lock_meeting", external_id=external_id)
    row = await tx.one("people.known_elsewhere", account=account, external_id=external_id)
    row = row or {"person": await _new_person(tx, now)}
    await tx.change("inbox.open_lane", account=account, external_id=external_id)
    await tx.change("people.belongs_to", account=account, external_id=external_id, person=row["person"])
    return int(row["person"])


async def give_address(tx: Transaction, account: int, person: int) -> bool:
    """Let somebody whom only another bot of the channel has met be written to by this one; False if they were."""
    known = await tx.one("people.known_address", person=person)
    if known is None or await tx.one("people.address_of", person=person, account=account):
        return False
    await tx.change("inbox.open_lane", account=account, external_id=known["external_id"])
    values = {"account": account, "external_id": known["external_id"], "person": person}
    return await tx.change("people.belongs_to", **values) == 1


async def address_of(tx: Transaction, account: int, person: int) -> Address | None:
    """Where this account reaches a person."""
    row = await tx.one("people.address_of", account=account, person=person)
    return Address(row["id"], row["external_id"]) if row else None


async def lock_address(tx: Transaction, address: int) -> None:
    """Wait until nobody else works on what comes from this address; the engine with one writer is alone anyway."""
    await tx.one("people.lock_address", address=address)


async def person_at(tx: Transaction, address: int) -> int | None:
    """Who is reached at an address; None for a group, or for somebody never met."""
    row = await tx.one("people.person_at", address=address)
    return row["person"] if row else None


async def is_reachable(tx: Transaction, account: int, person: int) -> bool:
    """Whether nothing speaks against it that this account can write to the person."""
    row = await tx.one("people.address_of", account=account, person=person)
    return row is not None and row["unreachable_since"] is None


async def is_reachable_elsewhere(tx: Transaction, account: int, person: int) -> bool:
    """Whether the person has written to another bot account lately, and nothing speaks against it there."""
    return await tx.one("people.reachable_elsewhere", account=account, person=person) is not None


async def mark_unreachable(tx: Transaction, address: int, now: dt.datetime) -> bool:
    """Note that the person at an address blocked the bot or is gone; False if that was known."""
    return await tx.change("people.unreachable", address=address, now=to_ms(now)) == 1


async def mark_reachable(tx: Transaction, address: int) -> None:
    """Note that the person at an address can be written to again."""
    await tx.change("people.reachable", address=address)


async def find(tx: Transaction, person: int) -> Person | None:
    """The person with this id, with roles."""
    rows = await tx.all("people.find", person=person)
    return person_of(rows) if rows else None


async def was_invited(tx: Transaction, person: int) -> bool:
    """Whether this person has used an invitation."""
    return await tx.one("people.was_invited", person=person) is not None


async def set_language(tx: Transaction, person: int, language: Lang) -> None:
    """Remember the language that this person chose."""
    await tx.change("people.set_language", person=person, language=language)


async def consent(tx: Transaction, person: int, name: str, now: dt.datetime) -> None:
    """Note that this person agreed, and by which name to call them."""
    await tx.change(
        "people.consent", person=person, name=codec.write_text(name, _name(person)), now=to_ms(now)
    )


async def agree_to_hand_over(tx: Transaction, person: int, now: dt.datetime) -> None:
    """Note that this person's words may be passed on to lawyers."""
    await tx.change("people.agree_to_hand_over", person=person, now=to_ms(now))


async def forget(tx: Transaction, person: int) -> None:
    """Take the consent back: name, questions, deadlines, snippets and dialogue go; what a lawyer was told stays with the lawyer.

    The seat in an enterprise is left before (`bot.usecases.seats`).
    """
    await tx.change("people.forget", person=person)
    await tx.change("people.forget_questions", person=person)
    await tx.change("snippets.drop_all", lawyer=person)
    await tx.change("dialogues.end_all", person=person)
    await tx.change("deadlines.drop_alarms_of", person=person)
    await tx.change("deadlines.drop_of", person=person)


async def rename(tx: Transaction, person: int, name: str) -> None:
    """Keep the name by which colleagues and owners know a lawyer or admin."""
    await tx.change("people.rename", person=person, name=codec.write_text(name, _name(person)))


def _name(person: int) -> codec.Place:
    return codec.place(vault.person(person), "people.name", person)


def person_of(rows: Sequence[Row]) -> Person:
    """One person from rows that differ in `role` only."""
    row = rows[0]
    consented_at = row["consented_at"]
    return Person(
        id=row["id"],
        language=row["language"],
        name=None if row["name"] is None else codec.read_text(row["name"]),
        consented_at=None if consented_at is None else from_ms(consented_at),
        handover_at=None if row["handover_at"] is None else from_ms(row["handover_at"]),
        roles=frozenset(Role(each["role"]) for each in rows if each["role"] is not None),
        seat=_seat(row),
    )


def _seat(row: Row) -> Seat | None:
    if row["seat"] is None:
        return None
    return Seat(row["seat"], from_ms(row["seat_since"]), Standing(row["standing"]))


async def _caller(
    tx: Transaction, account: int, external_id: str, now: dt.datetime, asked_since: dt.datetime
) -> Caller | None:
    span = {"asked_since": to_ms(asked_since), "now": to_ms(now), "span": to_ms(now) - to_ms(asked_since)}
    rows = await tx.all("people.caller", account=account, external_id=external_id, **span)
    if not rows:
        return None
    row = rows[0]
    since = row["unreachable_since"]
    return Caller(
        person=person_of(rows),
        address=Address(row["address"], row["external_id"]),
        dialogue=_dialogue(row),
        asked_lately=row["asked"],
        said_lately=row["said"],
        held_tickets=row["held"],
        ban=row["ban"],
        unreachable_since=None if since is None else from_ms(since),
    )


def _dialogue(row: Row) -> Dialogue | None:
    step = codec.read_step(row["step"], row["data"]) if row["step"] else None
    return Dialogue(step, from_ms(row["since"])) if step is not None else None


async def _new_person(tx: Transaction, now: dt.datetime) -> int:
    row = await tx.one("people.add_person", now=to_ms(now))
    assert row is not None
    return int(row["id"])
