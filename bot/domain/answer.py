"""What a person gets to read when an entry answers: plain values, in one language, ready to be laid out."""

import enum
from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "zh-Hant", "en"]
"""The languages that people read: Simplified Chinese, Traditional Chinese (derived), English."""

LANGS: tuple[Lang, ...] = ("zh", "zh-Hant", "en")

Article = int | str
"""An article by its number, 276; one that was inserted after it by both numbers, "276-1" (第二百七十六条之一)."""


class Field(enum.StrEnum):
    """What of an answer somebody asks for who asks on: `card.<field>` is its heading in `bot.locales`."""

    FEE = "fee"
    AMOUNT = "amount"
    TIME_LIMIT = "time_limit"
    MATERIALS = "materials"
    STEPS = "steps"
    DECIDED_BY = "decided_by"
    OBJECTION = "objection"
    LAWYER_WHEN = "lawyer_when"
    BASIS = "basis"
    SHORT = "short"
    """The answer itself: none of its parts is named ("really?", "and for us?")."""
    SIMPLER = "simpler"
    """Less of it: it was too long, or too hard to follow."""
    WHOLE = "whole"
    """More of it, or all of it once more."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A statute by its short title, with its version and the articles cited."""

    statute: str
    version: str
    articles: tuple[Article, ...]
    """Empty where the text has no articles."""
    before: str | None = None
    """ISO date: this version matters only for events before that day."""


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One entry's answer in one language, with where it comes from."""

    entry: str
    measure: str
    measure_title: str
    title: str
    lang: Lang
    short: str
    steps: tuple[str, ...]
    materials: tuple[str, ...]
    time_limit: str | None
    fee: str | None
    decided_by: str | None
    notes: tuple[str, ...]
    lawyer_when: str | None
    is_pressing: bool
    """Whether a time limit runs, or a lawyer is needed at once: these two are said first then."""
    citations: tuple[Citation, ...]
    related: tuple[tuple[str, str], ...]
    """(entry id, title) of related entries."""
    reviewed_by: str | None
    reviewed_on: str | None
    """ISO date; both are None while no lawyer has confirmed the text."""
    revision: str


@dataclass(frozen=True, slots=True)
class FieldAnswer:
    """What one entry says to one thing asked of it, in one language."""

    entry: str
    title: str
    lang: Lang
    field: Field
    label: str
    """The key of the field's heading."""
    lines: tuple[str, ...]
    """What the entry says; empty where it says nothing of it."""
    has_its_own: bool
    """Whether the entry has this part; otherwise `lines` are what it says of it elsewhere."""
    citations: tuple[Citation, ...] = ()
    """Only where the legal basis was asked for."""
    is_reviewed: bool = False

    @property
    def is_said(self) -> bool:
        """Whether the entry says anything of it."""
        return bool(self.lines or self.citations)
