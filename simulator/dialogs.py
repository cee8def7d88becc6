"""People, and the private chat that each has with a bot."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field

from simulator.messages import Message
from simulator.text import Json

MESSAGES_KEPT = 5000  # of a chat; older ones can no longer be edited or answered
TOASTS_KEPT = 100


@dataclass
class Person:
    """Somebody whom the visitor plays; `role` is a label for the page, the bot never sees it."""

    id: int
    name: str
    language_code: str = "zh-hans"
    username: str | None = None
    role: str = ""

    def user(self) -> Json:
        """Return the Bot API's User."""
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name}
        if self.username:
            user["username"] = self.username
        return user | {"language_code": self.language_code}

    def chat(self) -> Json:
        """Return the Bot API's Chat."""
        chat: Json = {"id": self.id, "first_name": self.name, "type": "private"}
        if self.username:
            chat["username"] = self.username
        return chat


@dataclass
class Toast:
    """The answer to a tapped button, as the person saw it."""

    query_id: str
    text: str
    alert: bool
    url: str | None
    date: int
    change: int


@dataclass
class Dialog:
    """One chat; `change` grows with everything that the person can see."""

    person: Person
    messages: OrderedDict[int, Message] = field(default_factory=OrderedDict)
    toasts: deque[Toast] = field(default_factory=lambda: deque(maxlen=TOASTS_KEPT))
    started: bool = False
    blocked: bool = False
    keyboard: list[list[str]] | None = None
    placeholder: str | None = None
    typing_until: int = 0
    action: str | None = None
    change: int = 0
    heard: int = 0  # the last message of the bot that a player has heard
    topics: dict[int, str] = field(default_factory=dict)  # names by message_thread_id

    def add(self, message: Message) -> None:
        """Append a message, forgetting the oldest beyond the bound."""
        self.messages[message.message_id] = message
        while len(self.messages) > MESSAGES_KEPT:
            self.messages.popitem(last=False)
        self.touch(message)

    def touch(self, message: Message) -> None:
        """Note that a message looks different now."""
        self.change += 1
        message.change = self.change

    def find(self, message_id: int | None) -> Message | None:
        """Return the message unless it is unknown or deleted."""
        message = self.messages.get(message_id) if message_id is not None else None
        return None if message is None or message.deleted else message
