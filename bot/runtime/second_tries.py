"""Which chats wait for a next try, and which of them may have it at once, as they, or Telegram as a whole, answer again.

What one process has noticed: a replica that has not waits for its own pauses, a minute at most.
"""

OUTAGE = 5
"""So many calls in a row without a clear answer are taken for an outage of Telegram, or of the line to it."""


class SecondTries:
    """Filled by the courier and by whoever hears of updates; emptied by the courier."""

    def __init__(self) -> None:
        self._waiting: set[int] = set()
        self._due: set[int] = set()
        self._in_a_row = 0

    def failed(self, chat: int) -> None:
        """A call for this chat had no clear answer."""
        self._waiting.add(chat)
        self._in_a_row += 1

    def arrived(self, chat: int) -> bool:
        """A call for this chat was done; after an outage all that wait have their turn. Whether any try is due now."""
        self._release(set(self._waiting) if self._in_a_row >= OUTAGE else {chat})
        self._in_a_row = 0
        return bool(self._due)

    def wrote(self, chat: int) -> None:
        """Somebody wrote in this chat, or tapped."""
        self._release({chat})

    def take_due(self) -> list[int]:
        """The chats whose next try is due now, each once."""
        due, self._due = sorted(self._due), set()
        return due

    def _release(self, chats: set[int]) -> None:
        self._due |= self._waiting & chats
        self._waiting -= chats
