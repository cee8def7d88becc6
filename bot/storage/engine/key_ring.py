"""The keys that one process has at hand; rows have all others."""

import secrets
from collections import OrderedDict
from collections.abc import Callable

from bot.storage.engine.master import MASTER_BYTES, Master
from bot.storage.engine.sealing import DataKey

MOST_KEYS = 20_000
"""Keys that one process has at hand; another is fetched by one statement."""


class KeyRing:
    """The keys that one process has at hand; rows have all others."""

    def __init__(self) -> None:
        self.master = Master(
            secrets.token_bytes(MASTER_BYTES)
        )  # until the right one is known: it opens nothing
        self.renewed: Callable[[str], Master | None] = lambda _: None
        """Gives the master key with this id where it has come to be at hand since the start."""
        self.generation = 0
        """Grows whenever a key is destroyed: what was read before may not be remembered after."""
        self._by_id: OrderedDict[str, DataKey] = OrderedDict()
        self._of_subject: dict[str, str] = {}
        self._owners: OrderedDict[int, str] = OrderedDict()

    def insist_on(self, master: str) -> None:
        """See that the master key with this id is at hand, also one that has just replaced another; else StorageUnavailable."""
        if master != self.master.id:
            renewed = self.renewed(master)
            if renewed is None:
                raise self.master.is_not(master)
            self.master = renewed

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
