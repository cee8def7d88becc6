"""`knowledge/calendar.yaml`: the official holiday schedules, read into plain sets of days."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import Fault, KnowledgeError, Message, message
from bot.knowledge.files.reader import document_of
from bot.strict_yaml.reader import Document, Keys, unreadable

FIELDS = ("source", "holidays", "make_up_days")
SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Schedules:
    """Every holiday and make-up working day of the years whose official schedule is in the file."""

    years: frozenset[int]
    holidays: frozenset[dt.date]
    make_up_days: frozenset[dt.date]


def load_schedules(path: Path) -> Schedules:
    """Read the calendar file. Raises KnowledgeError with every fault in it."""
    return schedules_of(str(path), fetch_calendar(path))


def fetch_calendar(path: Path) -> bytes:
    """Fetch the bytes of the calendar file. Raises KnowledgeError if that is not possible."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise KnowledgeError([Fault(str(path), 0, 0, "", unreadable(error))]) from error


def schedules_of(file: str, raw: bytes) -> Schedules:
    """Read the bytes of a calendar file; `file` is the name that faults carry. Raises KnowledgeError."""
    document = document_of(file, raw)
    reading = _Reading(document)
    if not document.faults:
        reading.file()
    if document.faults:
        raise KnowledgeError(document.faults)
    return Schedules(frozenset(reading.years), frozenset(reading.holidays), frozenset(reading.make_up_days))


class _Reading:
    """One pass over the file: days into sets, faults into the document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.years: set[int] = set()
        self.holidays: set[dt.date] = set()
        self.make_up_days: set[dt.date] = set()

    def file(self) -> None:
        top = self.document.value
        if not isinstance(top, dict) or set(top) != {"years"} or not isinstance(top["years"], dict):
            self.complain((), message("calendar.years"))
            return
        for year, block in top["years"].items():
            self.year(("years", year), str(year), block)

    def year(self, keys: Keys, year: str, block: Any) -> None:
        if not re.fullmatch(r"20\d\d", year):
            self.complain(keys, message("calendar.no_year", written=repr(year)))
        elif not isinstance(block, dict) or set(block) != set(FIELDS):
            self.complain(keys, message("calendar.fields", fields=", ".join(FIELDS)))
        else:
            self.years.add(int(year))
            if not (isinstance(block["source"], str) and block["source"]):
                self.complain((*keys, "source"), message("calendar.source"))
            self.take((*keys, "holidays"), int(year), block["holidays"], self.holidays)
            self.take((*keys, "make_up_days"), int(year), block["make_up_days"], self.make_up_days)

    def take(self, keys: Keys, year: int, items: Any, days: set[dt.date]) -> None:
        if not isinstance(items, list):
            self.complain(keys, message("calendar.no_list"))
            return
        for position, item in enumerate(items):
            for day in self.days((*keys, position), item):
                if day.year != year:
                    self.complain((*keys, position), message("calendar.other_year", day=day, year=year))
                elif day in self.holidays or day in self.make_up_days:
                    self.complain((*keys, position), message("calendar.twice", day=day))
                else:
                    days.add(day)

    def days(self, keys: Keys, item: Any) -> Iterator[dt.date]:
        if isinstance(item, dt.date):
            yield item
            return
        span = _span(item)
        if span is None:
            self.complain(keys, message("calendar.no_day", written=repr(item)))
            return
        first, last = span
        if first.year != last.year:
            self.complain(keys, message("calendar.two_years", written=item))
            return
        yield from (first + dt.timedelta(days=step) for step in range((last - first).days + 1))

    def complain(self, keys: Keys, told: Message) -> None:
        self.document.faults.append(self.document.fault(keys, told))


def _span(item: Any) -> tuple[dt.date, dt.date] | None:
    match = SPAN.fullmatch(item) if isinstance(item, str) else None
    if match is None:
        return None
    try:
        first, last = (dt.date.fromisoformat(text) for text in match.groups())
    except ValueError:
        return None
    return (first, last) if first <= last else None
