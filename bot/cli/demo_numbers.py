"""The numbers of those whom the visitor of the demo plays: the bot has to know its staff before anybody is there."""

import time
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Numbers:
    """Ids of Telegram."""

    owner: int
    lawyers: tuple[int, int]
    admin: int

    @classmethod
    def fresh(cls) -> Self:
        """Ids never used before, so that a database of an earlier demo takes these people for newcomers."""
        first = int(time.time()) * 10
        return cls(first + 1, (first + 2, first + 3), first + 4)
