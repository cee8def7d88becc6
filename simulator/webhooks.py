"""Delivery of updates to a bot that set a webhook."""

import asyncio
import logging
import time

import httpx

from simulator.bots import Bot, Webhook
from simulator.text import Json

_log = logging.getLogger(__name__)
_ANSWER_WITHIN_S = 60.0
_PAUSES_S = (0.05, 0.2, 1.0, 2.0, 5.0)  # before another try; the last one is repeated
_TRIES = 50  # after which an update is given up, as Telegram does after a while


class Webhooks:
    """One task for each bot that wants its updates delivered."""

    def __init__(self) -> None:
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def start(self, bot: Bot) -> None:
        """Begin to deliver to the bot's address, in order, one update at a time."""
        self.stop(bot)
        self._tasks[id(bot)] = asyncio.get_running_loop().create_task(_deliver_all(bot))

    def stop(self, bot: Bot) -> None:
        """End delivery; what waits stays."""
        task = self._tasks.pop(id(bot), None)
        if task is not None:
            task.cancel()


async def _deliver_all(bot: Bot) -> None:
    async with httpx.AsyncClient(timeout=_ANSWER_WITHIN_S, trust_env=False) as client:
        while bot.webhook is not None:
            update = await bot.updates.arrival()
            await _deliver(client, bot, bot.webhook, update)
            bot.updates.confirm(update["update_id"] + 1)


async def _deliver(client: httpx.AsyncClient, bot: Bot, hook: Webhook, update: Json) -> None:
    for attempt in range(_TRIES):
        failure = await _failure(client, hook, update)
        if failure is None:
            return
        hook.last_error, hook.last_error_date = failure, int(time.time())
        await asyncio.sleep(_PAUSES_S[min(attempt, len(_PAUSES_S) - 1)])
    _log.warning(
        "update %s of bot %s was given up: its webhook does not take it", update["update_id"], bot.id
    )


async def _failure(client: httpx.AsyncClient, hook: Webhook, update: Json) -> str | None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
    try:
        answer = await client.post(hook.url, json=update, headers=headers)
    except httpx.ConnectError:
        return "Connection refused"
    except httpx.TimeoutException:
        return "Read timeout expired"
    except (httpx.HTTPError, httpx.InvalidURL):
        return "Connection closed"
    if answer.is_success:
        return None
    return f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
