"""The time of the simulated world: real time plus what the visitor added."""

import time
from datetime import UTC, datetime, timedelta

_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)

FURTHEST_S = 100 * 366 * 86400  # a century ahead; farther on, dates no longer fit everywhere


def first_number() -> int:
    """Return where the ids of a new world begin: tenths of seconds since 2026, which fit 31 bits until 2032.

    A bot may remember the ids of an earlier world; those of a later one must never repeat them.
    """
    return max(1, int((time.time() - _BEGINNING.timestamp()) * 10))


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
