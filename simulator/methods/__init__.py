"""The Bot API's methods, by name."""

from collections.abc import Awaitable, Callable
from typing import Any

from simulator.methods import copying, editing, media, profile, reacting, receiving, sending, topics
from simulator.methods.api_call import ApiCall

Method = Callable[[ApiCall], Any | Awaitable[Any]]

METHODS: dict[str, Method] = {
    **receiving.METHODS,
    **sending.METHODS,
    **media.METHODS,
    **copying.METHODS,
    **editing.METHODS,
    **reacting.METHODS,
    **topics.METHODS,
    **profile.METHODS,
}
BY_LOWER_NAME = {name.lower(): name for name in METHODS}  # Telegram takes method names in any case
