"""The one door through which people's words go into rows and come out of them.

Values of the domain become JSON here, and nowhere else; a column that is to be encrypted one day is encrypted here.
Half a surrogate pair, which some phones send, survives: JSON is written in ASCII.
"""

import functools
import json
from typing import Any, TypeVar

from cattrs.preconf.json import JsonConverter, make_converter
from cattrs.strategies import configure_tagged_union

from bot.domain.dialogue import STEPS, AnyStep
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import KINDS, Content, Sentence, Shown
from bot.domain.views import View

T = TypeVar("T")

FORGOTTEN = ""
"""What stands in a column whose words were forgotten."""

_KIND_OF = {content: kind for kind, content in KINDS.items()}


def write(value: Any) -> str:
    """A JSON value, such as an update, as it is kept."""
    return json.dumps(value, separators=(",", ":"))


def read(kept: str) -> Any:
    """The value that `write` kept; an empty object for one whose words were forgotten."""
    return json.loads(kept) if kept else {}


def write_text(text: str) -> str:
    """A plain text as it is kept: in JSON like all others, for no database takes NUL or half a surrogate pair."""
    return write(text) if text else FORGOTTEN


def read_text(kept: str) -> str:
    """The text that `write_text` kept; empty for one whose words were forgotten."""
    return str(json.loads(kept)) if kept else ""


def write_message(message: IncomingMessage) -> str:
    """A person's message as it is kept."""
    return write(_converter().unstructure(message))


def read_message(kept: str) -> IncomingMessage:
    """The message that `write_message` kept."""
    return _converter().structure(read(kept), IncomingMessage)


def write_content(content: Content) -> tuple[str, str]:
    """The kind of a notice's content, and the content as it is kept."""
    kind = _KIND_OF[type(content)]
    return kind, write(_converter().unstructure(content))


def read_content(kind: str, kept: str) -> Content:
    """The content that `write_content` kept; KeyError for a kind that nobody knows."""
    return _converter().structure(read(kept), KINDS[kind])


def write_step(step: AnyStep) -> tuple[str, str]:
    """The name of a dialogue's step, and its data as they are kept."""
    return step.name, write(_converter().unstructure(step))


def read_step(name: str, kept: str) -> AnyStep | None:
    """The step that `write_step` kept; None for one that this program does not know."""
    step = STEPS.get(name)
    return None if step is None else _converter().structure(read(kept), step)


@functools.cache
def _converter() -> JsonConverter:
    converter = make_converter(detailed_validation=False, omit_if_default=True)
    configure_tagged_union(View, converter)
    configure_tagged_union(Sentence | Shown, converter)
    return converter
