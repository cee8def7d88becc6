"""What is attached to words, counted by what people call it: pictures, voice messages, recordings, videos, files."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.domain.message import FILE_KINDS, IncomingMessage

CALLED: Mapping[str, str] = {
    "photo": "photo",
    "voice": "voice",
    "audio": "audio",
    "video": "video",
    "video_note": "video",
    "animation": "video",
    "document": "file",
}
"""For each kind of message that carries a file, what people call it: a key of `attached.` in `bot.locales`."""

Attached = tuple[tuple[str, int], ...]
"""(what it is called, how many), in the order of `CALLED`."""


def attached_to(said: Iterable[IncomingMessage]) -> Attached:
    """Count the files among messages; what is mere text counts for nothing."""
    counts = Counter(CALLED[each.kind] for each in said if each.kind in FILE_KINDS)
    return tuple((name, counts[name]) for name in dict.fromkeys(CALLED.values()) if counts[name])
