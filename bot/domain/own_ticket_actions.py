"""What an owner does with a button under one of their own tickets; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class OwnTicketAction(Action):
    """Something that is done with an own ticket."""

    ticket: int


@dataclass(frozen=True, slots=True)
class Rate(OwnTicketAction):
    """Say whether the lawyer's answer helped: 1 or 0."""

    name: ClassVar[str] = "helped"
    helped: int


@dataclass(frozen=True, slots=True)
class ViewTicket(OwnTicketAction):
    """Show an own ticket and what can be done with it."""

    name: ClassVar[str] = "view"


@dataclass(frozen=True, slots=True)
class AskWithdrawal(OwnTicketAction):
    """Ask whether an own ticket is really to be withdrawn."""

    name: ClassVar[str] = "withdraw"


@dataclass(frozen=True, slots=True)
class Withdraw(OwnTicketAction):
    """Withdraw an own ticket."""

    name: ClassVar[str] = "withdrawn"


@dataclass(frozen=True, slots=True)
class KeepTicket(OwnTicketAction):
    """Leave an own ticket as it is; the words that sounded like a farewell go into it."""

    name: ClassVar[str] = "stay"


@dataclass(frozen=True, slots=True)
class Settle(OwnTicketAction):
    """Say that an own ticket is solved."""

    name: ClassVar[str] = "settle"


@dataclass(frozen=True, slots=True)
class Remind(OwnTicketAction):
    """Ask where the answer to an own ticket stays."""

    name: ClassVar[str] = "remind"


@dataclass(frozen=True, slots=True)
class AddToTicket(OwnTicketAction):
    """Put a question that was answered by the butler into a ticket, too."""

    name: ClassVar[str] = "add"
    question: int


@dataclass(frozen=True, slots=True)
class CallOutTicket(OwnTicketAction):
    """Say that the last words in an own ticket tell of an emergency that is happening."""

    name: ClassVar[str] = "urgent"
    kind: str


@dataclass(frozen=True, slots=True)
class GoOn(OwnTicketAction):
    """Go on with a ticket that was closed long ago, in a new one."""

    name: ClassVar[str] = "goon"


@dataclass(frozen=True, slots=True)
class SaveConversation(OwnTicketAction):
    """Have all that was said in an own ticket as a file: "html" or "docx"."""

    name: ClassVar[str] = "save"
    form: str


@dataclass(frozen=True, slots=True)
class TellWhy(OwnTicketAction):
    """Say why the answer helped, or did not: a word of `bot.domain.rating`."""

    name: ClassVar[str] = "why"
    word: str
