"""Workbooks of Excel (.xlsx, ECMA-376): the text of each cell of each visible sheet, and nothing else.

A workbook is a zip of XML. What Excel computed is read as it was saved; styles, comments and macros are not looked at.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from posixpath import join, normpath
from xml.etree import ElementTree as ET

from bot.errors import message
from bot.importing.cells import EXACT_DIGITS
from bot.importing.sheets import LARGEST, MOST_ROWS, Sheet, refusal

LARGEST_PART = 5 * LARGEST
"""Bytes of one part unpacked; more is no list but a bomb."""
MOST_COLUMNS = 200

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TRUE = "1"


class _BadWorkbookError(Exception):
    """The file is no workbook, or a part of it is missing or too large."""


def open_workbook(file: str, content: bytes) -> list[Sheet]:
    """The visible sheets that have any text. Raises RosterError."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            shared = _shared_strings(archive)
            sheets = [
                Sheet(f"{file} [{name}]", _table(file, _part(archive, part), shared))
                for name, part in _sheets(archive)
            ]
    except (
        zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError,
        ET.ParseError, KeyError, ValueError, IndexError, _BadWorkbookError,
    ) as error:  # fmt: skip
        raise refusal(file, message("roster.no_workbook")) from error
    return [sheet for sheet in sheets if sheet.rows]


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Name and part of each sheet that is not hidden."""
    targets = {
        each.attrib["Id"]: each.attrib["Target"] for each in _part(archive, "xl/_rels/workbook.xml.rels")
    }
    for sheet in _all(_part(archive, "xl/workbook.xml"), "sheet"):
        reference = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
        target = targets[reference]
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if sheet.get("state", "visible") == "visible" and "worksheet" in part:
            yield sheet.attrib["name"], part


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells refer to by number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_text(item) for item in _part(archive, "xl/sharedStrings.xml") if _tag(item) == "si"]


def _table(file: str, sheet: ET.Element, shared: list[str]) -> tuple[tuple[str, ...], ...]:
    rows: dict[int, dict[int, str]] = {}
    number = 0
    for row in _all(sheet, "row"):
        number = int(row.get("r", number + 1))
        texts = dict(_row(row, shared))
        if texts:
            rows[number] = texts
    last = max(rows, default=0)
    if last > MOST_ROWS:
        raise refusal(file, message("roster.too_many_rows", most=MOST_ROWS))
    return tuple(_filled(rows.get(number, {})) for number in range(1, last + 1))


def _row(row: ET.Element, shared: list[str]) -> Iterator[tuple[int, str]]:
    """Column, counted from 1, and text of each cell that has one."""
    column = 0
    for cell in _all(row, "c"):
        place = _PLACE.fullmatch(cell.get("r", ""))
        column = _number(place[1]) if place else column + 1
        text = _value(cell, shared)
        if text.strip() and column <= MOST_COLUMNS:
            yield column, text


def _value(cell: ET.Element, shared: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = next((each.text or "" for each in cell if _tag(each) == "v"), "")
    if kind == "s" and value:
        return shared[int(value)]
    if kind == "b":
        return "TRUE" if value == _TRUE else "FALSE"
    return _number_text(value) if kind == "n" and value else value


def _number_text(value: str) -> str:
    """A number as it was typed; one with more digits than Excel keeps is written so that it is seen to have lost some."""
    number = float(value)
    if abs(number) >= 10**EXACT_DIGITS:
        return f"{number:.{EXACT_DIGITS - 1}E}"
    return str(int(number)) if number.is_integer() else value


def _text(element: ET.Element) -> str:
    """All runs of a text; not the reading aid (`rPh`) that stands above characters."""
    found = []
    for each in element:
        if _tag(each) == "t":
            found.append(each.text or "")
        elif _tag(each) != "rPh":
            found.append(_text(each))
    return "".join(found)


def _part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    with archive.open(name) as opened:
        content = opened.read(LARGEST_PART + 1)
    # NUL: UTF-16, in which a document type would not be seen. Excel and all others write UTF-8.
    if len(content) > LARGEST_PART or any(sign in content for sign in (b"<!DOCTYPE", b"<!ENTITY", b"\0")):
        raise _BadWorkbookError
    return ET.fromstring(content)  # noqa: S314 -- without a document type there are no entities to expand


def _filled(texts: dict[int, str]) -> tuple[str, ...]:
    return tuple(texts.get(column, "") for column in range(1, max(texts, default=0) + 1))


def _all(element: ET.Element, tag: str) -> Iterator[ET.Element]:
    return (each for each in element.iter() if _tag(each) == tag)


def _tag(element: ET.Element) -> str:
    """The name without its namespace: Excel has two, one of them "strict"."""
    return str(element.tag).rpartition("}")[2]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
