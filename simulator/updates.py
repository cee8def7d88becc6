"""A bot's updates: kept until the bot confirms them, handed out to one poller at a time."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

from simulator.errors import ApiError
from simulator.text import Json

KEPT = 50_000  # updates that wait for a bot which is away; older ones are forgotten
UPDATE_TYPES = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "guest_message",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
    "managed_bot",
]
BY_DEFAULT = frozenset(UPDATE_TYPES) - {"chat_member", "message_reaction", "message_reaction_count"}
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
        self.allowed = BY_DEFAULT
        self.next_id = first_id
        # Answered by None when something came, by the text of a conflict when the poll has to end.
        self._poll: asyncio.Future[str | None] | None = None
        self._arrival = asyncio.Event()

    def put(self, kind: str, content: Json) -> int | None:
        """Queue an update; return its id, or None if the bot doesn't want this kind."""
        if kind not in self.allowed:
            return None
        update_id, self.next_id = self.next_id, self.next_id + 1
        self.waiting.append({"update_id": update_id, kind: content})
        self._settle(None)
        self._arrival.set()
        return update_id

    def allow(self, kinds: Any) -> None:
        """Take only these kinds from now on, as Telegram reads `allowed_updates`.

        An empty list, or one of unknown names only, means the default; what is no list of strings changes nothing.
        """
        if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
            return
        known = frozenset(kind.lower() for kind in kinds) & frozenset(UPDATE_TYPES)
        self.allowed = known or BY_DEFAULT

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
        self._settle(CONFLICT)
        self.confirm(window.offset)
        if not self.waiting and window.timeout_s > 0:
            await self._wait(window.timeout_s)
        return list(self.waiting)[: window.limit]

    async def arrival(self) -> Json:
        """Return the oldest update without confirming it, waiting for one."""
        while not self.waiting:
            self._arrival.clear()
            await self._arrival.wait()
        return self.waiting[0]

    def stop(self) -> None:
        """End a waiting poll with an empty answer."""
        self._settle(None)

    def conflict(self, text: str = CONFLICT) -> bool:
        """End a waiting poll with 409, by default as a second poller would; return whether there was one."""
        waiting = self._poll is not None and not self._poll.done()
        self._settle(text)
        return waiting

    async def _wait(self, timeout_s: float) -> None:
        poll = self._poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(timeout_s):
                conflict = await poll
        except TimeoutError:
            return
        finally:
            if self._poll is poll:
                self._poll = None
        if conflict is not None:
            raise ApiError(409, conflict)

    def _settle(self, conflict: str | None) -> None:
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(conflict)
