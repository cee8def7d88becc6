"""YAML that people write by hand, read strictly: values as written, and where each of them stands.

Plain YAML 1.1 turns `no` into False, `010` into 8 and `1:30` into 90, keeps the last of two equal keys and
follows aliases. Here all of that is a fault with its place. A plain scalar is null, true, false, a decimal
number or a date; everything else is text.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from bot.errors import Fault, Message, message
from bot.strict_yaml.messages import slip

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML was built without libyaml: the same, ten times slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]  # another class of the same shape

Keys = tuple[str | int, ...]
"""The way to a value: keys of mappings and positions in lists, from the top of the file."""

DEEPEST = 40
"""Levels of nesting; nobody writes more by hand, and reading does not exhaust the stack."""

MOST_DIGITS = 30
"""Digits of a number; a statute needs ten, and Python itself refuses to read some thousand."""

INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NULLS = ("", "~", "null")
WORDS = (*NULLS, "true", "false")
SURPRISES = re.compile(
    r"yes|no|on|off|y|n|True|False|Null|NULL|TRUE|FALSE"  # booleans to some readers, words to others
    r"|0[0-9_]+|0[xob][0-9a-f_]+|[-+]?[0-9][0-9_]*_[0-9_]*"  # octal, hexadecimal, underlined numbers
    r"|[-+]?[0-9]+(:[0-5]?[0-9])+",  # sixty to the hour: 1:30 is 90
    re.IGNORECASE,
)


@dataclass(slots=True)
class Document:
    """One file: its value, where every part of it stands, and what is wrong with its writing."""

    file: str
    value: Any = None
    marks: dict[Keys, tuple[int, int]] = field(default_factory=dict)
    """Line and column, counted from 1, of each key (or list item) by its way from the top."""
    faults: list[Fault] = field(default_factory=list)
    shows_texts: bool = True
    """Whether faults may repeat texts of lists to name them; not where a secret may stand."""

    def fault(self, keys: Keys, message: Message) -> Fault:
        """Make a fault at `keys`, or at the nearest part above it that the file has."""
        place = keys
        while place and place not in self.marks:
            place = place[:-1]
        line, column = self.marks.get(place, (1, 1))
        return Fault(self.file, line, column, self.named(keys), message)

    def named(self, keys: Keys) -> str:
        """Name the way to a value as `dotted` does, but items of lists by their id, or by the text that they are."""
        value, text = self.value, ""
        for key in keys:
            value = _inside(value, key)
            item = self._item(value) if isinstance(key, int) else None
            text += f"[{item or key}]" if isinstance(key, int) else f".{key}" if text else key
        return text

    def _item(self, value: Any) -> str | None:
        """What people call an item of a list."""
        if isinstance(value, dict):
            names = (value.get(key) for key in NAMES)
            return next((name for name in names if isinstance(name, str) and name), None)
        if isinstance(value, str) and self.shows_texts and not TOKEN.fullmatch(value):
            return f"“{value[:LONGEST_ITEM]}{'…' * (len(value) > LONGEST_ITEM)}”"
        return None


NAMES = ("id", "entry", "after", "statute")
"""Keys whose value names the block in which they stand."""
TOKEN = re.compile(r"[\w.:-]*", re.ASCII)
"""An id or a day: whoever speaks of it names it anyway."""
LONGEST_ITEM = 60
"""Characters by which a text of a list is recognised."""


def _inside(value: Any, key: str | int) -> Any:
    try:
        return value[key]
    except (LookupError, TypeError):
        return None


def dotted(keys: Keys) -> str:
    """`("hours", 1)` as people read it: `hours[1]`."""
    text = ""
    for key in keys:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else str(key)
    return text


def read_file(path: Path) -> Document:
    """Read one file. What cannot be read at all is a fault of the document, not an exception."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        return Document(str(path), faults=[Fault(str(path), 0, 0, "", message("file.not_utf8"))])
    except OSError as error:
        return Document(str(path), faults=[Fault(str(path), 0, 0, "", unreadable(error))])
    return read(text, str(path), shows_texts=False)


def unreadable(error: OSError) -> Message:
    """Say that a file cannot be read, and why."""
    return message("file.unreadable", reason=error.strerror)


def read(text: str, file: str, *, shows_texts: bool = True) -> Document:
    """Read the text of one file; `file` is the name that its faults carry."""
    document = Document(file, shows_texts=shows_texts)
    walk = _Walk(document, yaml.parse(text, Loader=Loader))
    try:
        document.value = walk.file()
    except yaml.MarkedYAMLError as error:
        line, column, told = slip(error, text)
        document.faults.append(Fault(file, line, column, "", told))
    except _UnreadableError as error:
        document.faults.append(Fault(file, *error.place, "", error.message))
    except yaml.reader.ReaderError as error:
        document.faults.append(_unprintable(error, text, file))
    document.faults[:0] = walk.faults()
    return document


def _unprintable(error: yaml.reader.ReaderError, text: str, file: str) -> Fault:
    """Find the character anew: one loader counts its place in bytes, the other in characters."""
    at = text.index(chr(error.character))
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return Fault(file, line, column, "", message("yaml.character", code=f"U+{error.character:04X}"))


class _Walk:
    """One pass over the events of a file, which gathers values, marks and faults."""

    def __init__(self, document: Document, events: Iterator[yaml.Event]) -> None:
        self.document = document
        self.events = events
        self.found: list[tuple[tuple[int, int], Keys, Message]] = []

    def faults(self) -> list[Fault]:
        """What is wrong with the writing, named by what was read."""
        named = self.document.named
        return [Fault(self.document.file, *place, named(keys), told) for place, keys, told in self.found]

    def file(self) -> Any:
        """Read the one document of the file; an empty file is null."""
        found: list[Any] = []
        for event in self.events:
            if isinstance(event, NodeEvent):
                if found:
                    raise _UnreadableError(event, "yaml.second_document")
                found.append(self.value(event, ()))
        return found[0] if found else None

    def value(self, event: yaml.Event, keys: Keys) -> Any:
        self.document.marks.setdefault(keys, _place(event))
        if len(keys) > DEEPEST:
            raise _UnreadableError(event, "yaml.too_deep")
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self.complain(event, keys, message("yaml.alias"))
        if getattr(event, "tag", None):
            self.complain(event, keys, message("yaml.tag"))
        if isinstance(event, MappingStartEvent):
            return self.mapping(keys)
        if isinstance(event, SequenceStartEvent):
            return self.sequence(keys)
        return self.scalar(event, keys) if isinstance(event, ScalarEvent) else None

    def sequence(self, keys: Keys) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            found.append(self.value(event, (*keys, len(found))))
        return found

    def mapping(self, keys: Keys) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.key(event, keys)
            way = (*keys, key)
            if key in found:
                first = self.document.marks[way][0]
                self.complain(event, way, message("yaml.twice", line=first))
                self.value(next(self.events), (*way, "again"))
            else:
                self.document.marks[way] = _place(event)
                found[key] = self.value(next(self.events), way)
        return found

    def key(self, event: yaml.Event, keys: Keys) -> str:
        if not isinstance(event, ScalarEvent):
            raise _UnreadableError(event, "yaml.key_no_word")
        if not event.style and event.value in ("<<", *NULLS):
            self.complain(event, keys, message("yaml.no_such_key", written=repr(event.value)))
        return str(event.value)

    def scalar(self, event: ScalarEvent, keys: Keys) -> Any:
        text = str(event.value)
        if event.style:
            return text
        if text not in WORDS and SURPRISES.fullmatch(text):
            self.complain(event, keys, _surprise(text))
            return text
        if _is_too_long(text):
            self.complain(event, keys, message("yaml.long_number", most=MOST_DIGITS))
            return text
        return self.date(event, keys, text) if DATE.fullmatch(text) else plain(text)

    def date(self, event: yaml.Event, keys: Keys, text: str) -> dt.date | str:
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            self.complain(event, keys, message("yaml.no_day", day=text))
            return text

    def complain(self, event: yaml.Event, keys: Keys, told: Message) -> None:
        self.found.append((_place(event), keys, told))


def plain(text: str) -> str | int | float | bool | None:
    """Say what an unquoted word means: null, true, false, a decimal number, or itself.

    A number of more than MOST_DIGITS digits stays text.
    """
    if text in NULLS:
        return None
    if text in ("true", "false"):
        return text == "true"
    if _is_too_long(text):
        return text
    if INTEGER.fullmatch(text):
        return int(text)
    return float(text) if DECIMAL.fullmatch(text) else text


def _is_too_long(text: str) -> bool:
    return len(text) > MOST_DIGITS and bool(INTEGER.fullmatch(text) or DECIMAL.fullmatch(text))


def _surprise(text: str) -> Message:
    number = text[0].isdigit() or text[0] in "+-"
    return message("yaml.surprising_number" if number else "yaml.surprising_word", written=text)


def _place(event: yaml.Event) -> tuple[int, int]:
    assert event.start_mark is not None
    return event.start_mark.line + 1, event.start_mark.column + 1


class _UnreadableError(Exception):
    """The file cannot be read past this place."""

    def __init__(self, event: yaml.Event, key: str) -> None:
        self.place = _place(event)
        self.message = message(key)
        super().__init__(key)
