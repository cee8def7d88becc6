"""Words at rest: sealed on their way into a row, opened on their way out.

Each person and each enterprise has a key of its own (`data_keys`), which is itself sealed under the master key that the
database does not hold. `sealing` says how. A key that was destroyed makes all that was sealed with it unreadable,
wherever copies of it lie; such values read as forgotten.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from bot.storage.engine.key_ring import KeyRing
from bot.storage.engine.master import Master, master_of
from bot.storage.engine.queries import Call, Row
from bot.storage.engine.sealing import DataKey, Words, is_sealed, key_id_of

HOUSE = "house"
"""Whose key seals what belongs to nobody yet, such as an update that has just arrived."""
BACKUPS = "backups"
"""Whose key seals backups as a whole; its id names the database."""
INDEX = "index"
"""Whose key names values that are looked up without being readable."""
AT_ONCE = 500
"""Keys that are wrapped anew by one trip to the database."""


class Findable(str):
    """A value that is only ever compared: it is kept as a keyed digest, by which nobody can tell it (HMAC, RFC 2104)."""

    __slots__ = ()


def person(number: int) -> str:
    """Whose key seals what somebody said or is called."""
    return f"person:{number}"


def enterprise(number: int) -> str:
    """Whose key seals what is known of an enterprise."""
    return f"enterprise:{number}"


def ticket(number: int) -> str:
    """Whose key seals what was said in a ticket: its owner's, whoever said it to whom."""
    return f"ticket:{number}"


class Statements(Protocol):
    """What the vault asks of a transaction: its statements as they are, without sealing or opening."""

    async def plain_all(self, query: str, **values: Any) -> list[Row]:
        """Return every row as it is kept."""

    async def plain_change(self, query: str, **values: Any) -> int:
        """Run the query and return how many rows it changed."""

    async def plain_batch(self, calls: Sequence[Call]) -> list[list[Row]]:
        """Run several queries in this order and return the rows of each."""


class Vault:
    """The keys as one transaction sees them: those that it makes count once it is committed."""

    def __init__(self, ring: KeyRing, statements: Statements, *, alone: bool) -> None:
        """`alone` says that no other process destroys keys."""
        self._ring, self._statements, self._alone = ring, statements, alone
        self._generation = ring.generation
        self._made: dict[str, DataKey] = {}
        self._held: set[str] = set()
        self._destroyed: set[str] = set()
        self._next_master: Master | None = None

    async def sealed(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The values of a query, with words sealed and what is only compared turned into its digest."""
        covered = [name for name, value in values.items() if isinstance(value, (Words, Findable))]
        return {**values, **{name: await self._kept(values[name]) for name in covered}} if covered else values

    async def opened(self, rows: list[Row]) -> list[Row]:
        """Rows with all that was sealed opened; what was sealed by a destroyed key is empty."""
        keys: dict[str, DataKey | None] = {}
        return [await self._row_opened(row, keys) for row in rows]

    async def _row_opened(self, row: Row, keys: dict[str, DataKey | None]) -> Row:
        """One row; `keys` are those that were looked for already."""
        words = {name: value for name, value in row.items() if is_sealed(value)}
        for name, value in words.items():
            key_id = key_id_of(value)
            if key_id not in keys:
                keys[key_id] = await self._by_id(key_id)
            key = keys[key_id]
            words[name] = key.open(value) if key is not None else ""
        return {**row, **words} if words else row

    async def key_of(self, subject: str) -> DataKey:
        """The key with which this subject's words are sealed, made if there is none."""
        return await self._of(subject)

    async def destroy(self, subject: str) -> bool:
        """Destroy somebody's key: nothing that was sealed with it can be read any more. Whether there was one."""
        self._made.pop(subject, None)
        self._held.discard(subject)
        self._destroyed.add(subject)
        self._ring.forget(
            subject
        )  # at once: with SQLite others write before this is committed, and see it destroyed
        return await self._statements.plain_change("data_keys.destroy", subject=subject) > 0

    async def rewrap(self, master: Master) -> int:
        """Have every key wrapped by another master key, which holds for this process once that is committed; how many."""
        witness = await self._of(HOUSE)
        await self._wrap([witness], master)  # first: whoever makes a key waits for this row
        rows = await self._statements.plain_all("data_keys.every")
        others = [self._opened(row) for row in rows if row["id"] != witness.id]
        for begin in range(0, len(others), AT_ONCE):
            await self._wrap(others[begin : begin + AT_ONCE], master)
        self._next_master = master
        return len(rows)

    async def _wrap(self, keys: Sequence[DataKey], master: Master) -> None:
        wrapped = [{"id": key.id, "wrapped": master.wrap(key.id, key.subject, key.raw)} for key in keys]
        await self._statements.plain_batch([("data_keys.rewrap", values) for values in wrapped])

    def committed(self, *, wrote: bool = True) -> None:
        """The transaction is kept: so are its keys. One that only read may have seen keys that are being destroyed."""
        if self._next_master is not None:
            self._ring.master = self._next_master
        if self._generation == self._ring.generation:
            for key in self._made.values():
                self._ring.remember(key, seals=wrote)
        for subject in self._destroyed:
            self._ring.forget(subject)

    def undone(self) -> None:
        """A part of the transaction was rolled back, and maybe keys with it: they are looked up anew."""
        self._made.clear()
        self._held.clear()

    async def _kept(self, value: Words | Findable) -> str:
        if isinstance(value, Words):
            return (await self._of(await self._resolved(value.subject))).seal(value)
        key = await self._of(INDEX)
        return hmac.new(key.raw, value.encode(), hashlib.sha256).hexdigest()

    async def _resolved(self, subject: str) -> str:
        """Whose key it is, for a ticket its owner's."""
        kind, _, number = subject.partition(":")
        if kind != "ticket":
            return subject
        known = self._ring.owner(int(number))
        if known is None:
            rows = await self._statements.plain_all("data_keys.owner_of_ticket", ticket=int(number))
            known = person(rows[0]["owner"]) if rows else HOUSE
            self._ring.remember_owner(int(number), known)
        return known

    async def _of(self, subject: str) -> DataKey:
        at_hand = self._made.get(subject) or (
            None if subject in self._destroyed else self._ring.of_subject(subject)
        )
        if at_hand is not None and (subject in self._held or self._may_trust(subject)):
            return at_hand
        key = await self._fetch(subject) or await self._make(subject)
        self._held.add(subject)
        return key

    def _may_trust(self, subject: str) -> bool:
        # Another replica may have destroyed a key that is at hand here: what is sealed with it then is lost.
        return self._alone or subject in (HOUSE, INDEX)

    async def _by_id(self, key_id: str) -> DataKey | None:
        at_hand = self._ring.by_id(key_id)
        if at_hand is not None and at_hand.subject not in self._destroyed:
            return at_hand
        made = next((key for key in self._made.values() if key.id == key_id), None)
        return made or self._read(await self._statements.plain_all("data_keys.by_id", id=key_id))

    async def _fetch(self, subject: str) -> DataKey | None:
        query = "data_keys.of_subject" if self._may_trust(subject) else "data_keys.hold"
        return self._read(await self._statements.plain_all(query, subject=subject))

    def _read(self, rows: list[Row]) -> DataKey | None:
        for row in rows:
            key = self._opened(row)
            self._made[key.subject] = (
                key  # it may have been made in this very transaction: at hand once that is kept
            )
            return key
        return None

    def _opened(self, row: Row) -> DataKey:
        self._ring.insist_on(master_of(row["wrapped"]))
        return DataKey(
            row["id"], row["subject"], self._ring.master.unwrap(row["id"], row["subject"], row["wrapped"])
        )

    async def _insist_on_master(self, subject: str) -> None:
        # A key that is wrapped by a master key which was replaced meanwhile could never be read: the house's key is held,
        # and tells by which one all are wrapped. It is made before any other.
        rows = await self._statements.plain_all("data_keys.witness", subject=HOUSE)
        if rows:
            self._ring.insist_on(master_of(rows[0]["wrapped"]))
        elif subject != HOUSE:
            await self._make(HOUSE)

    async def _make(self, subject: str) -> DataKey:
        await self._insist_on_master(subject)
        key = DataKey(secrets.token_hex(8), subject, secrets.token_bytes(32))
        wrapped = self._ring.master.wrap(key.id, subject, key.raw)
        values = {"id": key.id, "subject": subject, "wrapped": wrapped}
        if not await self._statements.plain_change("data_keys.add", **values):
            other = await self._fetch(subject)  # somebody was faster
            assert other is not None, "a key that is in the way is there"
            return other
        self._made[subject] = key
        return key
