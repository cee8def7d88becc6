"""What is to be said to somebody: a notice, kept as a row until the courier has delivered it.

Each kind of content is a class of its own, so that a missing field fails where it is written and not where it is
shown. `bot.storage.codec` turns them to JSON and back; `handlers.render` lays them out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from bot.domain.answer import Lang
from bot.domain.conversation import Conversation, FileForm
from bot.domain.made_files import OwnCopyFile, TextFile
from bot.domain.message import IncomingMessage
from bot.domain.people import Role
from bot.domain.period_figures import PeriodFigures
from bot.domain.reply import AnswerShown, Button, FieldsShown, Param, Rows, Sentence, button, titled
from bot.domain.topic import NAME_TOPIC, OPEN_TOPIC, NameTopic, OpenTopic
from bot.domain.views import LastDay, View

__all__ = ["AnswerShown", "Button", "FieldsShown", "Param", "Rows", "Sentence", "button", "titled"]


@dataclass(frozen=True, slots=True)
class Shown:
    """A view under the heading with this key."""

    heading: str
    view: View
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class LastDayFile:
    """A last day as an iCalendar file; `stamp` is when it was made (RFC 5545, in UTC)."""

    view: LastDay
    stamp: str


@dataclass(frozen=True, slots=True)
class ConversationFile:
    """A conversation as a file, with the ways to have it otherwise."""

    view: Conversation
    form: FileForm
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class FiguresShown:
    """Figures as a picture, with sentences below it and the ways to others."""

    view: PeriodFigures
    rows: Rows = ()


@dataclass(frozen=True, slots=True)
class Rewrite:
    """Other words in a message of the bot."""

    message_id: int
    content: Sentence | Shown


@dataclass(frozen=True, slots=True)
class ButtonsGone:
    """The buttons of a message of the bot have done what they could."""

    message_id: int


@dataclass(frozen=True, slots=True)
class LookAgain:
    """A short reply to a message of the person, for the sake of what Telegram shows of that message in return.

    Before consent nothing of it was kept but its number; see `bot.usecases.consents`.
    """

    message_id: int


@dataclass(frozen=True, slots=True)
class Header:
    """The line above somebody's words: whose they are, and in which ticket."""

    who: Literal["owner", "lawyer"]
    name: str
    ticket: int
    edited: bool = False
    said_at: str = ""
    """When they were written, as the reader reads it, where that was a while ago."""


@dataclass(frozen=True, slots=True)
class Relay:
    """Somebody's words or file sent on; `reply_to` is the message on this side that they answer."""

    header: Header
    message: IncomingMessage
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Album:
    """Pictures and files that belong together, sent on together."""

    header: Header
    items: tuple[IncomingMessage, ...]
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class RelayEdit:
    """An edit that follows what was sent on before: words, formatting or the file."""

    message_id: int
    header: Header
    before: IncomingMessage
    message: IncomingMessage
    has_line: bool = True
    """Whether the line above stands over this one; in an album it does over the first only."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Words that were read before they were edited: old and new, under the message that they correct."""

    header: Header
    before: str
    after: str
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """A reaction sent on to the message on this side; None takes it back."""

    message_id: int
    emoji: str | None


@dataclass(frozen=True, slots=True)
class Deletion:
    """What these notices became is deleted in their reader's chat; which messages that is, is known once they have left."""

    notices: tuple[int, ...]
    message_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Toast:
    """The short reply to a tap on a button; without a key it only stops the button's spinner."""

    tap: str
    key: str | None = None
    alert: bool = False
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Menu:
    """The menu of commands that belongs to a person's roles."""

    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class DeliveryDoubt:
    """A notice may not have arrived; told to whoever spoke, or to its reader."""

    notice: int
    for_sender: bool
    reply_to: int | None = None
    """The message of the sender that it is about."""


Content = (
    Sentence
    | Shown
    | AnswerShown
    | FieldsShown
    | LastDayFile
    | ConversationFile
    | TextFile
    | OwnCopyFile
    | FiguresShown
    | Rewrite
    | ButtonsGone
    | LookAgain
    | Relay
    | Album
    | RelayEdit
    | Correction
    | Reaction
    | Deletion
    | Toast
    | Menu
    | DeliveryDoubt
    | OpenTopic
    | NameTopic
)

OWN_COPY = "own_copy"
"""The kind of notice that holds all that is kept of its reader: its words go as soon as it has arrived."""
LOOK_AGAIN = "look_again"
"""The kind of notice whose fate is told to `bot.usecases.consents`."""

WORDS = frozenset({"relay", "album"})
"""Kinds of notices that bring somebody's words or files to somebody else: their writer wants to know what became of them."""
DELETION = "deletion"
"""The kind of notice that takes others back."""

KINDS: dict[str, type[Content]] = {
    "sentence": Sentence,
    "view": Shown,
    "answer": AnswerShown,
    "fields": FieldsShown,
    "last_day_file": LastDayFile,
    "conversation_file": ConversationFile,
    "text_file": TextFile,
    OWN_COPY: OwnCopyFile,
    "figures": FiguresShown,
    "rewrite": Rewrite,
    "buttons_gone": ButtonsGone,
    LOOK_AGAIN: LookAgain,
    "relay": Relay,
    "album": Album,
    "relay_edit": RelayEdit,
    "correction": Correction,
    "reaction": Reaction,
    DELETION: Deletion,
    "toast": Toast,
    "menu": Menu,
    "doubt": DeliveryDoubt,
    OPEN_TOPIC: OpenTopic,
    NAME_TOPIC: NameTopic,
}
"""Every kind of content by the name under which it is kept."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to be said to one person.

    `ticket` ties the delivered messages to a ticket, so that a reply to them finds it. `sender` is the person for
    whom it is sent on (a lawyer whose words go to an owner, or the reverse): who is told when the delivery fails
    or stays uncertain.
    """

    to: int
    content: Content
    lang: Lang = "zh"
    ticket: int | None = None
    sender: int | None = None
    once: str | None = None
    """A key that lets this notice be written only once, however often the use case runs."""
    in_hand: bool = False
    """Whether it shows beginnings of all tickets that its reader has in hand: out of date as soon as one is lost."""


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call: a method of the specification and its parameters as JSON values."""

    method: str
    params: Mapping[str, Any]
    reads_reply: bool = False
    """Whether the message to which the new one replies is wanted back (`Sent.replied`)."""
    makes_topic: bool = False
    """Whether the number of the topic that it makes is wanted back (`Sent.topic`)."""

    @property
    def brings_back(self) -> bool:
        """Whether something of what it leads to is wanted back."""
        return self.reads_reply or self.makes_topic

    def standing_in(self, topic: int | None) -> "Call":
        """This call, with the topic in which the message is to stand if it sends one."""
        if topic is None or not self.method.startswith("send"):
            return self
        return replace(self, params={**self.params, "message_thread_id": topic})
