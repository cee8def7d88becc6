"""The event loop that the bot runs on: uvloop's, a few hundredths quicker, where it exists; asyncio's elsewhere, as on Windows."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Do the work on a new event loop, and return what it returns."""
    with asyncio.Runner(loop_factory=_quickest()) as runner:
        return runner.run(work)


def _quickest() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """What makes uvloop's event loop; None where it is not installed."""
    try:
        import uvloop  # noqa: PLC0415 -- there is none for every system
    except ImportError:
        return None
    return uvloop.new_event_loop
