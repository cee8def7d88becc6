"""What the butler is waiting for from a person: one step at a time, each a value with its own data."""

import datetime as dt
import typing
from dataclasses import dataclass
from typing import ClassVar

from bot.domain.message import IncomingMessage

WAITING_FOR = dt.timedelta(hours=24)
"""An unanswered question about the enterprise, or a draft, is given up after a day."""

TALKING_FOR = dt.timedelta(minutes=10)
"""After an owner has written to a lawyer, further words go the same way for so long; each is confirmed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `lasts` is for how long it is waited."""

    name: ClassVar[str] = ""
    lasts: ClassVar[dt.timedelta] = WAITING_FOR


@dataclass(frozen=True, slots=True)
class AskingName(Step):
    """The enterprise's name was asked for."""

    name: ClassVar[str] = "enterprise-name"


@dataclass(frozen=True, slots=True)
class ConfirmingName(Step):
    """Asked whether this, typed in that message, is really the enterprise's name."""

    name: ClassVar[str] = "enterprise-name-sure"
    enterprise: str
    message: int


@dataclass(frozen=True, slots=True)
class AskingCode(Step):
    """The credit code of the enterprise of this name was asked for."""

    name: ClassVar[str] = "enterprise-code"
    enterprise: str


@dataclass(frozen=True, slots=True)
class AskingTown(Step):
    """The town of the enterprise was asked for."""

    name: ClassVar[str] = "enterprise-town"
    enterprise: str
    credit_code: str | None = None


@dataclass(frozen=True, slots=True)
class Drafting(Step):
    """Words and files are collected for a lawyer, about a question (0: none)."""

    name: ClassVar[str] = "draft"
    question: int
    collected: tuple[IncomingMessage, ...] = ()
    follows: int = 0
    """The closed ticket that it goes on with; 0: none."""


@dataclass(frozen=True, slots=True)
class TalkingIn(Step):
    """What the person writes next belongs to this ticket, for a while."""

    name: ClassVar[str] = "talking"
    lasts: ClassVar[dt.timedelta] = TALKING_FOR
    ticket: int


@dataclass(frozen=True, slots=True)
class Leaving(Step):
    """Words sounded as if this ticket were no longer needed: they go into it unless it is withdrawn."""

    name: ClassVar[str] = "leaving"
    lasts: ClassVar[dt.timedelta] = TALKING_FOR
    ticket: int
    words: IncomingMessage


@dataclass(frozen=True, slots=True)
class HoldingAlbum(Step):
    """The pictures of an album are kept until their writer says where they belong."""

    name: ClassVar[str] = "album"
    album: str
    pictures: tuple[IncomingMessage, ...] = ()


@dataclass(frozen=True, slots=True)
class AwaitingConsent(Step):
    """Consent was asked for. Nothing is kept of what was said meanwhile but the numbers of the messages."""

    name: ClassVar[str] = "consent"
    messages: tuple[int, ...]
    left_out: int = 0
    """Messages beyond those that are remembered."""


@dataclass(frozen=True, slots=True)
class Gathering(Step):
    """There is consent; what was said before it is looked at again, to be answered as one."""

    name: ClassVar[str] = "gathering"
    missing: tuple[int, ...]
    """Numbers of the messages that are not at hand yet."""
    messages: tuple[IncomingMessage, ...] = ()
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class AskingTrigger(Step):
    """The day was asked for on which a limit of an entry was set off, to work out its last day."""

    name: ClassVar[str] = "trigger-day"
    question: int
    code: str
    number: int


@dataclass(frozen=True, slots=True)
class AskingOtherSide(Step):
    """The name of the other side of this ticket was asked for, before any lawyer is shown it."""

    name: ClassVar[str] = "other-side"
    ticket: int


@dataclass(frozen=True, slots=True)
class AskingFact(Step):
    """A fact was asked for that a lawyer will want to know of this ticket, before any lawyer is shown it."""

    name: ClassVar[str] = "fact"
    ticket: int


@dataclass(frozen=True, slots=True)
class RatingInWords(Step):
    """The owner was asked to say in own words why the answer to this ticket helped."""

    name: ClassVar[str] = "rating-words"
    lasts: ClassVar[dt.timedelta] = TALKING_FOR
    ticket: int


@dataclass(frozen=True, slots=True)
class NamingParties(Step):
    """A lawyer was asked for the names of clients or opponents."""

    name: ClassVar[str] = "parties"
    lasts: ClassVar[dt.timedelta] = TALKING_FOR
    side: str


@dataclass(frozen=True, slots=True)
class ExplainingInspection(Step):
    """An admin was asked to say in their own words why they want to read this ticket."""

    name: ClassVar[str] = "inspection"
    lasts: ClassVar[dt.timedelta] = TALKING_FOR
    ticket: int


@dataclass(frozen=True, slots=True)
class ReturningDraft(Step):
    """A colleague was asked for the note with which an answer in this ticket goes back to its lawyer."""

    name: ClassVar[str] = "returning-draft"
    lasts: ClassVar[dt.timedelta] = TALKING_FOR
    ticket: int


@dataclass(frozen=True, slots=True)
class AskingSnooze(Step):
    """A lawyer was asked for the day until which this ticket is to be put off."""

    name: ClassVar[str] = "snooze-day"
    lasts: ClassVar[dt.timedelta] = TALKING_FOR
    ticket: int


@dataclass(frozen=True, slots=True)
class SendingCanned(Step):
    """A lawyer sends a source (`bot.domain.canned_actions`) to a ticket; own words to go before it were asked for."""

    name: ClassVar[str] = "canned"
    lasts: ClassVar[dt.timedelta] = TALKING_FOR
    ticket: int
    source: str
    text: str = ""
    """What the source says, as it was shown; empty while nothing was."""
    words: IncomingMessage | None = None


@dataclass(frozen=True, slots=True)
class NamingSnippet(Step):
    """The name of a new snippet was asked for."""

    name: ClassVar[str] = "snippet-name"
    lasts: ClassVar[dt.timedelta] = TALKING_FOR


@dataclass(frozen=True, slots=True)
class WritingSnippet(Step):
    """The text of a snippet was asked for: of a new one (0) with this title, or another one for an old one."""

    name: ClassVar[str] = "snippet-text"
    lasts: ClassVar[dt.timedelta] = TALKING_FOR
    snippet: int
    title: str


AskingEnterprise = AskingName | ConfirmingName | AskingCode | AskingTown
AnyStep = (
    AskingEnterprise
    | Drafting
    | TalkingIn
    | Leaving
    | HoldingAlbum
    | AwaitingConsent
    | Gathering
    | AskingTrigger
    | AskingOtherSide
    | AskingFact
    | NamingParties
    | ExplainingInspection
    | AskingSnooze
    | ReturningDraft
    | SendingCanned
    | NamingSnippet
    | WritingSnippet
    | RatingInWords
)

STEPS: dict[str, type[AnyStep]] = {step.name: step for step in typing.get_args(AnyStep)}
"""Every step by the name under which it is kept."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A step, and since when it is waited for."""

    step: AnyStep
    since: dt.datetime

    def is_fresh(self, now: dt.datetime) -> bool:
        """Whether the step still counts; a clock that was set back does not prolong it for ever."""
        return abs(now - self.since) <= self.step.lasts
