"""What buttons do with what a lawyer sends ready-made: an entry of the knowledge, or a snippet of their own.

Which of them stands on a button as its source (`of_entry`, `of_snippet`). `bot.domain.actions` knows all actions by name.
"""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action

ENTRY, SNIPPET = "e", "s"
"""With what a source begins."""


def of_entry(code: str) -> str:
    """The source that is the entry with this code."""
    return ENTRY + code


def of_snippet(number: int) -> str:
    """The source that is the snippet with this number."""
    return f"{SNIPPET}{number}"


@dataclass(frozen=True, slots=True)
class CannedAction(Action):
    """Something about what is sent ready-made."""


@dataclass(frozen=True, slots=True)
class LookUp(CannedAction):
    """Look for own words in the knowledge instead of sending them."""

    name: ClassVar[str] = "look-up"


@dataclass(frozen=True, slots=True)
class ChooseWhom(CannedAction):
    """A page of the tickets to which a source may go; 0 for the first page in a message of its own."""

    name: ClassVar[str] = "canned-whom"
    page: int
    source: str


@dataclass(frozen=True, slots=True)
class Prepare(CannedAction):
    """Begin to send a source to a ticket: own words are asked for."""

    name: ClassVar[str] = "canned"
    ticket: int
    source: str


@dataclass(frozen=True, slots=True)
class GoBare(CannedAction):
    """Send it without own words; it is shown first."""

    name: ClassVar[str] = "canned-bare"
    ticket: int
    source: str


@dataclass(frozen=True, slots=True)
class SendCanned(CannedAction):
    """Send to a ticket exactly what was shown: `seal` tells it from all else that was."""

    name: ClassVar[str] = "canned-send"
    ticket: int
    seal: str


@dataclass(frozen=True, slots=True)
class LeaveCanned(CannedAction):
    """Send nothing after all."""

    name: ClassVar[str] = "canned-drop"


@dataclass(frozen=True, slots=True)
class TurnSnippets(CannedAction):
    """A page of one's own snippets."""

    name: ClassVar[str] = "snippets"
    page: int


@dataclass(frozen=True, slots=True)
class NewSnippet(CannedAction):
    """Begin to write a snippet."""

    name: ClassVar[str] = "snippet-new"


@dataclass(frozen=True, slots=True)
class OpenSnippet(CannedAction):
    """Show one of one's own snippets."""

    name: ClassVar[str] = "snippet"
    number: int


@dataclass(frozen=True, slots=True)
class ChangeSnippet(CannedAction):
    """Begin to write another text for a snippet."""

    name: ClassVar[str] = "snippet-change"
    number: int


@dataclass(frozen=True, slots=True)
class AskDeletion(CannedAction):
    """Ask whether a snippet is really to be deleted."""

    name: ClassVar[str] = "snippet-delete"
    number: int


@dataclass(frozen=True, slots=True)
class DeleteSnippet(CannedAction):
    """Delete a snippet, having been asked once more."""

    name: ClassVar[str] = "snippet-deleted"
    number: int
