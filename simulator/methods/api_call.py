"""One call of the Bot API, and what all methods need of it: the chat, the words, the buttons."""

from dataclasses import dataclass
from typing import Any

from simulator.bots import Bot
from simulator.dialogs import Dialog
from simulator.errors import bad_request, forbidden
from simulator.html_reader import read_html
from simulator.messages import Message
from simulator.params import Params, as_integer
from simulator.text import (
    CAPTION_LIMIT,
    TEXT_LIMIT,
    UNREADABLE_ENTITIES,
    FormattedText,
    Json,
    clean,
    read_entities,
    units,
    with_automatic,
)
from simulator.world import World

_MOST_IDS = 100  # messages that one call may name


@dataclass(frozen=True)
class ApiCall:
    """A call: which bot makes it, in which world, with which parameters."""

    world: World
    bot: Bot
    params: Params

    def chat_id(self, name: str = "chat_id") -> int | None:
        """Return the person that the parameter means: a number, or a public name with @."""
        text = self.params.text(name)
        if text.startswith("@"):
            return next((p.id for p in self.world.people.values() if p.username == text[1:]), None)
        number = as_integer(text)
        return number if number in self.world.people else None

    def known_dialog(self, name: str = "chat_id") -> Dialog:
        """Return the chat, open or not; raise `ApiError` 400 if there is none."""
        if not self.params.text(name):
            raise bad_request(f"{name} is empty")
        number = self.chat_id(name)
        if number is None:
            raise bad_request("chat not found")
        return self.world.dialog(self.bot, self.world.people[number])

    def open_dialog(self) -> Dialog:
        """Return the chat; raise `ApiError` 400 or 403 if the bot can't write there."""
        dialog = self.known_dialog()
        if dialog.blocked:
            raise forbidden("bot was blocked by the user")
        if not dialog.started:
            raise forbidden("bot can't initiate conversation with a user")
        return dialog

    def formatted(self, name: str, entities: str, *, limit: int) -> FormattedText:
        """Return text with its entities; raise `ApiError` 400 for bad HTML or too long a text."""
        marked = self.marked(name, entities)
        words = with_automatic(clean(marked))
        if units(words.text) > limit:
            raise bad_request("message is too long" if limit == TEXT_LIMIT else "message caption is too long")
        return words

    def message_text(self) -> FormattedText:
        """Return the text of a message; raise `ApiError` 400 if it is empty."""
        words = self.formatted("text", "entities", limit=TEXT_LIMIT)
        if words.empty:
            raise bad_request("message text is empty")
        return words

    def caption(self) -> FormattedText:
        """Return a caption, which may be empty."""
        return self.formatted("caption", "caption_entities", limit=CAPTION_LIMIT)

    def marked(self, name: str, entities: str) -> FormattedText:
        """Return text with the entities that were given for it, not yet cleaned; raise `ApiError` 400 for bad ones."""
        text, mode = self.params.text(name), self.params.text("parse_mode").lower()
        if mode == "html":
            return read_html(text.replace("\r", ""))
        if mode:
            raise bad_request("unsupported parse_mode")
        given = self.params.sequence(entities, UNREADABLE_ENTITIES) or []
        try:
            return FormattedText(text, read_entities(given, text))
        except ValueError as fault:
            raise bad_request(str(fault)) from None

    def message(self, dialog: Dialog, complaint: str, name: str = "message_id") -> Message:
        """Return the message that the parameter means; raise `ApiError` 400 with the complaint."""
        number = self.params.integer(name)
        if not number:
            raise bad_request("message identifier is not specified")
        message = dialog.find(number)
        if message is None:
            raise bad_request(complaint)
        return message

    def message_ids(self) -> list[int]:
        """Return the parameter `message_ids`, 1 to 100 numbers; raise `ApiError` 400 for anything else."""
        given = self.params.object("message_ids", "can't parse message_ids JSON object")
        if given is None or given == []:
            raise bad_request("message identifiers are not specified")
        if not isinstance(given, list):
            raise bad_request("expected an Array of message identifiers")
        if len(given) > _MOST_IDS:
            raise bad_request("too many message identifiers specified")
        return [_message_id(value) for value in given]

    def show(self, dialog: Dialog, message: Message) -> Json:
        """Return a message as the Bot API shows it."""
        return self.world.message_json(self.bot, dialog, message)


def _message_id(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise bad_request("message identifier must be a Number")
    number = as_integer(value, -1)
    if number <= 0:
        raise bad_request("invalid message identifier specified")
    return number
