"""Words at rest: sealed on their way into a row, opened on their way out.

Each person and each enterprise has a key of its own (`data_keys`), which is itself sealed under the master key that the
database does not hold. A value is sealed with AES-256-GCM (NIST SP 800-38D); bound to it as associated data are the
column and the row that it was written for. A key that was destroyed makes all that was sealed with it unreadable,
wherever copies of it lie; such values read as forgotten.
"""

import hashlib
import hmac
import logging
import os
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.storage.engine.master import MASTER_BYTES, NONCE, Master, as_bytes, as_text
from bot.storage.engine.queries import Row

logger = logging.getLogger(__name__)

PREFIX = "~1."
"""How a sealed value begins; no JSON text does."""
HOUSE = "house"
"""Whose key seals what belongs to nobody yet, such as an update that has just arrived."""
INDEX = "index"
"""Whose key names values that are looked up without being readable."""
MOST_KEYS = 20_000
"""Keys that one process has at hand; another is fetched by one statement."""


class Words(str):
    """Words on their way into a row, to be sealed there: for whom, and for which column and row."""

    __slots__ = ("label", "subject")
    subject: str
    label: str

    @classmethod
    def of(cls, text: str, subject: str, label: str) -> str:
        """The text marked so; what is forgotten, and empty, stays as it is."""
        if not text:
            return text
        words = cls(text)
        words.subject, words.label = subject, label
        return words


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


@dataclass(frozen=True, slots=True)
class DataKey:
    """One key: its number, whose it is, and what seals with it."""

    id: str
    subject: str
    raw: bytes = field(repr=False)

    @property
    def sealer(self) -> AESGCM:
        """What seals and opens with it."""
        return AESGCM(self.raw)

    def seal(self, words: Words) -> str:
        """Words as they are kept."""
        nonce = os.urandom(NONCE)
        bound = words.label.encode()
        return f"{PREFIX}{self.id}.{as_text(nonce + self.sealer.encrypt(nonce, words.encode(), bound))}|{words.label}"

    def open(self, kept: str) -> str:
        """The words that were sealed; empty, and the log knows, for what somebody has changed in the database."""
        label, raw = label_of(kept), as_bytes(kept[len(PREFIX) :].partition(".")[2].partition("|")[0])
        try:
            return self.sealer.decrypt(raw[:NONCE], raw[NONCE:], label.encode()).decode()
        except (InvalidTag, ValueError):
            logger.error("%s was changed outside of this program and cannot be read.", label)  # noqa: TRY400 -- a traceback says no more
            return ""


def key_id_of(kept: str) -> str:
    """By which key a value was sealed."""
    return kept[len(PREFIX) :].partition(".")[0]


def label_of(kept: str) -> str:
    """For which column and row a value was sealed."""
    return kept.partition("|")[2]


def is_sealed(value: object) -> bool:
    """Whether a value of a row was sealed."""
    return isinstance(value, str) and value.startswith(PREFIX)


class KeyRing:
    """The keys that one process has at hand; rows have all others."""

    def __init__(self) -> None:
        self.master = Master(
            secrets.token_bytes(MASTER_BYTES)
        )  # until the right one is known: it opens nothing
        self.generation = 0
        """Grows whenever a key is destroyed: what was read before may not be remembered after."""
        self._by_id: OrderedDict[str, DataKey] = OrderedDict()
        self._of_subject: dict[str, str] = {}
        self._owners: OrderedDict[int, str] = OrderedDict()

    def by_id(self, key_id: str) -> DataKey | None:
        """The key with this number, if it is at hand."""
        return self._by_id.get(key_id)

    def of_subject(self, subject: str) -> DataKey | None:
        """The key of somebody, if it is at hand."""
        return self._by_id.get(self._of_subject.get(subject, ""))

    def owner(self, number: int) -> str | None:
        """Whose key seals a ticket, if that is known."""
        return self._owners.get(number)

    def remember(self, key: DataKey, *, seals: bool = True) -> None:
        """Have a key at hand; `seals` says that it is the one with which its subject's words are sealed from now on."""
        self._by_id[key.id] = key
        if seals:
            self._of_subject[key.subject] = key.id
        if len(self._by_id) > MOST_KEYS:
            _, oldest = self._by_id.popitem(last=False)
            self._of_subject.pop(oldest.subject, None)

    def remember_owner(self, number: int, subject: str) -> None:
        """Know whose key seals a ticket."""
        self._owners[number] = subject
        if len(self._owners) > MOST_KEYS:
            self._owners.popitem(last=False)

    def forget(self, subject: str) -> None:
        """A key was destroyed."""
        self.generation += 1
        self._of_subject.pop(subject, None)
        for key in [key for key in self._by_id.values() if key.subject == subject]:
            del self._by_id[key.id]

    def forget_all(self) -> None:
        """Fetch every key anew."""
        self.generation += 1
        self._by_id.clear()
        self._of_subject.clear()


class Statements(Protocol):
    """What the vault asks of a transaction: its statements as they are, without sealing or opening."""

    async def plain_all(self, query: str, **values: Any) -> list[Row]:
        """Return every row as it is kept."""

    async def plain_change(self, query: str, **values: Any) -> int:
        """Run the query and return how many rows it changed."""


class Vault:
    """The keys as one transaction sees them: those that it makes count once it is committed."""

    def __init__(self, ring: KeyRing, statements: Statements, *, alone: bool) -> None:
        """`alone` says that no other process destroys keys."""
        self._ring, self._statements, self._alone = ring, statements, alone
        self._generation = ring.generation
        self._made: dict[str, DataKey] = {}
        self._held: set[str] = set()
        self._destroyed: set[str] = set()

    async def sealed(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """The values of a query, with words sealed and what is only compared turned into its digest."""
        if not any(isinstance(value, Words | Findable) for value in values.values()):
            return values
        return {name: await self._kept(value) for name, value in values.items()}

    async def opened(self, rows: list[Row]) -> list[Row]:
        """Rows with all that was sealed opened; what was sealed by a destroyed key is empty."""
        wanted = {key_id_of(value) for row in rows for value in row.values() if is_sealed(value)}
        if not wanted:
            return rows
        keys = {key_id: await self._by_id(key_id) for key_id in wanted}
        return [
            {
                name: _open(keys[key_id_of(value)], value) if is_sealed(value) else value
                for name, value in row.items()
            }
            for row in rows
        ]

    async def destroy(self, subject: str) -> bool:
        """Destroy somebody's key: nothing that was sealed with it can be read any more. Whether there was one."""
        self._made.pop(subject, None)
        self._held.discard(subject)
        self._destroyed.add(subject)
        self._ring.forget(
            subject
        )  # at once: with SQLite others write before this is committed, and see it destroyed
        return await self._statements.plain_change("data_keys.destroy", subject=subject) > 0

    def committed(self, *, wrote: bool = True) -> None:
        """The transaction is kept: so are its keys. One that only read may have seen keys that are being destroyed."""
        if self._generation == self._ring.generation:
            for key in self._made.values():
                self._ring.remember(key, seals=wrote)
        for subject in self._destroyed:
            self._ring.forget(subject)

    def undone(self) -> None:
        """A part of the transaction was rolled back, and maybe keys with it: they are looked up anew."""
        self._made.clear()
        self._held.clear()

    async def _kept(self, value: Any) -> Any:
        if isinstance(value, Words):
            return (await self._of(await self._resolved(value.subject))).seal(value)
        if isinstance(value, Findable):
            key = await self._of(INDEX)
            return hmac.new(key.raw, value.encode(), hashlib.sha256).hexdigest()
        return value

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
            raw = self._ring.master.unwrap(row["id"], row["subject"], row["wrapped"])
            key = DataKey(row["id"], row["subject"], raw)
            self._made[key.subject] = (
                key  # it may have been made in this very transaction: at hand once that is kept
            )
            return key
        return None

    async def _make(self, subject: str) -> DataKey:
        key = DataKey(secrets.token_hex(8), subject, secrets.token_bytes(32))
        wrapped = self._ring.master.wrap(key.id, subject, key.raw)
        values = {"id": key.id, "subject": subject, "wrapped": wrapped}
        if not await self._statements.plain_change("data_keys.add", **values):
            other = await self._fetch(subject)  # somebody was faster
            assert other is not None, "a key that is in the way is there"
            return other
        self._made[subject] = key
        return key


def _open(key: DataKey | None, kept: str) -> str:
    return key.open(kept) if key is not None else ""
