"""What the butler says because of a verdict, wherever it was asked: in Telegram, on the command line.

`bot.domain.outgoing` sends these to somebody as notices, beside everything else that is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.answer import AnswerCard, FieldAnswer
from bot.domain.button_data import Action

Param = str | int


@dataclass(frozen=True, slots=True)
class Button:
    """A button that says `label` (a key of `bot.locales`) and carries the packed `action` (`Action.pack`)."""

    label: str
    action: str
    params: Mapping[str, Param] = field(default_factory=dict)


Rows = tuple[tuple[Button, ...], ...]


def button(label: str, action: Action, **params: Param) -> Button:
    """A button that says `label` and does an action; ValueError if the action does not fit on a button."""
    return Button(label, action.pack(), params)


def titled(title: str, action: Action) -> Button:
    """A button that shows a title as it is."""
    return button("button.titled", action, title=title)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence by its key, with values for its gaps and buttons below."""

    key: str
    params: Mapping[str, Param] = field(default_factory=dict)
    fills: Mapping[str, str] = field(default_factory=dict)
    """Gaps that another sentence fills, by its key: the name of a role, a kind of message."""
    postscript: str = ""
    """The key of a sentence that stands below and shares the values; empty for none."""
    rows: Rows = ()
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """An entry that may be meant: its title, and how its answer begins (empty where it may not be told)."""

    title: str
    beginning: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """What a question back offers, the likeliest first."""

    lines: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be meant, under the heading with this key, with a button for each."""

    heading: str
    options: Options
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """An entry's answer with the ways on; `also` titles what another question of the same message may mean."""

    card: AnswerCard
    rows: Rows = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldsShown:
    """What one entry says to the things that a follow-up asks, with the ways on; there is at least one."""

    answers: tuple[FieldAnswer, ...]
    rows: Rows = ()


Reply = Sentence | Offered | AnswerShown | FieldsShown
