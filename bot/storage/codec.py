"""The one door through which people's words go into rows and come out of them.

Values of the domain become JSON here, and nowhere else, marked with the key by which they are to be sealed and the place for
which: the transaction seals them, and opens them again before they are read here (`engine.vault`).
What is sealed is written in its own characters: escaped, Chinese would take twice as much room, in every copy of its row.
Half a surrogate pair, which some phones send, survives either way.
"""

import functools
import json
from dataclasses import dataclass
from typing import Any, TypeVar

from cattrs.preconf.json import JsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from bot.domain.dialogue import STEPS, AnyStep
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import KINDS, Content, Sentence, Shown
from bot.domain.views import View
from bot.storage.engine.sealing import Words

T = TypeVar("T")

FORGOTTEN = ""
"""What stands in a column whose words were forgotten."""

_KIND_OF = {content: kind for kind, content in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """Where words are kept and whose they are: `subject` names the key (`vault.person` …), `row` the row, as far as it is known."""

    subject: str
    column: str
    row: tuple[object, ...] = ()

    def sealing(self, text: str) -> str:
        """A text that the transaction will seal for this place."""
        return Words.of(text, self.subject, ":".join((self.column, *map(str, self.row))))


_ASCII = json.JSONEncoder(separators=(",", ":"))
"""Made once: `json.dumps` makes one for each value."""
_UNESCAPED = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)


def place(subject: str, column: str, *row: object) -> Place:
    """The place of words: whose they are, the column as `table.column`, and what names the row."""
    return Place(subject, column, row)


def write_plain(value: Any) -> str:
    """A JSON value without anybody's words, such as the ids of entries."""
    return _ASCII.encode(value)


def write(value: Any, where: Place) -> str:
    """A JSON value, such as an update, as it is kept."""
    return where.sealing(_UNESCAPED.encode(value))


def read(kept: str) -> Any:
    """The value that `write` kept; an empty object for one whose words were forgotten."""
    return json.loads(kept) if kept else {}


def write_text(text: str, where: Place) -> str:
    """A plain text as it is kept: in JSON like all others, which is how it is told from a sealed one."""
    return write(text, where) if text else FORGOTTEN


def read_text(kept: str) -> str:
    """The text that `write_text` kept; empty for one whose words were forgotten."""
    return str(json.loads(kept)) if kept else ""


def write_message(message: IncomingMessage, where: Place) -> str:
    """A person's message as it is kept."""
    return write(_converter().unstructure(message), where)


def read_message(kept: str) -> IncomingMessage:
    """The message that `write_message` kept; one without words where they were forgotten."""
    if not kept:
        return IncomingMessage(0, "text")
    return _converter().structure(read(kept), IncomingMessage)


def write_content(content: Content, where: Place) -> tuple[str, str]:
    """The kind of a notice's content, and the content as it is kept."""
    kind = _KIND_OF[type(content)]
    return kind, write(_converter().unstructure(content), where)


def read_content(kind: str, kept: str) -> Content:
    """The content that `write_content` kept; KeyError for a kind that nobody knows."""
    return _converter().structure(read(kept), KINDS[kind])


def write_step(step: AnyStep, where: Place) -> tuple[str, str]:
    """The name of a dialogue's step, and its data as they are kept."""
    return step.name, write(_converter().unstructure(step), where)


def read_step(name: str, kept: str) -> AnyStep | None:
    """The step that `write_step` kept; None for one that this program does not know, or that was forgotten."""
    step = STEPS.get(name) if kept else None
    return None if step is None else _converter().structure(read(kept), step)


@functools.cache
def _converter() -> JsonConverter:
    converter = make_converter(detailed_validation=False, omit_if_default=True)
    configure_tagged_union(View, converter)
    configure_tagged_union(Sentence | Shown, converter)
    return converter
