"""The lines of the log: one for each event, as text or JSON, no tracebacks, and the same over and over folded.

An error is told by its kind and place: its text may hold what people wrote.
"""

import json
import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from bot.cli.trouble import unexpected

AT_ONCE = 3
"""Lines of one event that are written before the others are folded."""
FOLDED_FOR_S = 60.0
"""After so long the folded ones are told by their number, and the next ones are written again."""
_PLACEHOLDER = re.compile(r"%(\(\w+\))?[-#0 +]*[\d*.]*[a-z]|\{[^}]*\}")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_LONGEST_EVENT = 70


def event_of(record: logging.LogRecord) -> str:
    """Return a name for what happened that stays the same while the values in the sentence differ."""
    words = _PLACEHOLDER.sub(" ", str(record.msg)) if record.args else str(record.msg).partition("\n")[0]
    slug = _NO_WORD.sub("_", words.lower()).strip("_")[:_LONGEST_EVENT].rstrip("_")
    return f"{record.name}.{slug or record.levelname.lower()}"


def sentence_of(record: logging.LogRecord) -> str:
    """Return what is said, in one line: of a library's long texts the first, and of an error its kind and place."""
    first, *_ = record.getMessage().splitlines() or [""]
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        first = f"{first} [{unexpected(error).partition('; ')[0]}]"
    repeated = getattr(record, "repeated", 0)
    return f"{first} (and {repeated} more like it)" if repeated else first


class TextLine(logging.Formatter):
    """A line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the line."""
        return f"{self.formatTime(record)} {record.levelname} {record.name}: {sentence_of(record)}"


class JsonLine(logging.Formatter):
    """A line for programs that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the line."""
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": event_of(record),
            "message": sentence_of(record),
        }
        if repeated := getattr(record, "repeated", 0):
            line["repeated"] = repeated
        return json.dumps(line, ensure_ascii=False)


@dataclass(slots=True)
class _Spell:
    """One event that happens again and again."""

    since: float
    written: int = 0
    folded: int = 0
    last: logging.LogRecord | None = None
    """The last one that was folded."""


class FoldingHandler(logging.StreamHandler[TextIO]):
    """Writes an event three times a minute at most; how often it happened besides is told when the minute is over."""

    def __init__(self, stream: TextIO, steady: Callable[[], float] = time.monotonic) -> None:
        super().__init__(stream)
        self._steady = steady
        self._spells: dict[str, _Spell] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line, unless the same was written often enough."""
        now = self._steady()
        self._tell_folded(now)
        spell = self._spells.setdefault(event_of(record), _Spell(now))
        if spell.written >= AT_ONCE:
            spell.folded, spell.last = spell.folded + 1, record
            return
        spell.written += 1
        super().emit(record)

    def close(self) -> None:
        """Tell what is still folded."""
        self._tell_folded(float("inf"))
        super().close()

    def _tell_folded(self, now: float) -> None:
        over = [event for event, spell in self._spells.items() if now - spell.since >= FOLDED_FOR_S]
        for event in over:
            spell = self._spells.pop(event)
            if spell.last is not None:
                spell.last.repeated = spell.folded - 1
                super().emit(spell.last)
