"""The time of the simulated world: real time plus what the visitor added."""

import time
from datetime import UTC, datetime, timedelta

FURTHEST_S = 100 * 366 * 86400  # a century ahead; farther on, dates no longer fit everywhere


class Clock:
    """Real time, moved forward by hand."""

    def __init__(self) -> None:
        self.advanced_s = 0.0

    def advance(self, seconds: float) -> None:
        """Move the world `seconds` into the future; going back is not possible."""
        if seconds < 0:
            raise ValueError("time can only go forward")
        if not self.advanced_s + seconds <= FURTHEST_S:
            raise ValueError(f"at most {FURTHEST_S} seconds ahead")
        self.advanced_s += seconds

    def now(self) -> datetime:
        """Return the world's instant, aware, UTC."""
        return datetime.fromtimestamp(time.time(), UTC) + timedelta(seconds=self.advanced_s)

    def stamp(self) -> int:
        """Return the world's instant as Telegram writes it: whole seconds since the epoch."""
        return int(self.now().timestamp())
