"""A bot as the server knows it."""

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from simulator.dialogs import Dialog
from simulator.files import FileStore
from simulator.text import Json
from simulator.updates import UpdateQueue

QUERIES_KEPT = 10_000  # tapped buttons that may still be answered


@dataclass
class CallbackQuery:
    """A tapped button that waits for `answerCallbackQuery`."""

    chat_id: int
    date: int


@dataclass
class Webhook:
    """Where updates are delivered to, and how that goes."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    last_error: str | None = None
    last_error_date: int = 0

    def is_same(self, other: "Webhook | None") -> bool:
        """Whether setting it in the place of the other one would change nothing."""
        if other is None:
            return False
        mine, theirs = ((hook.url, hook.secret, hook.max_connections) for hook in (self, other))
        return mine == theirs


@dataclass
class Bot:
    """One bot: its updates, its chats, and what it said about itself."""

    id: int
    username: str
    name: str
    token: str | None = None
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    dialogs: dict[int, Dialog] = field(default_factory=dict)
    files: FileStore = field(
        default_factory=FileStore
    )  # as in Telegram, a file id is worth nothing to another bot
    queries: OrderedDict[str, CallbackQuery] = field(default_factory=OrderedDict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)  # by scope and language
    texts: dict[tuple[str, str], str] = field(default_factory=dict)  # by field and language
    menu: dict[int | None, Json] = field(default_factory=dict)  # by chat; None: all chats
    webhook: Webhook | None = None
    last_message_id: int = 0
    has_topics: bool = False  # forum topic mode in private chats, which its maker switches on

    def user(self) -> Json:
        """Return the Bot API's User for it."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def me(self) -> Json:
        """Return what `getMe` answers."""
        powers = {"can_join_groups": True, "can_read_all_group_messages": False}
        more = {"supports_inline_queries": False, "can_connect_to_business": False, "has_main_web_app": False}
        topics = (
            {"has_topics_enabled": True, "allows_users_to_create_topics": True} if self.has_topics else {}
        )
        return self.user() | powers | more | topics

    def new_message_id(self) -> int:
        """Return the next id; as in Telegram, a bot's private chats share one row of ids."""
        self.last_message_id += 1
        return self.last_message_id

    def add_query(self, query_id: str, query: CallbackQuery) -> None:
        """Remember a tapped button."""
        self.queries[query_id] = query
        while len(self.queries) > QUERIES_KEPT:
            self.queries.popitem(last=False)

    def commands_for(self, chat_id: int | None, language: str) -> list[Json]:
        """Return the commands that a person sees: narrowest scope first, the person's language first."""
        language = language.partition("-")[0].lower()
        scopes = ["all_private_chats:", "default:"]
        if chat_id is not None:
            scopes.insert(0, f"chat:{chat_id}")
        for scope in scopes:
            for key in ((scope, language), (scope, "")):
                if key in self.commands:
                    return self.commands[key]
        return []


def scope_key(scope: dict[str, Any] | None) -> str:
    """Return a command scope as one string, `chat:17` or `default:`."""
    scope = scope or {"type": "default"}
    return f"{scope.get('type', 'default')}:{scope.get('chat_id', '')}"
