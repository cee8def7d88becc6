"""The shape of a line in the tables of commands and buttons."""

import enum
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.button_data import Action
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage, Sender
from bot.domain.outgoing import Sentence
from bot.domain.people import Person
from bot.usecases.pages import Place
from bot.usecases.unit_of_work import UnitOfWork


class Needs(enum.Enum):
    """What somebody must be for a command or a button to do anything."""

    NOTHING = "nothing"
    CONSENT = "consent"
    """Agreed to the keeping of their words, or in an office."""
    LAWYER = "lawyer"
    ADMIN = "admin"
    STAFF = "staff"
    """Lawyer or admin."""

    def met_by(self, person: Person) -> bool:
        """Whether this person is that."""
        return {
            Needs.NOTHING: True,
            Needs.CONSENT: person.is_known,
            Needs.LAWYER: person.is_lawyer,
            Needs.ADMIN: person.is_admin,
            Needs.STAFF: bool(person.roles),
        }[self]


@dataclass(frozen=True, slots=True)
class CommandCall:
    """A command with the words behind it."""

    caller: Caller
    sender: Sender
    words: list[str]
    message: IncomingMessage | None = None
    """The whole message, where there is one."""

    @property
    def person(self) -> Person:
        """Who typed it."""
        return self.caller.person


@dataclass(frozen=True, slots=True)
class ButtonTap:
    """A tap on a button. `about` is the message to which the message with the button replies, if any."""

    caller: Caller
    sender: Sender
    message_id: int
    about: IncomingMessage | None = None

    @property
    def person(self) -> Person:
        """Who tapped it."""
        return self.caller.person

    def place(self, page: int) -> Place:
        """A page of a list, to stand in the message with the button."""
        return Place(page, self.message_id)


@dataclass(frozen=True, slots=True)
class Command:
    """What a command does, and for whom."""

    run: Callable[[UnitOfWork, CommandCall], Awaitable[None]]
    needs: Needs = Needs.NOTHING


@dataclass(frozen=True, slots=True)
class Tap:
    """What a button does, and for whom. `run` is given the action as `bot.domain.actions.unpack` read it.

    It returns the sentence that the button says in passing, if any.
    """

    run: Callable[[UnitOfWork, ButtonTap, Any], Awaitable[Sentence | None]]
    needs: Needs = Needs.NOTHING


Taps = dict[type[Action], Tap]


def new_code() -> str:
    """An invitation code that nobody guesses: 128 bits, in characters that a deep link may carry."""
    return secrets.token_urlsafe(16)
