"""The office's calendar in force while the bot runs: an edited `calendar.yaml` is taken whole, or refused."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.domain.calendar import WorkingCalendar
from bot.errors import Fault
from bot.knowledge.files.holidays import Schedules, fetch_calendar, schedules_of
from bot.knowledge.following import UNSEEN, Followed, Outcome, Stamp, faults_of, stamp_of
from bot.knowledge.last_good import LastGood

log = logging.getLogger(__name__)

NAME = "calendar.yaml"
"""Under which the file is kept, however the operator calls it."""


@dataclass(frozen=True, slots=True)
class CalendarChange(Outcome[WorkingCalendar]):
    """What became of an edited calendar; `old` and `new` are the calendars themselves."""


class LiveCalendar(Followed[WorkingCalendar, CalendarChange]):
    """Holds the calendar in force, and replaces it when its file changes."""

    def __init__(
        self,
        path: Path,
        build: Callable[[Schedules], WorkingCalendar],
        *,
        last_good: LastGood | None = None,
    ) -> None:
        """Read the file for the first time; `build` adds the office's hours to the holidays.

        What was in force last is in force again, out of `last_good`. If the file has faults, `faults` says so; if it
        differs, `watch` takes it at once, and tells of the change like of any other. Raises KnowledgeError for a
        faulty file only where nothing was kept.
        """
        super().__init__(path)
        self._build = build
        self._last_good = last_good
        self.current, self.faults = self._first()

    def __str__(self) -> str:
        return str(self.path)

    @property
    def watched(self) -> tuple[Path, bool]:
        """The folder of the file, where editors put another file in its place, and nothing below it."""
        return self.path.parent, False

    def _stamp(self) -> Stamp:
        stamp = stamp_of(self.path)
        return {} if stamp is None else {str(self.path): stamp}

    def _first(self) -> tuple[WorkingCalendar, tuple[Fault, ...]]:
        """Give what was in force last and what is wrong with the file; the file where nothing was kept."""
        before = self._kept()
        if before is None:
            return self._successor(), ()
        self._seen = UNSEEN
        return before, self._wrong()

    def _wrong(self) -> tuple[Fault, ...]:
        try:
            self._read(fetch_calendar(self.path))
        except Exception as error:  # noqa: BLE001 -- whatever was saved, the bot starts with what it has
            log.warning("%s is refused; what was in force last stays", self.path)
            return faults_of(self.path, error)
        return ()

    def _kept(self) -> WorkingCalendar | None:
        texts = self._last_good.fetch() if self._last_good else None
        if texts is None or NAME not in texts:
            return None
        try:
            return self._read(texts[NAME])
        except Exception as error:  # noqa: BLE001 -- what is kept may help a start, and never hinder one
            count = len(faults_of(self.path, error))
            log.warning("the kept calendar is passed over: %d faults", count)
            return None

    def _successor(self) -> WorkingCalendar:
        raw = fetch_calendar(self.path)
        new = self._read(raw)
        if self._last_good is not None:
            self._last_good.keep({NAME: raw})
        return new

    def _read(self, raw: bytes) -> WorkingCalendar:
        return self._build(schedules_of(str(self.path), raw))

    def _outcome(self, old: WorkingCalendar, told: tuple[Fault, ...]) -> CalendarChange:
        news = self.faults != told or old != self.current
        return CalendarChange(old, self.current, self.faults, news)
