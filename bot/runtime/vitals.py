"""What this process notices of itself while it runs: updates, calls to Telegram, spells of trouble, a slow loop.

Counters in memory, which begin anew with the process; what rows know is read from the rows. No ids, no words.
"""

import asyncio
import time
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from bot.domain.trouble import Trouble
from bot.runtime.supervision import rest

Answer = Literal[
    "ok", "refused", "unauthorized", "conflict", "elsewhere", "too_many", "server_error", "no_answer"
]
"""What became of a call: `conflict` is another poller, `elsewhere` a webhook that is in the way."""

BOUNDS_S = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Upper bounds of the histogram of durations; one more holds what took longer."""
LAG_EVERY_S = 1.0
LAGS_KEPT = 60


@dataclass(slots=True)
class Durations:
    """How long calls of one kind took."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS_S) + 1))
    total_s: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one more."""
        self.counts[bisect_left(BOUNDS_S, seconds)] += 1
        self.total_s += seconds


class Vitals:
    """Filled by the loops of one process, read by metrics, readiness and the watch."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        """`steady` gives seconds that no change of the clock moves."""
        self._steady = steady
        self.updates: Counter[str] = Counter()
        """received | handled | failed (a try) | set_aside"""
        self.calls: dict[tuple[str, Answer], Durations] = {}
        self.answered_at: float | None = None
        """When Telegram answered last, whatever it said; in steady seconds."""
        self.listens = False
        """Whether this process listens for a webhook now."""
        self._spells: dict[Trouble, float] = {}
        self._lags: deque[float] = deque(maxlen=LAGS_KEPT)

    def call_ended(self, method: str, answer: Answer, seconds: float) -> None:
        """Count one call to Telegram, and see what it means for the line."""
        self.calls.setdefault((method, answer), Durations()).add(seconds)
        if answer in ("no_answer", "server_error"):
            self.begins(Trouble.UNREACHABLE)
            return
        self.answered_at = self._steady()
        self.ends(Trouble.UNREACHABLE)
        if answer == "unauthorized":
            self.begins(Trouble.TOKEN)
        elif answer == "conflict":
            self.begins(Trouble.OTHER_POLLER)
        elif answer == "elsewhere":
            self.begins(Trouble.WEBHOOK_ELSEWHERE)
        elif answer == "ok":
            self.ends(Trouble.TOKEN)
            if method == "getUpdates":
                self.ends(Trouble.OTHER_POLLER)
                self.ends(Trouble.WEBHOOK_ELSEWHERE)

    @contextmanager
    def handling(self) -> Iterator[None]:
        """Count one try at an update: handled, or failed when it raises."""
        try:
            yield
        except Exception:
            self.updates["failed"] += 1
            raise
        self.updates["handled"] += 1

    def begins(self, trouble: Trouble) -> None:
        """Note a trouble, unless it lasts already."""
        self._spells.setdefault(trouble, self._steady())

    def ends(self, trouble: Trouble) -> None:
        """Forget a trouble that is over."""
        self._spells.pop(trouble, None)

    def lasting_s(self, trouble: Trouble) -> float | None:
        """For how many seconds the trouble has lasted; None when there is none."""
        since = self._spells.get(trouble)
        return None if since is None else self._steady() - since

    @property
    def silence_s(self) -> float | None:
        """For how many seconds Telegram has said nothing; None when it never has."""
        return None if self.answered_at is None else self._steady() - self.answered_at

    @property
    def lag_s(self) -> float:
        """The longest time in the last minute for which the event loop made everybody wait."""
        return max(self._lags, default=0.0)

    async def feel_lag(self, stop: asyncio.Event) -> None:
        """Measure the event loop's delay every second, until `stop` is set."""
        while not stop.is_set():
            before = self._steady()
            await rest(stop, LAG_EVERY_S)
            self._lags.append(max(0.0, self._steady() - before - LAG_EVERY_S))
