"""The knowledge as it answers at one moment: on a day, and without what admins took out of answering."""

import dataclasses
import datetime as dt
import types
from collections.abc import Collection

from bot.knowledge.files import versions
from bot.knowledge.snapshot import Knowledge


def suspending(knowledge: Knowledge, entry_ids: Collection[str]) -> Knowledge:
    """Give the same knowledge with these entries suspended, as if their files said so; unknown ids are passed over."""
    known = [entry for entry in entry_ids if entry in knowledge.entries]
    if not known:
        return knowledge
    suspended = {
        entry: knowledge.entries[entry].model_copy(update={"status": "suspended"}) for entry in known
    }
    return dataclasses.replace(knowledge, entries=types.MappingProxyType({**knowledge.entries, **suspended}))


def on_day(knowledge: Knowledge, day: dt.date) -> Knowledge:
    """Give the same knowledge as it reads on a day: rules that have changed by then, and notice of those that will."""
    changing = {entry.id: versions.on(entry, day) for entry in knowledge.entries.values() if entry.amendments}
    if not changing:
        return knowledge
    return dataclasses.replace(knowledge, entries=types.MappingProxyType({**knowledge.entries, **changing}))


class Daily:
    """The knowledge as it answers now. How it reads on a day is worked out once: the last day asked for is kept."""

    def __init__(self) -> None:
        self._last: tuple[Knowledge, dt.date, Knowledge] | None = None

    def answering(self, knowledge: Knowledge, day: dt.date, suspended: Collection[str]) -> Knowledge:
        """Give the knowledge `on_day`, without what is out of answering (`suspending`)."""
        if self._last is None or self._last[0] is not knowledge or self._last[1] != day:
            self._last = knowledge, day, on_day(knowledge, day)
        return suspending(self._last[2], suspended)
