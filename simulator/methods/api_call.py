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
    FormattedText,
    Json,
    clean,
    ordered,
    units,
    with_automatic,
)
from simulator.world import World

_ENTITIES = "can't parse entities: can't parse JSON array of entities"


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
        marked = self._marked(name, entities)
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

    def _marked(self, name: str, entities: str) -> FormattedText:
        text, mode = self.params.text(name), self.params.text("parse_mode").lower()
        if mode == "html":
            return read_html(text.replace("\r", ""))
        if mode:
            raise bad_request("unsupported parse_mode")
        given = self.params.sequence(entities, _ENTITIES) or []
        return FormattedText(text, ordered(_checked(entity, units(text)) for entity in given))

    def replied(self, dialog: Dialog) -> int | None:
        """Return the id of the message that is answered; raise `ApiError` 400 if it is gone."""
        given = self.params.mapping("reply_parameters", "can't parse reply parameters JSON object") or {}
        number = as_integer(given.get("message_id")) or self.params.integer("reply_to_message_id")
        if not number or dialog.find(number) is not None:
            return number or None
        if given.get("allow_sending_without_reply") or self.params.flag("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")

    def message(self, dialog: Dialog, complaint: str, name: str = "message_id") -> Message:
        """Return the message that the parameter means; raise `ApiError` 400 with the complaint."""
        number = self.params.integer(name)
        if not number:
            raise bad_request("message identifier is not specified")
        message = dialog.find(number)
        if message is None:
            raise bad_request(complaint)
        return message

    def show(self, dialog: Dialog, message: Message) -> Json:
        """Return a message as the Bot API shows it."""
        return self.world.message_json(self.bot, dialog, message)


def _checked(entity: Any, length: int) -> Json:
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
        raise bad_request(_ENTITIES)
    start, covered = as_integer(entity.get("offset"), -1), as_integer(entity.get("length"), -1)
    if start < 0 or covered < 0 or start + covered > length:
        raise bad_request(f"entity beginning at {start} with length {covered} is out of the text")
    return {**entity, "offset": start, "length": covered}
