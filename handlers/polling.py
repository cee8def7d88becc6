"""One way in: updates are fetched by long polling and handed to the inbox.

An update is committed before Telegram is told that it was received.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, EndPointNotFound, InvalidToken, TelegramError

from bot.errors import StorageError
from bot.runtime.supervision import rest, unless_stopped
from bot.runtime.turns import Always, Turn
from handlers.patience import Patience, understood

Receive = Callable[[Sequence[Mapping[str, Any]]], Awaitable[int]]
"""Commits updates to the inbox and returns how many were new; StorageError when it cannot."""

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member", "message_reaction")
"""The kinds of update that the bot listens to. Telegram keeps the list of whoever named one last, so both ways
in name theirs each time: without `callback_query`, say, every button would be dead."""

LONG_POLL_S = 25
"""How long Telegram holds a call open while there is nothing to tell."""
SHORTEST_PAUSE_S, LONGEST_PAUSE_S = 0.02, 0.25
"""Pauses between calls to a server that answers at once although it has nothing to tell."""
AT_ONCE_S = 1.0
"""A call without news that took less was not held open."""
APART_S = 0.01
"""News that come sooner than this, from a server nearby, come thick: then those of so long are fetched together. Each call leads to a
commit, and whoever is handled meanwhile would wait for as many of them as there are messages."""


class Poller:
    """Fetches updates until told to stop; whatever the network or Telegram does, it waits and goes on.

    Telegram bears one poller a bot: of several replicas one fetches at a time. A webhook that is set stays set: another
    process may live by it.
    """

    def __init__(
        self,
        bot: Bot,
        receive: Receive,
        turn: Turn | None = None,
        *,
        is_behind: Callable[[], bool] = lambda: False,
        allowed_updates: Sequence[str] = ALLOWED_UPDATES,
    ) -> None:
        self._bot = bot
        self._receive = receive
        self._turn = turn or Always()
        self._is_behind = is_behind
        self._allowed_updates = list(allowed_updates)
        self._offset: int | None = None
        self._patience = Patience()
        self._pause_s = SHORTEST_PAUSE_S

    async def run(self, stop: asyncio.Event) -> None:
        """Fetch whenever it is this process's turn, until `stop` is set.

        An update not yet committed then is fetched again, here or elsewhere.
        """
        await self._turn.hold(self._fetch_until, stop)

    async def _fetch_until(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                if not await self._turn.is_mine():  # it may have slept since it was
                    return
                await self._fetch_once(stop)
            except (TelegramError, StorageError) as trouble:
                if not await self._is_for_another(trouble):
                    await rest(stop, self._patience.pause(trouble, explain(trouble)))

    async def _fetch_once(self, stop: asyncio.Event) -> None:
        began = asyncio.get_running_loop().time()
        updates = await unless_stopped(stop, self._fetch())
        if updates is None:
            return
        took_s = asyncio.get_running_loop().time() - began
        new = await self._keep(updates)
        self._at_ease(new)
        if new and took_s < APART_S and self._is_behind():
            await rest(stop, APART_S)
        elif not new and took_s < AT_ONCE_S:
            await self._breathe(stop)

    async def _is_for_another(self, trouble: TelegramError | StorageError) -> bool:
        """Whether Telegram ended the call because another replica, whose turn it is now, has begun to fetch."""
        if not isinstance(trouble, Conflict):
            return False
        try:
            return not await self._turn.is_mine()
        except StorageError:
            return False

    async def _fetch(self) -> list[Mapping[str, Any]]:
        answer = await understood(self._ask)
        if not isinstance(answer, list | tuple):
            raise TelegramError("the answer to getUpdates is no list")
        return [update for update in answer if isinstance(update, Mapping)]

    async def _ask(self) -> Any:
        asked: dict[str, Any] = {"timeout": LONG_POLL_S, "allowed_updates": self._allowed_updates}
        if self._offset is not None:
            asked["offset"] = self._offset
        # The underscore is dropped on the way. Without it the library warns that it has a method of its own
        # for this call, which would make objects of what is kept as JSON.
        return await self._bot.do_api_request("getUpdates_", api_kwargs=asked, read_timeout=LONG_POLL_S + 10)

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
        self._patience.over("Updates arrive again.")


def explain(trouble: TelegramError | StorageError) -> str:
    """Return one sentence on why no updates come in, and what to do about it."""
    if isinstance(trouble, StorageError):
        return str(trouble)
    if isinstance(trouble, InvalidToken | EndPointNotFound):
        return "Telegram does not accept the bot's token; correct BUTLER_TELEGRAM__TOKEN and start again"
    if isinstance(trouble, Conflict) and "webhook" in trouble.message.lower():
        return (
            "Updates go to a webhook that another program has set, so none can be fetched; set "
            "telegram.webhook_url here too, or take the webhook down with: butler doctor --remove-webhook"
        )
    if isinstance(trouble, Conflict):
        return "Another program fetches this bot's updates; stop the other one"
    return f"No updates from Telegram ({type(trouble).__name__})"
