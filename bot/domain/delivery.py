"""What may become of a notice, and of each call to Telegram that it takes."""

import enum
from dataclasses import dataclass

from bot.domain.message import IncomingMessage

LONGEST_BACKOFF_S = 60.0
LONG_TRIES = 6
"""After so many tries in vain, about a minute, whoever spoke is told that it still waits."""
LONG_WAIT_S = 60.0
"""The same for a pause that Telegram asks for."""
RESTORED = "restored"
"""Why something is uncertain that was under way in a backup which was restored."""
SENT_MARK = "👌"
"""What the bot puts on a lawyer's own message once it has reached the owner."""


class State(enum.StrEnum):
    """Where a notice stands. `uncertain` may or may not have arrived: it is never repeated blindly.

    `withdrawn`: whoever spoke took it back, or it may not be brought any more; it is not sent, or not sent again.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Sent:
    """Done; `message_ids` are the messages that it made, none for a call that makes none."""

    message_ids: tuple[int, ...] = ()
    replied: IncomingMessage | None = None
    """The person's message to which the new one replies, for a call that asks for it and is shown it."""
    topic: int | None = None
    """The topic that it made, for a call that makes one."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Not done; to be tried again after so many seconds, or after a growing pause when none is named."""

    after_s: float | None = None
    whole_chat: bool = False
    """Telegram asked for patience: nothing else goes to this chat before."""
    unclear: bool = False
    """The server had trouble of its own, and may have acted all the same; `bot.domain.guarantee` says for how long to go on."""

    def is_long(self, tries: int) -> bool:
        """Whether it waits so long that whoever spoke wants to know."""
        return tries >= LONG_TRIES or (self.after_s or 0.0) >= LONG_WAIT_S


@dataclass(frozen=True, slots=True)
class Refused:
    """Not done, and never will be; `unreachable` when the person blocked the bot or is gone."""

    reason: str
    unreachable: bool = False
    topic_gone: bool = False
    """The topic in which it was to stand does not exist (any more)."""
    takes_no_voice: bool = False
    """Whether it was refused because whoever it is for takes no voice or video messages."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The call left, no answer came: it may or may not have been done."""


Outcome = Sent | Retry | Refused | Unknown


def backoff(tries: int) -> float:
    """Return the seconds to wait after so many failed tries: 1, 2, 4 … 60."""
    return min(LONGEST_BACKOFF_S, float(2 ** min(tries - 1, 10)))
