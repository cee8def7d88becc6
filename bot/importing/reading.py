"""A file of lawyers or enterprises, read whole: its entries, or every fault in it by row and column."""

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from bot.domain.answer import Lang
from bot.domain.register import EnterpriseEntry, Entry, LawyerEntry
from bot.errors import Fault, Message, RosterError, message
from bot.importing import cells
from bot.importing.columns import ENTERPRISE_COLUMNS, Column, bare, by_heading, lawyer_columns
from bot.importing.sheets import LOOKED_AT, Sheet, insist_on_kind, open_csv
from bot.importing.workbook import open_workbook

Measures = Mapping[str, Sequence[str]]
"""The titles of each measure by its slug: first the Chinese one, last the English one."""
Kinds = tuple[tuple[Column, ...], ...]
"""The columns of each kind of list."""


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file holds, in its order."""

    lawyers: tuple[LawyerEntry, ...] = ()
    enterprises: tuple[EnterpriseEntry, ...] = ()
    unread: tuple[str, ...] = ()
    """Sheets of a workbook in which no heading is known, such as one with remarks."""


def read_roster(file: str, content: bytes, measures: Measures, lang: Lang) -> Roster:
    """Read a file by its name and bytes. Raises RosterError with all faults of all sheets, to be told in `lang`."""
    insist_on_kind(file, content)
    kinds = (lawyer_columns(measures, lang), ENTERPRISE_COLUMNS)
    if PurePath(file).suffix.lower() == ".xlsx":
        sheets = open_workbook(file, content)
    else:
        sheets = [open_csv(file, content, lambda rows: _known(rows, kinds))]
    lists = [sheet for sheet in sheets if _known(sheet.rows, kinds)]
    faults: list[Fault] = []
    entries = [entry for sheet in lists or sheets for entry in _entries(sheet, kinds, faults, lang)]
    if not faults and not entries:
        faults.append(Fault(file, 0, 0, "", message("roster.no_rows")))
    if faults:
        raise RosterError(faults)
    return Roster(
        tuple(each for each in entries if isinstance(each, LawyerEntry)),
        tuple(each for each in entries if isinstance(each, EnterpriseEntry)),
        tuple(sheet.file for sheet in sheets if sheet not in lists),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet whose headings were found: which column stands at which place, counted from 0."""

    sheet: Sheet
    top: int
    kind: tuple[Column, ...]
    places: dict[int, Column]

    @property
    def is_complete(self) -> bool:
        """Whether every column is there that must be; the cells of the others are looked at all the same."""
        return all(column in self.places.values() for column in self.kind if column.required)

    def heading(self, place: int) -> str:
        return cells.clean(self.sheet.rows[self.top][place]).replace("\n", " ")

    def fault(self, row: int, place: int | None, why: Message) -> Fault:
        if place is None:
            return Fault(self.sheet.file, row, 0, "", why)
        return Fault(self.sheet.file, row, place + 1, self.heading(place), why)


def _known(rows: Sequence[Sequence[str]], kinds: Iterable[tuple[Column, ...]]) -> int:
    return max(
        (_named(row, kind) for row in rows[:LOOKED_AT] for kind in kinds),
        default=0,
    )


def _named(row: Sequence[str], kind: tuple[Column, ...]) -> int:
    """How many columns of this kind of list a row of headings names."""
    known = by_heading(kind)
    return len({known[heading].field for heading in map(bare, row) if heading in known})


def _entries(sheet: Sheet, kinds: Kinds, faults: list[Fault], lang: Lang) -> Iterator[Entry]:
    table = _table(sheet, kinds, faults, lang)
    if table is None:
        return
    seen: dict[tuple[str, str], int] = {}
    for row, texts in enumerate(sheet.rows[table.top + 1 :], table.top + 2):
        if any(cells.clean(text) for text in texts):
            before = len(faults)
            values = _values(table, row, texts, faults)
            faults += _repeated(table, row, values, seen)
            if len(faults) == before and table.is_complete:
                yield _entry(table, row, values)


def _table(sheet: Sheet, kinds: Kinds, faults: list[Fault], lang: Lang) -> _Table | None:
    """Find the headings, and which kind of list it is: the row and the kind that know most of them."""
    tries = [
        (_named(row, kind), -top, kind) for top, row in enumerate(sheet.rows[:LOOKED_AT]) for kind in kinds
    ]
    count, top, kind = max(tries, key=lambda each: each[:2], default=(0, 0, kinds[0]))
    if not count:
        known = ["、".join(column.title(lang) for column in each) for each in kinds]
        why = message("roster.no_headings", lawyers=known[0], enterprises=known[1])
        faults.append(Fault(sheet.file, 0, 0, "", why))
        return None
    table = _placed(sheet, -top, kind)
    faults += _heading_faults(table, lang)
    return table


def _placed(sheet: Sheet, top: int, kind: tuple[Column, ...]) -> _Table:
    known = by_heading(kind)
    places: dict[int, Column] = {}
    for place, heading in enumerate(map(bare, sheet.rows[top])):
        if heading in known and known[heading] not in places.values():
            places[place] = known[heading]
    return _Table(sheet, top, kind, places)


def _heading_faults(table: _Table, lang: Lang) -> Iterator[Fault]:
    known, row = by_heading(table.kind), table.top + 1
    for place, text in enumerate(table.sheet.rows[table.top]):
        heading = bare(text)
        if heading in known and place not in table.places:
            yield table.fault(row, place, message("roster.column_twice"))
        elif heading and heading not in known:
            near = difflib.get_close_matches(heading, known, 1, 0.6)
            hint = (
                message("hint.did_you_mean", word=known[near[0]].title(lang)) if near else message("nothing")
            )
            listed = "、".join(column.title(lang) for column in table.kind)
            yield table.fault(row, place, message("roster.unknown_column", hint=hint, known=listed))
    for column in table.kind:
        if column.required and column not in table.places.values():
            yield table.fault(row, None, message("roster.no_column", heading=column.title(lang)))


def _values(table: _Table, row: int, texts: Sequence[str], faults: list[Fault]) -> dict[str, Any]:
    """The fields of one row that can be read; what is wrong with the others goes to the faults."""
    values: dict[str, Any] = {}
    for place, column in table.places.items():
        text = cells.clean(texts[place]) if place < len(texts) else ""
        value = _value(column, text)
        if isinstance(value, Message):
            faults.append(table.fault(row, place, value))
        elif value is not None:
            values[column.field] = value
    width = len(table.sheet.rows[table.top])
    faults += (
        Fault(table.sheet.file, row, place + 1, "", message("roster.beyond"))
        for place in range(width, len(texts))
        if cells.clean(texts[place])
    )
    return values


def _value(column: Column, text: str) -> "str | tuple[str, ...] | Message | None":
    if text:
        return cells.broken(text) or column.read(text)
    return message("roster.empty") if column.required else None


UNIQUE = ("telegram_id", "licence", "credit_code")
"""Fields that no two rows share."""

_Seen = dict[tuple[str, str], int]
"""The row in which a value stood first, by field and value."""


def _repeated(table: _Table, row: int, values: Mapping[str, Any], seen: _Seen) -> Iterator[Fault]:
    """What stands in an earlier row already."""
    for place, column in table.places.items():
        value = values.get(column.field)
        if column.field == "name" and table.kind is ENTERPRISE_COLUMNS and value:
            earlier = _same_enterprise(row, value, "credit_code" in values, seen)
        elif column.field in UNIQUE and value:
            earlier = seen.setdefault((column.field, value), row)
        else:
            continue
        if earlier != row:
            yield table.fault(row, place, message("roster.twice", written=value, row=earlier))


def _same_enterprise(row: int, name: str, coded: bool, seen: _Seen) -> int:
    """The earlier row that may mean the same enterprise: of one name, and not both with a code that tells them apart."""
    earlier = seen.get(("uncoded" if coded else "name", name), row)
    seen.setdefault(("name", name), row)
    if not coded:
        seen.setdefault(("uncoded", name), row)
    return earlier


def _entry(table: _Table, row: int, values: Mapping[str, Any]) -> Entry:
    return EnterpriseEntry(row, **values) if table.kind is ENTERPRISE_COLUMNS else LawyerEntry(row, **values)
