"""Patience with Telegram: what goes wrong for a while is waited out, with a word in the log now and then.

Polling and the calls at the start (`getMe`, `setWebhook`, `setMyCommands`) wait by the same rule.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.errors import ConfigError, Fault, StorageError, message
from bot.runtime.supervision import rest, unless_stopped
from handlers.gateway import seconds_of

logger = logging.getLogger(__name__)

T = TypeVar("T")

SHORTEST_BACKOFF_S, LONGEST_BACKOFF_S = 0.5, 30.0
REMIND_EVERY = 20
"""Tries between two warnings that say the same."""
_NO_ANSWER_OF_THE_API = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What the library raises at an answer that is JSON, but none of the Bot API's."""


class Patience:
    """One spell of trouble after another: counts the tries, warns, and says how long to wait."""

    def __init__(self) -> None:
        self._troubles = 0
        self._said: set[str] = set()

    def pause(self, trouble: TelegramError | StorageError, sentence: str) -> float:
        """Count one more failed try, warn of it, and return the seconds to wait before the next."""
        self.warn(f"{sentence}; trying again.")
        return pause_after(trouble, self._troubles)

    def warn(self, sentence: str) -> None:
        """Count once more; log the sentence when it is new in this spell, and then every twentieth time."""
        if sentence not in self._said or self._troubles % REMIND_EVERY == 0:
            logger.warning("%s", sentence)
            self._said.add(sentence)
        self._troubles += 1

    def over(self, sentence: str) -> None:
        """End the spell, if there was one, and log the sentence."""
        if self._troubles:
            logger.info("%s", sentence)
        self._troubles = 0
        self._said.clear()


def pause_after(trouble: TelegramError | StorageError, troubles: int) -> float:
    """Return the seconds to wait: as long as Telegram asks, up to an hour, else 0.5, 1, 2 … 30."""
    if isinstance(trouble, RetryAfter):
        return max(SHORTEST_BACKOFF_S, seconds_of(trouble))
    return min(LONGEST_BACKOFF_S, SHORTEST_BACKOFF_S * 2.0 ** min(troubles - 1, 10))


async def persist(
    call: Callable[[], Awaitable[T]],
    stop: asyncio.Event,
    failing: str,
    *,
    final: tuple[type[TelegramError], ...] = (),
) -> T | None:
    """Make the call until it succeeds, and return its answer; None when `stop` is set before.

    `failing` is what the log says meanwhile. Raises the errors named in `final`, and ConfigError when the
    token is not accepted.
    """
    patience = Patience()
    while not stop.is_set():
        try:
            answer = await unless_stopped(stop, understood(call))
        except final:
            raise
        except InvalidToken as error:
            raise _wrong_token() from error
        except TelegramError as trouble:
            await rest(stop, patience.pause(trouble, f"{failing} ({type(trouble).__name__})"))
        else:
            if not stop.is_set():
                patience.over("Telegram answers again.")
            return answer
    return None


async def understood(call: Callable[[], Awaitable[T]]) -> T:
    """Make one call; an answer that is none of the Bot API's is a TelegramError, too."""
    try:
        return await call()
    except _NO_ANSWER_OF_THE_API as error:
        raise TelegramError(f"the answer is none of the Bot API's ({type(error).__name__})") from error


def _wrong_token() -> ConfigError:
    return ConfigError([Fault("BUTLER_TELEGRAM__TOKEN", 0, 0, "", message("telegram.wrong_token"))])
