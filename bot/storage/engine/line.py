"""The line in which callers wait for their turn: in the order in which they came, but for those that go ahead of all others."""

import asyncio
from collections import deque
from typing import Generic, TypeVar

Turn = TypeVar("Turn")


class Line(Generic[Turn]):
    """Joined by many, emptied by one."""

    def __init__(self) -> None:
        """Nobody waits yet."""
        self._ahead: deque[Turn] = deque()
        self._others: deque[Turn] = deque()
        self._is_closed = False
        self._changed = asyncio.Event()

    def join(self, turn: Turn, *, ahead: bool) -> None:
        """Wait behind those who came before, or with `ahead` behind those of them only that go ahead as well."""
        (self._ahead if ahead else self._others).append(turn)
        self._changed.set()

    def close(self) -> None:
        """Let `first` tell the end once nobody waits any more."""
        self._is_closed = True
        self._changed.set()

    def next(self, *, only_ahead: bool = False) -> Turn | None:
        """Take whose turn it is out of the line; None if nobody waits, or with `only_ahead` nobody who goes ahead."""
        if self._ahead:
            return self._ahead.popleft()
        return self._others.popleft() if self._others and not only_ahead else None

    async def first(self) -> Turn | None:
        """Wait until somebody is in line, and take whose turn it is; None when the line is closed and empty."""
        while (turn := self.next()) is None and not self._is_closed:
            self._changed.clear()
            await self._changed.wait()
        return turn
