"""Buttons under what the butler says to a question: further answers, and the ways to a lawyer."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class ReplyAction(Action):
    """Something about a reply."""


@dataclass(frozen=True, slots=True)
class Browse(ReplyAction):
    """List the ten measures."""

    name: ClassVar[str] = "measures"


@dataclass(frozen=True, slots=True)
class Show(ReplyAction):
    """Show an entry, picked for a question (0: browsed to)."""

    name: ClassVar[str] = "show"
    question: int
    code: str


@dataclass(frozen=True, slots=True)
class ShowRelated(ReplyAction):
    """List the entries related to one."""

    name: ClassVar[str] = "related"
    question: int
    code: str


@dataclass(frozen=True, slots=True)
class AskAbout(ReplyAction):
    """Say what a follow-up (a question of the journal) is about: the field of this entry is wanted."""

    name: ClassVar[str] = "about"
    question: int
    code: str


@dataclass(frozen=True, slots=True)
class Solved(ReplyAction):
    """Say that this answered the question."""

    name: ClassVar[str] = "solved"
    question: int


@dataclass(frozen=True, slots=True)
class AskLawyer(ReplyAction):
    """Send a question to a lawyer."""

    name: ClassVar[str] = "lawyer"
    question: int


@dataclass(frozen=True, slots=True)
class StartDraft(ReplyAction):
    """Collect words and files for a lawyer first."""

    name: ClassVar[str] = "draft"
    question: int
