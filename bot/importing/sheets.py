"""The tables in a file, as rows of text: CSV here, workbooks of Excel in `workbook`.

Excel in China saves CSV in GB18030, others in UTF-8 with or without a mark, "Unicode text" in UTF-16 with tabs.
"""

import codecs
import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

from bot.errors import Fault, Message, RosterError, message

LARGEST = 10_000_000
"""Bytes of a file; a county's list has a hundredth of it."""
MOST_ROWS = 20_000
DELIMITERS = ",\t;，"
LOOKED_AT = 10
"""Rows among which the headings are looked for: a title and remarks may stand above them."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files of the old Excel begin, and new ones with a password."""
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `rows[0]` is row 1 of the spreadsheet, also when it is empty; a row may be shorter than others."""

    file: str
    rows: tuple[tuple[str, ...], ...]


Fit = Callable[[tuple[tuple[str, ...], ...]], int]
"""How well the beginning of a table fits: the most headings known in one of its rows."""


def refusal(file: str, why: Message, row: int = 0) -> RosterError:
    """The error that a file cannot be read at all, or from this row on."""
    return RosterError([Fault(file, row, 0, "", why)])


def open_csv(file: str, content: bytes, fit: Fit) -> Sheet:
    """The table in a CSV file, cut at the sign that makes most sense of its headings. Raises RosterError."""
    text = _decoded(file, content)
    best = max(DELIMITERS, key=lambda sign: fit(_beginning(text, sign)))
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=best, strict=True)
    try:
        for row in reader:
            rows.append(tuple(row))
            if len(rows) > MOST_ROWS:
                raise refusal(file, message("roster.too_many_rows", most=MOST_ROWS))
    except csv.Error as error:
        raise refusal(file, message("roster.quotation"), len(rows) + 1) from error
    return Sheet(file, tuple(rows))


def insist_on_kind(file: str, content: bytes) -> None:
    """Raise RosterError for a file that is no CSV and no workbook of today's Excel, or too large."""
    if content.startswith(_OLE):
        raise refusal(file, message("roster.old_excel"))
    if PurePath(file).suffix.lower() not in (".csv", ".txt", ".xlsx"):
        raise refusal(file, message("roster.kind"))
    if len(content) > LARGEST:
        raise refusal(file, message("file.too_large", size=len(content), most=LARGEST))


def _beginning(text: str, sign: str) -> tuple[tuple[str, ...], ...]:
    lines = "\n".join(text.splitlines()[:LOOKED_AT])
    return tuple(tuple(row) for row in csv.reader(io.StringIO(lines), delimiter=sign))


def _decoded(file: str, content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _read_as(file, content, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        tolerant = content.decode("utf-8", "replace")
        if content.startswith(codecs.BOM_UTF8) or len(_HAN.findall(tolerant)) > tolerant.count("\ufffd"):
            raise refusal(file, message("roster.damaged"), _row_of(content, error.start)) from error
    return _read_as(file, content, "gb18030")


def _read_as(file: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise refusal(file, message("roster.encoding"), _row_of(content, error.start)) from error


def _row_of(content: bytes, place: int) -> int:
    return content.count(b"\n", 0, place) + 1
