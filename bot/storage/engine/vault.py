"""Words at rest: sealed on their way into a row, opened on their way out.

Each person and each enterprise has a key of its own (`data_keys`), which is itself sealed under the master key that the
database does not hold. `sealing` says how. A key that was destroyed makes all that was sealed with it unreadable,
wherever copies of it lie; such values read as forgotten.
"""

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Collection, Mapping, Sequence
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
"""Rows that are opened, and keys that are wrapped anew, before others have their turn."""


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

    async def plain_many(self, query: str, each: Sequence[Mapping[str, Any]]) -> list[Row]:
        """Run one query with each of these values and return the rows of all."""


class Vault:
    """The keys as one transaction sees them: those that it makes count once it is committed."""

    def __init__(self, ring: KeyRing, statements: Statements, *, alone: bool) -> None:
        """`alone` says that no other process destroys keys."""
        self._ring, self._statements, self._alone = ring, statements, alone
        self._generation = ring.generation
        self._made: dict[str, DataKey] = {}
        self._made_by_id: dict[str, DataKey] = {}
        self._held: set[str] = set()
        self._destroyed: set[str] = set()
        self._next_master: Master | None = None

    async def sealed(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The values of a query, with words sealed and what is only compared turned into its digest."""
        covered = [name for name, value in values.items() if isinstance(value, (Words, Findable))]
        return {**values, **{name: await self._kept(values[name]) for name in covered}} if covered else values

    async def opened(self, rows: list[Row]) -> list[Row]:
        """Rows with all that was sealed opened; what was sealed by a destroyed key is empty. Of thousands others have their turn in between."""
        found: list[Row] = []
        for begin in range(0, len(rows), AT_ONCE):
            if begin:
                await asyncio.sleep(0)
            found += await self._opened_together(rows[begin : begin + AT_ONCE])
        return found

    async def _opened_together(self, rows: list[Row]) -> list[Row]:
        sealed = [{name: value for name, value in row.items() if is_sealed(value)} for row in rows]
        keys = await self._keys({key_id_of(value) for words in sealed for value in words.values()})
        return [_with_opened(row, words, keys) for row, words in zip(rows, sealed, strict=True)]

    async def _keys(self, ids: Collection[str]) -> Mapping[str, DataKey]:
        """The keys with these ids: a list of thousands of people asks for those that are not at hand together."""
        keys = {each: key for each in ids if (key := self._at_hand(each)) is not None}
        missing = [{"id": each} for each in ids if each not in keys]
        rows = await self._statements.plain_many("data_keys.by_id", missing) if missing else []
        return keys | {key.id: key for key in map(self._remembered, rows)}

    async def key_of(self, subject: str) -> DataKey:
        """The key with which this subject's words are sealed, made if there is none."""
        return await self._of(subject)

    async def destroy(self, subject: str) -> bool:
        """Destroy somebody's key: nothing that was sealed with it can be read any more. Whether there was one."""
        self._forget(subject)
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
        self._made_by_id.clear()
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

    def _at_hand(self, key_id: str) -> DataKey | None:
        at_hand = self._ring.by_id(key_id)
        if at_hand is not None and at_hand.subject not in self._destroyed:
            return at_hand
        return self._made_by_id.get(key_id)

    async def _fetch(self, subject: str) -> DataKey | None:
        query = "data_keys.of_subject" if self._may_trust(subject) else "data_keys.hold"
        return self._read(await self._statements.plain_all(query, subject=subject))

    def _read(self, rows: list[Row]) -> DataKey | None:
        return self._remembered(rows[0]) if rows else None

    def _remembered(self, row: Row) -> DataKey:
        key = self._opened(row)
        self._remember(key)  # it may have been made in this very transaction: at hand once that is kept
        return key

    def _remember(self, key: DataKey) -> None:
        self._forget(key.subject)  # one key for each subject: an older one opens nothing any more
        self._made[key.subject] = self._made_by_id[key.id] = key

    def _forget(self, subject: str) -> None:
        key = self._made.pop(subject, None)
        if key is not None:
            del self._made_by_id[key.id]

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
        self._remember(key)
        return key


def _with_opened(row: Row, sealed: Mapping[str, str], keys: Mapping[str, DataKey]) -> Row:
    if not sealed:
        return row
    return {**row, **{name: _clear(value, keys) for name, value in sealed.items()}}


def _clear(value: str, keys: Mapping[str, DataKey]) -> str:
    key = keys.get(key_id_of(value))
    return key.open(value) if key is not None else ""
