"""What the transactions of both engines have in common: when they are whole, broken or over."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from operator import itemgetter
from typing import Any

from bot.errors import StorageError
from bot.storage.engine.key_ring import KeyRing
from bot.storage.engine.queries import Call, Engine, Row
from bot.storage.engine.vault import Vault

Work = Callable[[], Awaitable[None]]
TRANSACTION_S = 90.0
"""How long a transaction may hold what others wait for; longer than any handler may take."""


class BaseTransaction(ABC):
    """One transaction. After a statement has failed nothing of it can be kept, except before an `attempt`."""

    engine: Engine

    def __init__(self, ring: KeyRing) -> None:
        self.rung: set[str] = set()
        self._is_hurried = False
        self.vault = Vault(ring, self, alone=self.engine == "sqlite")
        self._broken: StorageError | None = None
        self._over: StorageError | None = None
        self._attempts = 0
        self._last: list[tuple[bool, Work]] = []

    @abstractmethod
    async def plain_all(self, query: str, **values: Any) -> list[Row]:
        """Return every row as it is kept, with what is sealed in it."""

    @abstractmethod
    async def plain_change(self, query: str, **values: Any) -> int:
        """Run the query with these very values and return how many rows it changed."""

    @abstractmethod
    async def plain_batch(self, calls: Sequence[Call]) -> list[list[Row]]:
        """Run several queries with these very values, in this order, and return the rows of each as they are kept."""

    async def plain_many(self, query: str, each: Sequence[Mapping[str, Any]]) -> list[Row]:
        """Run one query with each of these very values, in this order, and return the rows of all as they are kept."""
        return [row for rows in await self.plain_batch([(query, values) for values in each]) for row in rows]

    async def all(self, query: str, **values: Any) -> list[Row]:
        """Return every row, its words opened."""
        return await self.vault.opened(await self.plain_all(query, **await self.vault.sealed(values)))

    async def change(self, query: str, **values: Any) -> int:
        """Run the query and return how many rows it changed; words are sealed."""
        return await self.plain_change(query, **await self.vault.sealed(values))

    async def batch(self, calls: Sequence[Call]) -> list[list[Row]]:
        """Run several queries in this order and return the rows of each."""
        ready = [(query, await self.vault.sealed(values)) for query, values in calls]
        return [await self.vault.opened(rows) for rows in await self.plain_batch(ready)]

    async def many(self, query: str, each: Sequence[Mapping[str, Any]]) -> list[Row]:
        """Run one query with each of these values, in this order, and return the rows of all."""
        ready = [await self.vault.sealed(values) for values in each]
        return await self.vault.opened(await self.plain_many(query, ready)) if ready else []

    @abstractmethod
    async def script(self, sql: str) -> None:
        """Run several statements without values, such as a migration."""

    @abstractmethod
    def _explain(self, error: Exception, doing: str) -> StorageError: ...

    async def one(self, query: str, **values: Any) -> Row | None:
        """Return the first row, or None."""
        rows = await self.all(query, **values)
        return rows[0] if rows else None

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """Undo what is done inside if it raises, and only that."""
        # Names of their own: with one name for all, an outer attempt would go back only to the last inner one.
        self._attempts += 1
        savepoint = f"attempt_{self._attempts}"
        await self.begin_attempt(savepoint)
        rung, last = set(self.rung), len(self._last)
        try:
            yield
            self.insist_on_whole()
        except Exception:
            self._broken, self.rung = None, rung
            del self._last[last:]
            self.vault.undone()
            await self.script(f"ROLLBACK TO {savepoint};")
            raise
        except BaseException:
            self._broken = _cancelled("an attempt")
            raise

    async def begin_attempt(self, savepoint: str) -> None:
        """Set the savepoint to which a failed attempt goes back."""
        await self.script(f"SAVEPOINT {savepoint};")

    @property
    def is_hurried(self) -> bool:
        """Whether it is in a hurry."""
        return self._is_hurried

    def hurry(self) -> None:
        """Commit as soon as this is over."""
        self._is_hurried = True

    def ring(self, bell: str) -> None:
        """Set the bell once this transaction is committed."""
        self.rung.add(bell)

    def at_last(self, work: Work, *, locks: bool = False) -> None:
        """Do this right before the commit, with `locks` behind whatever else is done then."""
        self._last.append((locks, work))

    async def do_last(self) -> None:
        """Do what was to be done last, and raise what went wrong, now or earlier: nothing can be kept then."""
        self.insist_on_whole()
        for _, work in sorted(self._last, key=itemgetter(0)):
            await work()
        self.insist_on_whole()

    def end(self, reason: StorageError | None = None) -> None:
        """Let no statement through from now on: it would run in somebody else's transaction."""
        self._over = self._over or reason or StorageError("the transaction is over; begin another one")

    def insist_on_whole(self) -> None:
        """Raise what went wrong earlier: nothing of this transaction can be kept any more."""
        trouble = self._over or self._broken
        if trouble is not None:
            raise trouble

    @contextmanager
    def _statement(self, doing: str) -> Iterator[None]:
        """Surround one call of the driver: whatever it raises becomes a StorageError and breaks the whole."""
        self.insist_on_whole()
        try:
            yield
        except Exception as error:
            # All of them: when a connection breaks, drivers raise more than they document.
            self._broken = self._explain(error, doing)
            raise self._broken from error
        except BaseException:
            # Nobody knows whether the statement was run; whoever swallows this must not commit half of it.
            self._broken = _cancelled(doing)
            raise


def _cancelled(doing: str) -> StorageError:
    return StorageError(f"the transaction was cancelled during {doing}; nothing of it is kept")
