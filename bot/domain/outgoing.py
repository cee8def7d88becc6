"""A notice: something that is to be said to somebody, kept as a row until the courier has delivered it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to be said in one chat.

    `kind` names how it is laid out (a function in `handlers.render.notices`), `body` is JSON: all that the layout needs,
    so that what is said does not depend on when it is delivered. `ticket` ties the delivered messages to a ticket,
    so that a reply to them finds it. `sender` is the person for whom it is sent on (a lawyer whose words go to an
    owner, or the reverse): who is told when the delivery fails or stays uncertain.
    """

    chat: int
    kind: str
    lang: str = "zh"
    body: Mapping[str, Any] = field(default_factory=dict)
    ticket: int | None = None
    sender: int | None = None
    once: str | None = None
    """A key that lets this notice be written only once, however often the use case runs."""


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call: a method of the specification and its parameters as JSON values.

    `repeatable` calls (edits, answers to button taps) may be sent twice without anybody seeing it.
    """

    method: str
    params: Mapping[str, Any]
    repeatable: bool = False
