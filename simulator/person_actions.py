"""What a person does: write, send, edit, tap, block. Each act queues the update that Telegram would."""

from dataclasses import dataclass

from simulator.bots import Bot, CallbackQuery
from simulator.dialogs import Dialog, Person
from simulator.errors import PeopleApiError
from simulator.files import Upload
from simulator.messages import CAPTIONED, Content, Message, media, photo
from simulator.text import CAPTION_LIMIT, FormattedText, Json, clean, split, units, whole, with_automatic
from simulator.world import World

FILE_KINDS = ("photo", "document", "voice", "video", "audio", "sticker")
_STICKER = Upload("sticker.webp", "image/webp", b"RIFF\x04\x00\x00\x00WEBP")


@dataclass(frozen=True)
class Manner:
    """How something is sent: as a reply, in an album, as a forward, with a caption if it is a file."""

    reply_to: int | None = None
    album: str | None = None
    origin: Json | None = None
    caption: str = ""


PLAINLY = Manner()


def say(world: World, person: Person, text: str, manner: Manner = PLAINLY) -> list[Message]:
    """Send a text; a long one becomes several messages. Raise `PeopleApiError` if nothing is left to send."""
    parts = [clean(FormattedText(part)) for part in split(whole(text))]
    parts = [with_automatic(part) for part in parts if not part.empty]
    if not parts:
        raise PeopleApiError(400, "text: is empty")
    return [send(world, person, Content("text", part), manner) for part in parts]


def send_file(world: World, person: Person, kind: str, upload: Upload, manner: Manner = PLAINLY) -> Message:
    """Send a file of one of `FILE_KINDS`; raise `PeopleApiError` 400 for another kind or a long caption."""
    if kind not in FILE_KINDS:
        raise PeopleApiError(400, f"kind: {kind!r} is unknown, allowed: {', '.join(FILE_KINDS)}")
    words = with_automatic(clean(FormattedText(whole(manner.caption))))
    if units(words.text) > CAPTION_LIMIT:
        raise PeopleApiError(400, f"caption: is longer than {CAPTION_LIMIT}")
    if kind == "photo":
        return send(world, person, photo(world.the_bot.files.add_photo(upload), words), manner)
    return send(world, person, media(world.the_bot.files.add(kind, upload), words), manner)


def send_sticker(world: World, person: Person, manner: Manner = PLAINLY) -> Message:
    """Send a smile."""
    return send_file(world, person, "sticker", _STICKER, manner)


def send(world: World, person: Person, content: Content, manner: Manner = PLAINLY) -> Message:
    """Send anything; raise `PeopleApiError` 409 if the person blocked the bot, 404 for a reply to nothing."""
    bot = world.the_bot
    dialog = _open_dialog(world, bot, person)
    if manner.reply_to is not None and dialog.find(manner.reply_to) is None:
        raise PeopleApiError(404, f"reply_to: message {manner.reply_to} does not exist in this chat")
    message = world.new_message(bot, content, from_bot=False)
    message.reply_to, message.origin = manner.reply_to, manner.origin
    message.album = f"{person.id}{manner.album}" if manner.album else None
    dialog.started = True
    world.post(bot, dialog, message)
    bot.updates.put("message", world.message_json(bot, dialog, message))
    return message


def edit(world: World, person: Person, message_id: int, text: str) -> Message:
    """Change one's own words; raise `PeopleApiError` 404, 403 or 400 when that can't be."""
    bot = world.the_bot
    dialog = _open_dialog(world, bot, person)
    message = _existing(dialog, message_id)
    if message.from_bot:
        raise PeopleApiError(403, f"message {message_id} is the bot's, a person edits only their own")
    if message.content.kind != "text" and message.content.kind not in CAPTIONED:
        raise PeopleApiError(400, f"message {message_id} has no words to edit")
    words = with_automatic(clean(FormattedText(whole(text))))
    if words.empty and message.content.kind == "text":
        raise PeopleApiError(400, "text: is empty")
    message.content.words, message.edited = words, world.clock.stamp()
    world.changed(bot, dialog, message)
    bot.updates.put("edited_message", world.message_json(bot, dialog, message))
    return message


@dataclass(frozen=True)
class Tap:
    """A wish to tap a button, by its label or its data; `force` allows data that is no longer shown."""

    message_id: int | None = None
    label: str | None = None
    data: str | None = None
    force: bool = False


def tap(world: World, person: Person, wish: Tap) -> Json:
    """Tap a button and return what came of it: a query, a link, or a text sent from the reply keyboard."""
    bot = world.the_bot
    dialog = _open_dialog(world, bot, person)
    if wish.label is not None and _on_keyboard(dialog, wish):
        return {"sent": [message.message_id for message in say(world, person, wish.label)]}
    if wish.force and wish.data is not None and wish.message_id is not None:
        return _ask(world, bot, dialog, wish.message_id, wish.data)
    message = _tapped_message(dialog, wish)
    button = _button(message, wish)
    if "callback_data" not in button:
        return {"url": button.get("url")}
    return _ask(world, bot, dialog, message.message_id, button["callback_data"])


def _on_keyboard(dialog: Dialog, wish: Tap) -> bool:
    labels = [label for row in dialog.keyboard or [] for label in row]
    inline = wish.message_id is not None and dialog.find(wish.message_id)
    return wish.label in labels and not inline


def _tapped_message(dialog: Dialog, wish: Tap) -> Message:
    if wish.message_id is not None:
        return _existing(dialog, wish.message_id)
    for message in reversed(dialog.messages.values()):
        if not message.deleted and any(
            _is_meant(button, wish) for row in message.buttons or [] for button in row
        ):
            return message
    raise PeopleApiError(404, f"no message has a button {wish.label or wish.data!r}")


def _button(message: Message, wish: Tap) -> Json:
    buttons = [button for row in message.buttons or [] for button in row]
    for button in buttons:
        if _is_meant(button, wish):
            return button
    shown = ", ".join(repr(button["text"]) for button in buttons) or "none"
    wanted = repr(wish.label if wish.label is not None else wish.data)
    raise PeopleApiError(409, f"message {message.message_id} has no button {wanted}; its buttons: {shown}")


def _is_meant(button: Json, wish: Tap) -> bool:
    if wish.label is not None:
        return bool(button["text"] == wish.label)
    return wish.data is not None and button.get("callback_data") == wish.data


def _ask(world: World, bot: Bot, dialog: Dialog, message_id: int, data: str) -> Json:
    query_id, person = world.new_query_id(), dialog.person
    message = dialog.find(message_id)
    gone = {"chat": person.chat(), "message_id": message_id, "date": 0}
    shown = gone if message is None else world.message_json(bot, dialog, message)
    query = {
        "id": query_id,
        "from": person.user(),
        "message": shown,
        "chat_instance": str(person.id),
        "data": data,
    }
    bot.add_query(query_id, CallbackQuery(person.id, world.clock.stamp()))
    update_id = bot.updates.put("callback_query", query)
    return {"callback_query_id": query_id, "update_id": update_id}


def block(world: World, person: Person) -> None:
    """Stop the bot from writing to this person."""
    _set_blocked(world, person, blocked=True)


def unblock(world: World, person: Person) -> None:
    """Let the bot write again."""
    _set_blocked(world, person, blocked=False)


def _set_blocked(world: World, person: Person, *, blocked: bool) -> None:
    bot = world.the_bot
    dialog = world.dialog(bot, person)
    if dialog.blocked == blocked:
        return
    dialog.blocked = blocked
    world.noticed(bot, "block", dialog)
    names = ("member", "kicked") if blocked else ("kicked", "member")
    old, new = (_membership(bot, status) for status in names)
    change: Json = {"chat": person.chat(), "from": person.user(), "date": world.clock.stamp()}
    bot.updates.put("my_chat_member", change | {"old_chat_member": old, "new_chat_member": new})


def _membership(bot: Bot, status: str) -> Json:
    user: Json = {"user": bot.user(), "status": status}
    return user | {"until_date": 0} if status == "kicked" else user


def start(world: World, person: Person, payload: str = "") -> list[Message]:
    """Open the bot by its link, with the payload of `t.me/bot?start=PAYLOAD`; this also unblocks it."""
    unblock(world, person)
    return say(world, person, f"/start {payload}".strip())


def _open_dialog(world: World, bot: Bot, person: Person) -> Dialog:
    dialog = world.dialog(bot, person)
    if dialog.blocked:
        raise PeopleApiError(409, f"person {person.id} has blocked the bot; unblock it first")
    return dialog


def _existing(dialog: Dialog, message_id: int) -> Message:
    message = dialog.find(message_id)
    if message is None:
        raise PeopleApiError(404, f"message {message_id} does not exist in this chat")
    return message
