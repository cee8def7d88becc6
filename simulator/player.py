"""A hand to play one person with, inside the process that runs the simulator."""

import mimetypes
from dataclasses import dataclass

from simulator import person_actions, person_edits
from simulator.dialogs import Dialog, Person
from simulator.files import Upload
from simulator.messages import Message
from simulator.person_actions import (
    PLAINLY,
    SOMEBODY,
    Elsewhere,
    Manner,
    Tap,
    hidden_origin,
    known_origin,
)
from simulator.text import Json
from simulator.views import Since, chat_view, message_view
from simulator.world import World


@dataclass
class Player:
    """One person, in the chat with the bot that people write to just now."""

    world: World
    person: Person

    @property
    def seen(self) -> int:
        """The id of the last message that `hears` returned in this chat."""
        return self._dialog.heard

    @property
    def _dialog(self) -> Dialog:
        return self.world.dialog(self.world.the_bot, self.person)

    @property
    def id(self) -> int:
        """The person's id, which is the chat's too."""
        return self.person.id

    def says(
        self, text: str, reply_to: int | None = None, quote: str | None = None, topic: int | None = None
    ) -> Message:
        """Write, as a reply and with a part of what it answers marked, in a topic; return the first message of it."""
        return person_actions.say(self.world, self.person, text, Manner(reply_to, quote=quote, topic=topic))[
            0
        ]

    @property
    def topics(self) -> dict[int, str]:
        """The names of the chat's topics, by their numbers."""
        return dict(self._dialog.topics)

    def deletes_topic(self, topic: int) -> None:
        """Delete a topic with all its messages."""
        person_actions.delete_topic(self.world, self.person, topic)

    def says_about_elsewhere(
        self, text: str, quoted: str, from_name: str = SOMEBODY, *, manual: bool = False
    ) -> Message:
        """Write about a message of another chat; the quote is added by Telegram, or marked by hand if `manual`."""
        manner = Manner(elsewhere=Elsewhere(quoted, from_name, manual))
        return person_actions.say(self.world, self.person, text, manner)[0]

    def forwards(self, text: str, whose: "str | Player" = SOMEBODY) -> Message:
        """Pass on what somebody wrote elsewhere: a name of whom no more is told, or a player."""
        if isinstance(whose, Player):
            origin = known_origin(self.world, whose.person)
        else:
            origin = hidden_origin(self.world, whose)
        return person_actions.say(self.world, self.person, text, Manner(origin=origin))[0]

    def forwards_message(self, message_id: int) -> Message:
        """Pass on a message of this chat."""
        return person_actions.forward(self.world, self.person, message_id)

    def sends(self, kind: str, name: str, content: bytes, manner: Manner = PLAINLY) -> Message:
        """Send a file of a kind, with a caption, as a reply or in an album if the manner says so."""
        return person_actions.send_file(self.world, self.person, kind, _upload(name, content), manner)

    def edits(
        self, message_id: int, text: str | None, entities: list[dict[str, object]] | None = None
    ) -> Message:
        """Change the text or caption of one's own message; with None for the text only the formatting."""
        return person_edits.edit(self.world, self.person, message_id, text, entities)

    def edits_file(
        self, message_id: int, kind: str, name: str, content: bytes, caption: str | None = None
    ) -> Message:
        """Put another file in the place of the old one; without a caption the words stay."""
        upload = _upload(name, content)
        return person_edits.edit_file(self.world, self.person, message_id, kind, upload, caption)

    def reacts(self, message_id: int, emoji: str | None) -> None:
        """Put a reaction on a message, or with None take it away."""
        person_edits.react(self.world, self.person, message_id, emoji)

    def taps(self, label: str, message_id: int | None = None) -> Json:
        """Tap the button, by default in the newest message that has it."""
        return person_actions.tap(self.world, self.person, Tap(message_id, label))

    def starts(self, payload: str = "") -> Message:
        """Open the bot by a link."""
        return person_actions.start(self.world, self.person, payload)[0]

    def blocks(self) -> None:
        """Stop the bot from writing."""
        person_actions.block(self.world, self.person)

    def unblocks(self) -> None:
        """Let the bot write again."""
        person_actions.unblock(self.world, self.person)

    def sees(self) -> list[Json]:
        """Return all messages of the chat as the person sees them now."""
        return list(chat_view(self.world, self.person, Since())["messages"])

    async def hears(self, timeout_s: float = 5.0) -> Json:
        """Return the bot's next message that was not yet returned; raise `TimeoutError` if none comes."""
        found = await self.world.feed.until(self._next_from_bot, timeout_s)
        if found is None:
            raise TimeoutError(f"person {self.id} heard nothing new from the bot within {timeout_s} s")
        self._dialog.heard = found.message_id
        return message_view(found)

    def _next_from_bot(self) -> Message | None:
        fresh = (
            m
            for m in self._dialog.messages.values()
            if m.message_id > self.seen and m.from_bot and not m.deleted
        )
        return next(fresh, None)


def _upload(name: str, content: bytes) -> Upload:
    return Upload(name, mimetypes.guess_type(name)[0] or "application/octet-stream", content)
