"""Files that are made for their reader: a plain text, and a copy of all that is kept of somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text as a file of this name, below it a sentence (`caption`, whose gaps `params` fills)."""

    name: str
    text: str
    caption: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CopySection:
    """One kind of what is kept of somebody, by the key of its heading; each row names its fields by keys, too."""

    key: str
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """All that is kept of somebody, and when this copy of it was made."""

    made_at: str
    sections: tuple[CopySection, ...]


@dataclass(frozen=True, slots=True)
class OwnCopyFile:
    """A copy as a file: for reading, or for a program."""

    view: OwnCopy
    form: Literal["txt", "json"]
