"""The simulated world: bots, people, chats, files, time. All of it is memory."""

import re
from collections import deque
from dataclasses import dataclass
from typing import ClassVar

from simulator.bots import Bot
from simulator.clock import Clock, first_number
from simulator.dialogs import Dialog, Person
from simulator.errors import ApiError, PeopleApiError
from simulator.faults import Faults
from simulator.feed import Feed
from simulator.files import StoredFile
from simulator.messages import Content, Message
from simulator.text import Json
from simulator.updates import UpdateQueue
from simulator.webhooks import Webhooks

CALLS_KEPT = 10_000
FIRST_PERSON = 7_000_000_001  # ids beyond 32 bits, as Telegram's newer ones are
_TOKEN = re.compile(r"(\d{1,19}):[A-Za-z0-9_-]+")
_LARGEST_ID = 2**52 - 1
_LARGEST_FIRST_ID = 2**31 - 1_000_000  # ids of messages and updates have 31 bits; some are left to count


@dataclass(frozen=True)
class LoggedCall:
    """One line of the log of API calls; it holds no text."""

    number: int
    method: str
    chat: int | None
    time: float
    ok: bool
    error_code: int | None = None
    description: str | None = None


class World:
    """Everything that exists.

    `default_token` names the bot that people write to. `first_id` is where the ids of messages, updates and people
    begin, after every reset again; without it they go on from where an earlier world ended. `ValueError` if it is
    below 1 or leaves no room to count. `topics` gives each new bot topics in private chats.
    """

    _last_number: ClassVar[int] = 0
    """Where the ids of this process's ended worlds have come to; the clock alone is too coarse for worlds in quick succession."""

    def __init__(
        self,
        *,
        default_token: str | None = None,
        bot_username: str = "butler_sim_bot",
        first_id: int | None = None,
        topics: bool = False,
    ) -> None:
        if first_id is not None and not 1 <= first_id <= _LARGEST_FIRST_ID:
            raise ValueError(f"first id: {first_id} is not between 1 and {_LARGEST_FIRST_ID}; choose another")
        self.default_token = default_token
        self.bot_username = bot_username
        self.first_id = first_id
        self.topics = topics
        self.feed = Feed()
        self.webhooks = Webhooks()
        self.bots: dict[str, Bot] = {}
        self.reset()

    def reset(self) -> None:
        """Forget everybody and everything; pages that listen are told to load anew."""
        self._release()
        self.clock = Clock()
        self.faults = Faults()
        self.people: dict[int, Person] = {}
        self.bots = {}
        self.calls: deque[LoggedCall] = deque(maxlen=CALLS_KEPT)
        self._call_number = 0
        self._query_number = 0
        self._first_number = self.first_id or max(first_number(), World._last_number + 1)
        # Whom people write to: it may still have to come, and then its updates wait for it.
        self.the_bot = self._new_bot(self.bot_username)
        self.feed.publish("reload")

    # bots

    def bot(self, token: str) -> Bot:
        """Return the bot of a token, creating it; raise `ApiError` 401 for what is no token."""
        if token in self.bots:
            return self.bots[token]
        match = _TOKEN.fullmatch(token)
        if match is None:
            raise ApiError(401, "Unauthorized")
        bot = self._adopted(token) or self._new_bot(f"bot{match.group(1)}_bot")
        bot.id, bot.token = int(match.group(1)), token
        self.bots[token] = bot
        self.feed.publish("bot", id=bot.id)
        return bot

    def switch_bot(self, token: str) -> Bot:
        """Let people write to this bot from now on; each bot has chats, ids and files of its own."""
        self.the_bot = self.bot(token)
        self.feed.publish("reload")
        return self.the_bot

    def find_file(self, file_id: str) -> StoredFile | None:
        """Return a file of any bot's chats, as the page needs it."""
        found = (bot.files.find(file_id) for bot in (self.the_bot, *self.bots.values()))
        return next((stored for stored in found if stored is not None), None)

    def _new_bot(self, username: str) -> Bot:
        number = self._first_number
        updates = UpdateQueue(number)
        return Bot(0, username, "Bot", updates=updates, last_message_id=number - 1, has_topics=self.topics)

    def _adopted(self, token: str) -> Bot | None:
        """Return the bot that people write to, if this token is the first to come or the one named for it."""
        if self.the_bot.token is None and self.default_token in {None, token}:
            return self.the_bot
        return None

    # people

    def add_person(
        self,
        name: str,
        language_code: str = "zh-hans",
        *,
        id: int | None = None,  # noqa: A002 -- Telegram's word
        username: str | None = None,
        role: str = "",
    ) -> Person:
        """Create somebody; raise `PeopleApiError` 400 or 409 for an empty name or an id that is taken."""
        number = self._free_id() if id is None else id
        if not name.strip():
            raise PeopleApiError(400, "name: is empty")
        if not 0 < number <= _LARGEST_ID:
            raise PeopleApiError(400, f"id: {number} is not between 1 and {_LARGEST_ID}")
        if number in self.people:
            raise PeopleApiError(409, f"id: {number} is taken")
        person = self.people[number] = Person(number, name.strip(), language_code, username, role)
        self.feed.publish("people", person=number)
        return person

    def person(self, number: int) -> Person:
        """Return somebody; raise `PeopleApiError` 404."""
        if number not in self.people:
            raise PeopleApiError(404, f"person {number} does not exist")
        return self.people[number]

    def _free_id(self) -> int:
        number = (self.first_id or FIRST_PERSON) + len(self.people)
        while number in self.people:
            number += 1
        return number

    # chats

    def dialog(self, bot: Bot, person: Person) -> Dialog:
        """Return the chat of a person with a bot."""
        return bot.dialogs.setdefault(person.id, Dialog(person))

    def post(self, bot: Bot, dialog: Dialog, message: Message) -> Message:
        """Put a message into a chat and tell the pages."""
        dialog.add(message)
        if message.from_bot:
            dialog.typing_until = 0
        self._publish(bot, "message", dialog, message.message_id)
        return message

    def new_message(self, bot: Bot, content: Content, *, from_bot: bool) -> Message:
        """Return a message with its id and date, not yet in a chat."""
        return Message(bot.new_message_id(), from_bot, self.clock.stamp(), content)

    def origin(self, bot: Bot, dialog: Dialog, message: Message) -> Json:
        """Return the Bot API's MessageOrigin of a message that is passed on, or answered in another chat."""
        sender = bot.user() if message.from_bot else dialog.person.user()
        return message.origin or {"type": "user", "sender_user": sender, "date": message.date}

    def changed(self, bot: Bot, dialog: Dialog, message: Message) -> None:
        """Tell the pages that a message was edited or deleted."""
        dialog.touch(message)
        self._publish(bot, "change", dialog, message.message_id)

    def drop_topic(self, bot: Bot, dialog: Dialog, topic: int) -> None:
        """Delete a topic with all its messages; the bot is not told, and neither are people."""
        del dialog.topics[topic]
        for message in dialog.messages.values():
            if message.topic == topic and not message.deleted:
                message.deleted = True
                dialog.touch(message)
        self.noticed(bot, "topics", dialog)

    def noticed(self, bot: Bot, kind: str, dialog: Dialog) -> None:
        """Tell the pages of something in a chat that is no message: a toast, typing, a block."""
        dialog.change += 1
        self._publish(bot, kind, dialog, None)

    def _publish(self, bot: Bot, kind: str, dialog: Dialog, message_id: int | None) -> None:
        if bot is self.the_bot:
            self.feed.publish(kind, person=dialog.person.id, message=message_id, change=dialog.change)

    def message_json(self, bot: Bot, dialog: Dialog, message: Message, *, embedded: bool = False) -> Json:
        """Return a message as the Bot API shows it; a message inside another shows no further one."""
        sender = bot.user() if message.from_bot else dialog.person.user()
        answer: Json = {"message_id": message.message_id, "from": sender, "chat": dialog.person.chat()}
        answer |= {"date": message.date, **message.body(), **message.optional()}
        replied = None if embedded else dialog.find(message.reply.to)
        if replied is not None and replied.topic == message.topic:  # Telegram shows none of another topic
            answer["reply_to_message"] = self.message_json(bot, dialog, replied, embedded=True)
        return answer

    # the log

    def log(self, method: str, chat: int | None, error: ApiError | None) -> None:
        """Note an API call."""
        self._call_number += 1
        code, text = (error.code, error.description) if error else (None, None)
        now = self.clock.now().timestamp()
        self.calls.append(LoggedCall(self._call_number, method, chat, now, error is None, code, text))
        self.feed.publish("call", method=method, chat=chat)

    def new_query_id(self) -> str:
        """Return an id for a tapped button."""
        self._query_number += 1
        return str((self._first_number << 32) + self._query_number)  # long, as in Telegram

    def close(self) -> None:
        """Release all who wait: polls, pages, callers; the world takes no more calls after this."""
        self.feed.close()
        self._release()

    def _release(self) -> None:
        for bot in self.bots.values():
            bot.updates.stop()
            self.webhooks.stop(bot)
            if self.first_id is None:
                World._last_number = max(World._last_number, bot.updates.next_id, bot.last_message_id)
