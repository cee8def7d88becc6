"""What buttons do about answers that a colleague reads first; `bot.domain.actions` knows all actions by name."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.button_data import Action


@dataclass(frozen=True, slots=True)
class SecondAction(Action):
    """Something about a second pair of eyes."""


@dataclass(frozen=True, slots=True)
class ReadDraft(SecondAction):
    """Read a ticket and the answer that waits in it."""

    name: ClassVar[str] = "second-read"
    ticket: int


@dataclass(frozen=True, slots=True)
class PassDraft(SecondAction):
    """Let the answer go that was shown; `seal` stands for what that was."""

    name: ClassVar[str] = "second-fine"
    ticket: int
    seal: str


@dataclass(frozen=True, slots=True)
class ReturnDraft(SecondAction):
    """Give the answer back, with a note that is asked for."""

    name: ClassVar[str] = "second-back"
    ticket: int


@dataclass(frozen=True, slots=True)
class SendAlone(SecondAction):
    """Send one's own answer without a second pair of eyes."""

    name: ClassVar[str] = "second-alone"
    ticket: int


@dataclass(frozen=True, slots=True)
class TakeDraftBack(SecondAction):
    """Not send one's own answer that waits."""

    name: ClassVar[str] = "second-drop"
    ticket: int
