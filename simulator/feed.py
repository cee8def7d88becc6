"""Who wants to know that something changed: the page's event streams, and callers that wait for a fact."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

Found = TypeVar("Found")
_BACKLOG = 1000  # events a slow page may be behind before it is told to load everything again


class Feed:
    """Every change of the world is published here once, as a small JSON object."""

    def __init__(self) -> None:
        self.closing = False
        self._listeners: set[asyncio.Queue[dict[str, Any]]] = set()
        self._waiting: set[asyncio.Future[None]] = set()

    def publish(self, kind: str, **event: Any) -> None:
        """Tell all listeners; never waits for one of them."""
        for queue in self._listeners:
            if queue.qsize() >= _BACKLOG:
                _empty(queue)
                queue.put_nowait({"kind": "reload"})
            queue.put_nowait({"kind": kind, **event})
        self._wake()

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[dict[str, Any]]]:
        """Yield a queue of all changes from now on; the last event is of the kind `closing`."""
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._listeners.add(queue)
        if self.closing:
            queue.put_nowait({"kind": "closing"})
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    async def until(self, condition: Callable[[], Found | None], timeout_s: float) -> Found | None:
        """Return what the condition finds as soon as it finds something, or None after `timeout_s`."""
        try:
            async with asyncio.timeout(timeout_s):
                while (found := condition()) is None or found is False:
                    if self.closing:
                        return None
                    await self._next_change()
                return found
        except TimeoutError:
            return condition()

    async def closed(self, timeout_s: float) -> None:
        """Wait until everything closes, at most `timeout_s`."""
        await self.until(lambda: None, timeout_s)

    def close(self) -> None:
        """Release everybody who listens or waits."""
        self.closing = True
        self.publish("closing")

    async def _next_change(self) -> None:
        change = asyncio.get_running_loop().create_future()
        self._waiting.add(change)
        try:
            await change
        finally:
            self._waiting.discard(change)

    def _wake(self) -> None:
        for change in self._waiting:
            if not change.done():
                change.set_result(None)


def _empty(queue: asyncio.Queue[dict[str, Any]]) -> None:
    while not queue.empty():
        queue.get_nowait()
