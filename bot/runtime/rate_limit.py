"""How fast calls may follow each other: as fast as Telegram allows, for the bot and for each chat."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

PER_SECOND = 25
"""Calls of the whole bot; Telegram allows about 30."""
CHAT_BURST = 8
"""Messages and edits that one chat gets at once, after them one a second: Telegram allows that, and short bursts, of which it names no
length. These are as many as getting to know somebody takes, up to the name of their enterprise, so that nobody waits there.
What it refuses all the same goes when Telegram says. Source: the Bots FAQ, "My bot is hitting limits"; that edits count, too, its
Bot API server's author says (issue 648 there).
"""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: datetime

    def refill(self, now: datetime, per_second: float, most: float) -> None:
        gained = max(0.0, (now - self.at).total_seconds()) * per_second
        self.tokens, self.at = min(most, self.tokens + gained), now


@dataclass(slots=True)
class Pace:
    """Token buckets, one for the bot and one for each chat that was written to lately."""

    per_second: float = PER_SECOND
    chat_burst: int = CHAT_BURST
    chat_per_second: float = 1.0
    _all: _Bucket | None = None
    _chats: dict[int, _Bucket] = field(default_factory=dict)

    @property
    def gap_s(self) -> float:
        """Seconds after which there is room for one more call."""
        return 1.0 / self.per_second

    def room(self, now: datetime) -> int:
        """Return how many calls may begin now."""
        if self._all is None:
            self._all = _Bucket(self.per_second, now)
        self._all.refill(now, self.per_second, self.per_second)
        return int(self._all.tokens)

    def take(self, chat: int, now: datetime, *, counts: bool = True) -> datetime | None:
        """Count one call to the chat; return until when the chat has to rest, None when it need not.

        The answer to a tap is no message: it does not count for the chat.
        """
        self.room(now)
        assert self._all is not None
        self._all.tokens -= 1
        if not counts:
            return None
        bucket = self._chats.setdefault(chat, _Bucket(self.chat_burst, now))
        bucket.refill(now, self.chat_per_second, self.chat_burst)
        bucket.tokens -= 1
        if bucket.tokens >= 1:
            return None
        self._forget_rested(now)
        return now + timedelta(seconds=(1 - bucket.tokens) / self.chat_per_second)

    def _forget_rested(self, now: datetime) -> None:
        rested = timedelta(seconds=self.chat_burst / self.chat_per_second)
        self._chats = {chat: bucket for chat, bucket in self._chats.items() if now - bucket.at <= rested}
