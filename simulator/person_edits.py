"""How a person changes what was said: words, formatting, files, reactions."""

from dataclasses import replace
from typing import Any

from simulator.dialogs import Dialog, Person
from simulator.errors import PeopleApiError
from simulator.files import Upload
from simulator.messages import CAPTIONED, REPLACEABLE, Content, Message, share_album
from simulator.person_actions import existing, file_content, open_dialog
from simulator.reactions import EMOJI, reaction_types
from simulator.text import (
    CAPTION_LIMIT,
    TEXT_LIMIT,
    FormattedText,
    clean,
    read_entities,
    units,
    whole,
    with_automatic,
)
from simulator.world import World

EDIT_WITHIN_S = 48 * 3600  # how long Telegram lets people change what they sent


def edit(
    world: World, person: Person, message_id: int, text: str | None, entities: list[Any] | None = None
) -> Message:
    """Change the text or caption of one's own message, or with None for the text its formatting alone.

    Raise `PeopleApiError` 404, 403 or 400 when that can't be, or when nothing would look different.
    """
    dialog, message = _own(world, person, message_id)
    kind = message.content.kind
    if kind != "text" and kind not in CAPTIONED:
        raise PeopleApiError(400, f"message {message_id} has no words to edit")
    words = _formatted(message.content.words.text if text is None else whole(text), entities)
    if words.empty and kind == "text":
        raise PeopleApiError(400, "text: is empty")
    limit = TEXT_LIMIT if kind == "text" else CAPTION_LIMIT
    if units(words.text) > limit:
        raise PeopleApiError(400, f"text: has {units(words.text)} UTF-16 units, at most {limit} are allowed")
    return _change(world, dialog, message, replace(message.content, words=words))


def edit_file(
    world: World, person: Person, message_id: int, kind: str, upload: Upload, caption: str | None = None
) -> Message:
    """Put another file in the place of the old one; without a caption the words stay.

    Raise `PeopleApiError` 404, 403 or 400 when that can't be.
    """
    dialog, message = _own(world, person, message_id)
    old = message.content
    if old.kind not in {"text", *REPLACEABLE}:
        raise PeopleApiError(400, f"message {message_id} is a {old.kind}, which can't be replaced by a file")
    if kind not in REPLACEABLE:
        raise PeopleApiError(
            400, f"kind: {kind!r} can't replace a file, allowed: {', '.join(sorted(REPLACEABLE))}"
        )
    if message.album and not share_album(old.kind, kind):
        raise PeopleApiError(400, f"kind: a {kind} can't stand in an album with a {old.kind}")
    words = old.words if caption is None else _formatted(whole(caption), None)
    return _change(world, dialog, message, file_content(world, kind, upload, words))


def react(world: World, person: Person, message_id: int, emoji: str | None) -> Message:
    """Put a reaction on a message, in place of an earlier one, or with None take it away.

    Raise `PeopleApiError` 404 for a message that is gone, 400 for an emoji that is no reaction.
    """
    dialog = open_dialog(world, person)
    message = existing(dialog, message_id)
    if emoji is not None and emoji not in EMOJI:
        raise PeopleApiError(400, f"emoji: {emoji!r} is none of Telegram's reactions, such as 👍 or 👎")
    before = message.reactions.get("me")
    if emoji == before:
        return message
    if emoji is None:
        del message.reactions["me"]
    else:
        message.reactions["me"] = emoji
    world.changed(world.the_bot, dialog, message)
    _tell_reaction(world, person, message, before)
    return message


def _tell_reaction(world: World, person: Person, message: Message, before: str | None) -> None:
    about = {"chat": person.chat(), "message_id": message.message_id, "user": person.user()}
    old, new = reaction_types(before), reaction_types(message.reactions.get("me"))
    change = {**about, "date": world.clock.stamp(), "old_reaction": old, "new_reaction": new}
    world.the_bot.updates.put("message_reaction", change)


def _own(world: World, person: Person, message_id: int) -> tuple[Dialog, Message]:
    dialog = open_dialog(world, person)
    message = existing(dialog, message_id)
    if message.from_bot:
        raise PeopleApiError(403, f"message {message_id} is the bot's, a person edits only their own")
    if message.origin is not None:
        raise PeopleApiError(403, f"message {message_id} is forwarded, it can't be edited")
    if world.clock.stamp() - message.date > EDIT_WITHIN_S:
        raise PeopleApiError(403, f"message {message_id} is older than 48 hours, it can't be edited any more")
    return dialog, message


def _formatted(text: str, entities: list[Any] | None) -> FormattedText:
    try:
        given = read_entities(entities or [], text)
    except ValueError as fault:
        raise PeopleApiError(400, f"entities: {fault}") from None
    return with_automatic(clean(FormattedText(text, given)))


def _change(world: World, dialog: Dialog, message: Message, content: Content) -> Message:
    if content == message.content:
        raise PeopleApiError(400, f"message {message.message_id} looks so already, nothing is edited")
    bot = world.the_bot
    message.content, message.edited = content, world.clock.stamp()
    world.changed(bot, dialog, message)
    bot.updates.put("edited_message", world.message_json(bot, dialog, message))
    return message
