"""A bot's updates: kept until the bot confirms them, handed out to one poller at a time."""

import asyncio
from collections import deque
from dataclasses import dataclass

from simulator.errors import ApiError
from simulator.text import Json

KEPT = 50_000  # updates that wait for a bot which is away; older ones are forgotten
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True)
class Window:
    """What a `getUpdates` asks for."""

    offset: int = 0
    limit: int = 100
    timeout_s: float = 0.0


class UpdateQueue:
    """Updates in order of their ids."""

    def __init__(self, first_id: int = 1) -> None:
        self.waiting: deque[Json] = deque(maxlen=KEPT)
        self.allowed: frozenset[str] | None = None  # None: everything but what Telegram leaves out by default
        self.next_id = first_id
        # Answered by True when something came, by False when another poller took over.
        self._poll: asyncio.Future[bool] | None = None
        self._arrival = asyncio.Event()

    def put(self, kind: str, content: Json) -> int | None:
        """Queue an update; return its id, or None if the bot doesn't want this kind."""
        if kind not in self.allowed if self.allowed else kind in NOT_BY_DEFAULT:
            return None
        update_id, self.next_id = self.next_id, self.next_id + 1
        self.waiting.append({"update_id": update_id, kind: content})
        self._settle(answer=True)
        self._arrival.set()
        return update_id

    def confirm(self, offset: int) -> None:
        """Forget the updates below `offset`; a negative one keeps the last few."""
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()

    def clear(self) -> None:
        """Drop all that wait."""
        self.waiting.clear()

    async def poll(self, window: Window) -> list[Json]:
        """Return updates, waiting up to the time-out; raise `ApiError` 409 when another poller comes."""
        self._settle(answer=False)
        self.confirm(window.offset)
        if not self.waiting and window.timeout_s > 0 and not await self._wait(window.timeout_s):
            raise ApiError(409, CONFLICT)
        return list(self.waiting)[: window.limit]

    async def arrival(self) -> Json:
        """Return the oldest update without confirming it, waiting for one."""
        while not self.waiting:
            self._arrival.clear()
            await self._arrival.wait()
        return self.waiting[0]

    def stop(self) -> None:
        """End a waiting poll with an empty answer."""
        self._settle(answer=True)

    def conflict(self) -> bool:
        """End a waiting poll as a second poller would; return whether there was one."""
        waiting = self._poll is not None and not self._poll.done()
        self._settle(answer=False)
        return waiting

    async def _wait(self, timeout_s: float) -> bool:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout_s):
                answer: bool = await poll
                return answer
        except TimeoutError:
            return True
        finally:
            if self._poll is poll:
                self._poll = None

    def _settle(self, *, answer: bool) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(answer)
