"""What a person gets to read when an entry answers: plain values, in one language, ready to be laid out."""

from dataclasses import dataclass
from typing import Literal

Lang = Literal["zh", "zh-Hant", "en"]
"""The languages that people read: Simplified Chinese, Traditional Chinese (derived), English."""

LANGS: tuple[Lang, ...] = ("zh", "zh-Hant", "en")


@dataclass(frozen=True, slots=True)
class Citation:
    """A statute by its short title, with its version and the articles cited."""

    statute: str
    version: str
    articles: tuple[int, ...]
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
    citations: tuple[Citation, ...]
    related: tuple[tuple[str, str], ...]
    """(entry id, title) of related entries."""
    reviewed_by: str | None
    reviewed_on: str | None
    """ISO date; both are None while no lawyer has confirmed the text."""
    revision: str
