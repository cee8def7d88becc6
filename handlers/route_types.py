"""The shape of a line in the tables of commands and buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.message import IncomingMessage, Sender
from bot.domain.people import Person
from bot.usecases.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CommandCall:
    """A command with the words behind it."""

    person: Person
    sender: Sender
    words: list[str]
    said: IncomingMessage | None = None
    """The whole message, where there is one."""


@dataclass(frozen=True, slots=True)
class ButtonTap:
    """A tap on a button. `about` is the message to which the message with the button replies, if any."""

    person: Person
    sender: Sender
    message_id: int
    arguments: list[str]
    about: IncomingMessage | None


@dataclass(frozen=True, slots=True)
class Command:
    """What a command does, and whether the person must have agreed to the keeping of their words."""

    run: Callable[[UnitOfWork, CommandCall], Awaitable[None]]
    consent: bool = False


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button does, and whether the person must have agreed to the keeping of their words."""

    run: Callable[[UnitOfWork, ButtonTap], Awaitable[None]]
    consent: bool = False
