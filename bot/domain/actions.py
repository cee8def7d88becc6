"""What a button does: each action once, as a value that packs itself into the button's data and comes back from it.

A button is pressed days later, by somebody else, or was never made by us at all: `unpack` gives None for what is
no action, and what an action may do is decided when it arrives (`bot.domain.ticket.denial`), never by the button.
"""

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ban_actions import BanAction
from bot.domain.butler_actions import ButlerAction
from bot.domain.button_data import LONGEST_NUMBER, MARK, Action
from bot.domain.canned_actions import CannedAction
from bot.domain.conflict_actions import ConflictAction
from bot.domain.deadline_actions import DeadlineAction
from bot.domain.desk_actions import DeskAction
from bot.domain.duty_actions import DutyAction
from bot.domain.fact_actions import FactAction
from bot.domain.figures_actions import FiguresAction
from bot.domain.hand_over_actions import HandOverAction
from bot.domain.kept_deadline_actions import KeptDeadlineAction
from bot.domain.notice_actions import NoticeAction
from bot.domain.own_ticket_actions import OwnTicketAction
from bot.domain.page_actions import PageAction
from bot.domain.privacy_actions import PrivacyAction
from bot.domain.recall_actions import RecallAction
from bot.domain.reply_actions import (
    AskAbout,
    AskLawyer,
    Browse,
    ReplyAction,
    Show,
    ShowRelated,
    Solved,
    StartDraft,
)
from bot.domain.seat_actions import SeatAction
from bot.domain.second_actions import SecondAction
from bot.domain.steering_actions import SteeringAction
from bot.domain.ticket_work_actions import TicketWorkAction

__all__ = ["AskAbout", "AskLawyer", "Browse", "Show", "ShowRelated", "Solved", "StartDraft"]


@dataclass(frozen=True, slots=True)
class Greet(Action):
    """Put the request for consent into another language."""

    name: ClassVar[str] = "hello"
    language: str


@dataclass(frozen=True, slots=True)
class Consent(Action):
    """Agree, in the language in which it was asked."""

    name: ClassVar[str] = "consent"
    language: str


@dataclass(frozen=True, slots=True)
class Forget(Action):
    """Take the consent back."""

    name: ClassVar[str] = "forget"


@dataclass(frozen=True, slots=True)
class ForgetForGood(Action):
    """Take the consent back, having been asked once more."""

    name: ClassVar[str] = "forgotten"


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Action):
    """Speak this language from now on."""

    name: ClassVar[str] = "language"
    language: str


@dataclass(frozen=True, slots=True)
class TellEnterprise(Action):
    """Begin to say which enterprise it is."""

    name: ClassVar[str] = "enterprise"


@dataclass(frozen=True, slots=True)
class Skip(Action):
    """Leave out what this step of a dialogue asks for."""

    name: ClassVar[str] = "skip"
    step: str


@dataclass(frozen=True, slots=True)
class NameIsRight(Action):
    """What was typed in this message is the enterprise's name, also in place of the present one."""

    name: ClassVar[str] = "name"
    message: int


@dataclass(frozen=True, slots=True)
class KeepName(Action):
    """The enterprise keeps the name that it has; what was typed in this message is let go."""

    name: ClassVar[str] = "keep"
    message: int


@dataclass(frozen=True, slots=True)
class NotAName(Action):
    """What was typed in this message is a question, not a name."""

    name: ClassVar[str] = "noname"
    message: int


@dataclass(frozen=True, slots=True)
class ChooseTown(Action):
    """Say the town of the enterprise."""

    name: ClassVar[str] = "town"
    town: str


@dataclass(frozen=True, slots=True)
class OpenMeasure(Action):
    """List what one measure answers; numbers count from 1."""

    name: ClassVar[str] = "measure"
    number: int


# --- to a lawyer


@dataclass(frozen=True, slots=True)
class AgreeToHandOver(Action):
    """Let words go to lawyers from now on, and this question, or (0) the draft, at once."""

    name: ClassVar[str] = "handover"
    question: int


@dataclass(frozen=True, slots=True)
class CallOut(Action):
    """Say that a question tells of an emergency that is happening: everybody who can help is called."""

    name: ClassVar[str] = "callout"
    question: int
    kind: str


@dataclass(frozen=True, slots=True)
class SendDraft(Action):
    """Send what was collected."""

    name: ClassVar[str] = "send"


@dataclass(frozen=True, slots=True)
class DropDraft(Action):
    """Throw away what was collected."""

    name: ClassVar[str] = "drop"


@dataclass(frozen=True, slots=True)
class TalkIn(Action):
    """A message, or the next ones, belong to this ticket."""

    name: ClassVar[str] = "talk"
    ticket: int


@dataclass(frozen=True, slots=True)
class AskAnew(Action):
    """A message is a new question, not words for this ticket (0: for any)."""

    name: ClassVar[str] = "new"
    ticket: int


# --- a lawyer


@dataclass(frozen=True, slots=True)
class ToggleSpeciality(Action):
    """Be best at a measure, or no longer; numbers count from 1."""

    name: ClassVar[str] = "speciality"
    measure: int


# --- an admin's


@dataclass(frozen=True, slots=True)
class Invite(Action):
    """Invite somebody to a role."""

    name: ClassVar[str] = "invite"
    role: str


@dataclass(frozen=True, slots=True)
class AskRemoval(Action):
    """Ask whether somebody is really to lose a role."""

    name: ClassVar[str] = "remove"
    role: str
    person: int


@dataclass(frozen=True, slots=True)
class Remove(Action):
    """Take a role away."""

    name: ClassVar[str] = "removed"
    role: str
    person: int


@dataclass(frozen=True, slots=True)
class Reload(Action):
    """Read the knowledge folder again."""

    name: ClassVar[str] = "reload"


@dataclass(frozen=True, slots=True)
class Suspend(Action):
    """Take an entry out of answering."""

    name: ClassVar[str] = "suspend"
    code: str


@dataclass(frozen=True, slots=True)
class Resume(Action):
    """Let an entry answer again."""

    name: ClassVar[str] = "resume"
    code: str


@dataclass(frozen=True, slots=True)
class SendAgain(Action):
    """Send a notice again that did not arrive, or may not have."""

    name: ClassVar[str] = "again"
    notice: int


@dataclass(frozen=True, slots=True)
class RetryUpdate(Action):
    """Put an update that was set aside back in line."""

    name: ClassVar[str] = "retry"
    update: int


@dataclass(frozen=True, slots=True)
class RetryAlarm(Action):
    """Let an alarm that was set aside ring again."""

    name: ClassVar[str] = "rering"
    alarm: int


KINDS = (
    BanAction, ButlerAction, CannedAction, ConflictAction, DeadlineAction, DeskAction, DutyAction, FactAction, FiguresAction, HandOverAction,
    KeptDeadlineAction, NoticeAction, OwnTicketAction, PageAction, PrivacyAction, RecallAction, ReplyAction, SeatAction, SecondAction, SteeringAction, TicketWorkAction,
)  # fmt: skip
ACTIONS: dict[str, type[Action]] = {
    action.name: action for kind in (Action, *KINDS) for action in kind.__subclasses__() if action.name
}
"""Every action by the name that stands on its buttons."""


def unpack(data: str) -> Action | None:
    """The action that `pack` wrote; None for anything else."""
    name, *values = data.split(MARK)
    action = ACTIONS.get(name)
    if action is None:
        return None
    fields = dataclasses.fields(action)
    if len(fields) != len(values):
        return None
    read = [
        _number(value) if field.type is int else value for field, value in zip(fields, values, strict=True)
    ]
    return None if None in read else action(*read)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None
