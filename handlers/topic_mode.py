"""Whether the bot has topics in private chats: its maker says so to Telegram, and `getMe` to us."""

import asyncio
import logging

from telegram import Bot

from bot.runtime.supervision import unless_stopped
from handlers.patience import persist

logger = logging.getLogger(__name__)


class TopicMode:
    """What `getMe` said at the start, and says again whenever a call was refused for want of topics."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._doubt = asyncio.Event()
        self.is_on = bool(bot.bot.has_topics_enabled)

    def doubt(self) -> None:
        """A call was refused: have it looked at again."""
        self._doubt.set()

    async def watch(self, stop: asyncio.Event) -> None:
        """Look again whenever there is doubt, until `stop` is set."""
        while not stop.is_set():
            await unless_stopped(stop, self._doubt.wait())
            if self._doubt.is_set():
                self._doubt.clear()
                await self._look(stop)

    async def _look(self, stop: asyncio.Event) -> None:
        me = await persist(self._bot.get_me, stop, "Telegram does not say yet whether there are topics")
        if me is not None and bool(me.has_topics_enabled) is not self.is_on:
            self.is_on = not self.is_on
            logger.info("Topics in private chats are %s.", "on" if self.is_on else "off")
