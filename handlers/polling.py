"""One way in: updates are fetched by long polling and handed to the inbox.

An update is committed before Telegram is told that it was received.
"""

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError
from telegram.warnings import PTBDeprecationWarning

from bot.errors import StorageError
from bot.runtime.supervision import rest, unless_stopped

logger = logging.getLogger(__name__)

Receive = Callable[[Sequence[Mapping[str, Any]]], Awaitable[int]]
"""Commits updates to the inbox and returns how many were new; StorageError when it cannot."""

LONG_POLL_S = 25
"""How long Telegram holds a call open while there is nothing to tell."""
SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.02, 0.25
"""Pauses between calls to a server that answers at once although it has nothing to tell."""
AT_ONCE_S = 1.0
"""A call without news that took less was not held open."""
LONGEST_BACKOFF_S = 30.0
_REMIND_EVERY = 20


class Poller:
    """Fetches updates until told to stop; whatever the network or Telegram does, it waits and goes on."""

    def __init__(self, bot: Bot, receive: Receive, *, allowed_updates: Sequence[str] = ()) -> None:
        self._bot = bot
        self._receive = receive
        self._allowed_updates = list(allowed_updates)
        self._offset: int | None = None
        self._troubles = 0
        self._pause_s = SHORTEST_PAUSE_S

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch until `stop` is set; an update not yet committed then is fetched again at the next start."""
        while not stop.is_set():
            try:
                began = asyncio.get_running_loop().time()
                updates = await unless_stopped(stop, self._fetch())
                if updates is None:
                    return
                new = await self._keep(updates)
                at_once = asyncio.get_running_loop().time() - began < AT_ONCE_S
            except (TelegramError, StorageError) as trouble:
                await self._wait_after(trouble, stop)
            else:
                self._at_ease(new)
                if at_once and not new:
                    await self._breathe(stop)

    async def _fetch(self) -> list[Mapping[str, Any]]:
        asked: dict[str, Any] = {"timeout": LONG_POLL_S, "allowed_updates": self._allowed_updates}
        if self._offset is not None:
            asked["offset"] = self._offset
        # The underscore is dropped on the way. Without it the library warns that it has a method of its own
        # for this call, which would make objects of what is kept as JSON.
        answer = await self._bot.do_api_request(
            "getUpdates_", api_kwargs=asked, read_timeout=LONG_POLL_S + 10
        )
        if not isinstance(answer, list | tuple):
            raise TelegramError("the answer to getUpdates is no list")
        return [update for update in answer if isinstance(update, Mapping)]

    async def _keep(self, updates: Sequence[Mapping[str, Any]]) -> int:
        """Commit the batch, and only then let the next call confirm it."""
        if not updates:
            return 0
        new = await self._receive(updates)
        ids = [update["update_id"] for update in updates if isinstance(update.get("update_id"), int)]
        if ids:
            self._offset = max(ids) + 1
        return new

    async def _breathe(self, stop: asyncio.Event) -> None:
        await rest(stop, self._pause_s)
        self._pause_s = min(self._pause_s * 1.5, LONGEST_PAUSE_S)

    def _at_ease(self, new: int) -> None:
        if new:
            self._pause_s = SHORTEST_PAUSE_S
        if self._troubles:
            logger.info("Updates arrive again.")
        self._troubles = 0

    async def _wait_after(self, trouble: TelegramError | StorageError, stop: asyncio.Event) -> None:
        if self._troubles % _REMIND_EVERY == 0:
            logger.warning("%s; trying again.", explain(trouble))
        self._troubles += 1
        if isinstance(trouble, Conflict) and "webhook" in trouble.message.lower():
            await self._take_webhook_down()
        await rest(stop, pause_after(trouble, self._troubles))

    async def _take_webhook_down(self) -> None:
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as trouble:
            logger.warning("The webhook could not be taken down: %s", type(trouble).__name__)


def explain(trouble: TelegramError | StorageError) -> str:
    """Return one sentence on why no updates come in, and what to do about it."""
    if isinstance(trouble, StorageError):
        return str(trouble)
    if isinstance(trouble, InvalidToken | EndPointNotFound):
        return "Telegram does not accept the bot's token; correct BUTLER_TELEGRAM__TOKEN and start again"
    if isinstance(trouble, Conflict):
        return "Another program fetches this bot's updates, or a webhook is set; stop the other one"
    return f"No updates from Telegram ({type(trouble).__name__})"


def pause_after(trouble: TelegramError | StorageError, troubles: int) -> float:
    """Return the seconds to wait: as long as Telegram asks, else 0.5, 1, 2 … 30."""
    if isinstance(trouble, RetryAfter):
        with warnings.catch_warnings():
            # The library announces that it will return a timedelta one day; both are understood here.
            warnings.simplefilter("ignore", PTBDeprecationWarning)
            wait = trouble.retry_after
        return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
    return min(LONGEST_BACKOFF_S, 0.5 * 2.0 ** min(troubles - 1, 10))
