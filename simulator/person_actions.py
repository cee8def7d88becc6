"""What a person does: write, send, forward, tap, block. Each act queues the update that Telegram would."""

from dataclasses import dataclass, replace

from simulator.bots import Bot, CallbackQuery
from simulator.dialogs import Dialog, Person
from simulator.errors import PeopleApiError
from simulator.files import Upload
from simulator.messages import Content, Message, Reply, external_reply, media, photo
from simulator.quotes import Quote, marked_quote
from simulator.text import CAPTION_LIMIT, FormattedText, Json, clean, split, units, whole, with_automatic
from simulator.world import World

FILE_KINDS = ("photo", "document", "voice", "video", "audio", "sticker")
SOMEBODY = "Somebody"  # a person of whom Telegram tells no more than a name
_STICKER = Upload("sticker.webp", "image/webp", b"RIFF\x04\x00\x00\x00WEBP")


@dataclass(frozen=True)
class Elsewhere:
    """A message of a chat that the bot is not in, which a reply answers: what is quoted of it, and whose it was.

    Telegram adds a quote by itself; it is `manual` if the person marked it.
    """

    quoted: str
    from_name: str = SOMEBODY
    manual: bool = False


@dataclass(frozen=True)
class Manner:
    """How something is sent: as a reply, with a quote, in an album, as a forward, with a caption if it is a file, in a topic."""

    reply_to: int | None = None
    album: str | None = None
    origin: Json | None = None
    caption: str = ""
    quote: str | None = None
    elsewhere: Elsewhere | None = None
    topic: int | None = None


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
    return send(world, person, file_content(world, kind, upload, words), manner)


def file_content(world: World, kind: str, upload: Upload, words: FormattedText) -> Content:
    """Keep a file and return it as content; raise `PeopleApiError` 400 if the caption is too long."""
    if units(words.text) > CAPTION_LIMIT:
        raise PeopleApiError(
            400, f"caption: has {units(words.text)} UTF-16 units, at most {CAPTION_LIMIT} are allowed"
        )
    files = world.the_bot.files
    return photo(files.add_photo(upload), words) if kind == "photo" else media(files.add(kind, upload), words)


def send_sticker(world: World, person: Person, manner: Manner = PLAINLY) -> Message:
    """Send a smile."""
    return send_file(world, person, "sticker", _STICKER, manner)


def send(world: World, person: Person, content: Content, manner: Manner = PLAINLY) -> Message:
    """Send anything; raise `PeopleApiError` 409 if the person blocked the bot, 404 or 400 for a reply to nothing."""
    bot = world.the_bot
    dialog = open_dialog(world, person)
    reply = _reply(world, dialog, manner)
    message = world.new_message(bot, content, from_bot=False)
    message.reply, message.origin, message.topic = reply, manner.origin, _topic(dialog, manner)
    message.album = f"{person.id}{manner.album}" if manner.album else None
    dialog.started = True
    world.post(bot, dialog, message)
    bot.updates.put("message", world.message_json(bot, dialog, message))
    return message


def _topic(dialog: Dialog, manner: Manner) -> int | None:
    """Where a message stands: in the topic that is named, or in that of the message which it answers."""
    answered = dialog.find(manner.reply_to)
    topic = answered.topic if answered is not None and manner.topic is None else manner.topic
    if topic is not None and topic not in dialog.topics:
        raise PeopleApiError(404, f"topic: {topic} does not exist in this chat")
    return topic


def delete_topic(world: World, person: Person, topic: int) -> None:
    """Delete a topic with all its messages; raise `PeopleApiError` 404 if there is none."""
    dialog = world.dialog(world.the_bot, person)
    if topic not in dialog.topics:
        raise PeopleApiError(404, f"topic: {topic} does not exist in this chat")
    world.drop_topic(world.the_bot, dialog, topic)


def _reply(world: World, dialog: Dialog, manner: Manner) -> Reply:
    if manner.elsewhere is not None:
        return _reply_elsewhere(world, manner.elsewhere)
    if manner.reply_to is None:
        if manner.quote is not None:
            raise PeopleApiError(400, "quote: needs reply_to, the message that it is a part of")
        return Reply()
    original = dialog.find(manner.reply_to)
    if original is None:
        raise PeopleApiError(404, f"reply_to: message {manner.reply_to} does not exist in this chat")
    if manner.quote is None:
        return Reply(manner.reply_to)
    quote = marked_quote(original.content.words, manner.quote)
    if quote is None:
        raise PeopleApiError(400, f"quote: {manner.quote!r} is no part of message {manner.reply_to}")
    return Reply(manner.reply_to, quote)


def _reply_elsewhere(world: World, elsewhere: Elsewhere) -> Reply:
    quoted = clean(FormattedText(whole(elsewhere.quoted)))
    if quoted.empty:
        raise PeopleApiError(400, "elsewhere: the quote is empty")
    origin = hidden_origin(world, elsewhere.from_name)
    return Reply(quote=Quote(quoted, manual=elsewhere.manual), external=external_reply(Content(), origin))


def hidden_origin(world: World, name: str) -> Json:
    """Return where a message comes from if its sender lets Telegram tell no more than a name."""
    return {"type": "hidden_user", "sender_user_name": name, "date": world.clock.stamp() - 60}


def known_origin(world: World, person: Person) -> Json:
    """Return where a message comes from if its sender may be known."""
    return {"type": "user", "sender_user": person.user(), "date": world.clock.stamp() - 60}


def forward(world: World, person: Person, message_id: int, manner: Manner = PLAINLY) -> Message:
    """Pass on a message of this chat; raise `PeopleApiError` 404, or 403 if the bot protected it."""
    bot = world.the_bot
    dialog = open_dialog(world, person)
    original = existing(dialog, message_id)
    if original.protected:
        raise PeopleApiError(403, f"message {message_id} is protected, it can't be forwarded")
    manner = replace(manner, origin=world.origin(bot, dialog, original))
    return send(world, person, replace(original.content), manner)


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
    dialog = open_dialog(world, person)
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
        return existing(dialog, wish.message_id)
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


def open_dialog(world: World, person: Person) -> Dialog:
    """Return the person's chat; raise `PeopleApiError` 409 if they blocked the bot."""
    dialog = world.dialog(world.the_bot, person)
    if dialog.blocked:
        raise PeopleApiError(409, f"person {person.id} has blocked the bot; unblock it first")
    return dialog


def existing(dialog: Dialog, message_id: int) -> Message:
    """Return a message of the chat; raise `PeopleApiError` 404 if there is none or it was deleted."""
    message = dialog.find(message_id)
    if message is None:
        raise PeopleApiError(404, f"message {message_id} does not exist in this chat")
    return message
