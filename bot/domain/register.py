"""Entries of the bureau's lists of lawyers and enterprises, as an admin's file has them.

What a file leaves empty is None and means: leave it as it is.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

FieldName = Literal[
    "telegram_id", "name", "firm", "licence", "languages", "specialities", "towns", "industries",
    "aliases", "credit_code", "town", "industry", "contact",
]  # fmt: skip

Value = str | tuple[str, ...] | None
"""What stands in one field; a tuple where there may be several, in the order of the file."""


@dataclass(frozen=True, slots=True)
class LawyerEntry:
    """One lawyer. `languages` are codes of ISO 639, `specialities` slugs of measures."""

    COMPARED: ClassVar[tuple[FieldName, ...]] = (
        "name",
        "firm",
        "licence",
        "languages",
        "specialities",
        "towns",
        "industries",
    )

    row: int
    telegram_id: str
    name: str
    firm: str | None = None
    licence: str | None = None
    languages: tuple[str, ...] | None = None
    specialities: tuple[str, ...] | None = None
    towns: tuple[str, ...] | None = None
    industries: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class EnterpriseEntry:
    """One enterprise. `aliases` are former and other names, `credit_code` is one whose check character fits."""

    COMPARED: ClassVar[tuple[FieldName, ...]] = (
        "name",
        "aliases",
        "credit_code",
        "town",
        "industry",
        "contact",
    )

    row: int
    name: str
    aliases: tuple[str, ...] | None = None
    credit_code: str | None = None
    town: str | None = None
    industry: str | None = None
    contact: str | None = None


Entry = LawyerEntry | EnterpriseEntry


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that a file says otherwise than what is kept; `before` is None where nothing is."""

    field: FieldName
    before: Value
    after: Value


def differences(entry: Entry, kept: Entry) -> tuple[Difference, ...]:
    """What an entry changes of what is kept: the order of several values does not count, an empty cell changes nothing."""
    found = []
    for field in entry.COMPARED:
        before, after = getattr(kept, field), getattr(entry, field)
        if after is not None and _comparable(before) != _comparable(after):
            found.append(Difference(field, before or None, after))
    return tuple(found)


def _comparable(value: Value) -> Value:
    return tuple(sorted(value)) if isinstance(value, tuple) else value
