"""The shape of a line in the tables of commands and buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.desk import Desk
from bot.domain.message import Said, Sender
from bot.domain.people import Person


@dataclass(frozen=True, slots=True)
class Typed:
    """A command with the words behind it."""

    person: Person
    sender: Sender
    words: list[str]
    said: Said | None = None
    """The whole message, where there is one."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A tap on a button. `about` is the message to which the message with the button replies, if any."""

    person: Person
    sender: Sender
    message_id: int
    arguments: list[str]
    about: Said | None


@dataclass(frozen=True, slots=True)
class Command:
    """What a command does, and whether the person must have agreed to the keeping of their words."""

    run: Callable[[Desk, Typed], Awaitable[None]]
    consent: bool = False


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button does, and whether the person must have agreed to the keeping of their words."""

    run: Callable[[Desk, Tapped], Awaitable[None]]
    consent: bool = False
