"""One piece of work after another; but for one that takes long the next does not wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class OneByOne:
    """Lets `at_once` pieces of work be in hand, and one more for each that takes longer than `patience_s`."""

    def __init__(self, at_once: int, patience_s: float) -> None:
        self._free = asyncio.Semaphore(at_once)
        self.patience_s = patience_s

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn; it is passed on when the work is over, or when others have waited for it long enough."""
        await self._free.acquire()
        is_held = True

        def pass_on() -> None:
            nonlocal is_held
            if is_held:
                is_held = False
                self._free.release()

        patience = asyncio.get_running_loop().call_later(self.patience_s, pass_on)
        try:
            yield
        finally:
            patience.cancel()
            pass_on()
