"""What every loop that runs for ever needs: to rest without being deaf, and not to die in silence."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, TypeVar

logger = logging.getLogger(__name__)

T = TypeVar("T")
Tell = Callable[[str, Exception], Awaitable[None]]
"""Lets somebody know which work has failed, and why."""

FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 300.0
"""Pauses before side work that has failed is begun again: each is twice as long as the one before."""


async def rest(wake: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until the event is set."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await wake.wait()


async def unless_stopped(stop: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """Return what the work returns, or None when `stop` is set before; the work is cancelled then."""
    task = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return await task if task.done() else None
    finally:
        stopping.cancel()
        task.cancel()
        await asyncio.gather(task, stopping, return_exceptions=True)


async def answer_within(call: Awaitable[T], seconds: float, grace: float) -> T | None:
    """Return what a call returns, or None if it takes longer; it is cancelled then.

    `grace` is for a process that was frozen: when it wakes, its time is over, and the answer waits to be read.
    """
    work = asyncio.ensure_future(call)
    try:
        for patience in (seconds, grace):
            await asyncio.wait({work}, timeout=patience)
            if work.done():
                return await work
        return None
    finally:
        work.cancel()


async def supervise(loops: Sequence[Coroutine[Any, Any, None]], stop: asyncio.Event) -> None:
    """Run the loops until `stop` is set and each has ended; raise the first error that ends one of them.

    The others are cancelled then. The log names the kind of error only; its text could hold words of people.
    """
    tasks = [asyncio.create_task(loop) for loop in loops]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        for task in tasks:
            if task.done() and not task.cancelled() and task.exception() is not None:
                logger.error("A loop has failed: %s", type(task.exception()).__name__)
                stop.set()
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def tended(
    name: str, work: Callable[[], Coroutine[Any, Any, None]], stop: asyncio.Event, tell: Tell
) -> None:
    """Do side work, which the bot can live without for a while, until it is done or `stop` is set.

    Whatever ends it, it is begun again after a pause. Each kind of failure is told once; telling may fail as well.
    """
    told: set[type[Exception]] = set()
    pause_s = FIRST_PAUSE_S
    while not stop.is_set():
        try:
            await work()
        except Exception as error:  # noqa: BLE001 -- side work never ends the bot
            logger.error("%s failed (%s); it begins again", name, type(error).__name__)  # noqa: TRY400 -- a traceback could show words
            if type(error) not in told and await _is_told(tell, name, error):
                told.add(type(error))
            await rest(stop, pause_s)
            pause_s = min(2 * pause_s, LONGEST_PAUSE_S)
        else:
            return


async def _is_told(tell: Tell, name: str, error: Exception) -> bool:
    try:
        await tell(name, error)
    except Exception as trouble:  # noqa: BLE001 -- as above: it is told after the next failure
        logger.warning("That %s failed could not be told: %s", name, type(trouble).__name__)
        return False
    return True
