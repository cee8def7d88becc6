"""What a person sees, as JSON for the page and for tests."""

from dataclasses import dataclass

from simulator.bots import Bot
from simulator.dialogs import Dialog, Person, Toast
from simulator.html_writer import write_html
from simulator.messages import Message
from simulator.text import Json
from simulator.world import World


@dataclass(frozen=True)
class Since:
    """Which part of a chat is asked for: messages after an id, or all that changed after a change number."""

    after: int = 0
    change: int = 0


EVERYTHING = Since()


def chat_view(world: World, person: Person, since: Since = EVERYTHING) -> Json:
    """Return a chat as its person sees it; deleted messages are listed by id only."""
    bot = world.the_bot
    dialog = world.dialog(bot, person)
    wanted = [m for m in dialog.messages.values() if m.message_id > since.after and m.change > since.change]
    toasts = [toast for toast in dialog.toasts if toast.change > since.change]
    return {
        "person": person.id,
        "messages": [message_view(message) for message in wanted if not message.deleted],
        "deleted": [message.message_id for message in wanted if message.deleted],
        "toasts": [_toast_view(toast) for toast in toasts],
        "change": dialog.change,
        **state_view(world, bot, dialog),
    }


def state_view(world: World, bot: Bot, dialog: Dialog) -> Json:
    """Return what surrounds the messages of a chat."""
    busy = dialog.typing_until > world.clock.stamp()
    return {
        "blocked": dialog.blocked,
        "started": dialog.started,
        "typing": dialog.action if busy else None,
        "keyboard": dialog.keyboard,
        "placeholder": dialog.placeholder,
        "topics": [{"id": number, "name": name} for number, name in dialog.topics.items()],
        "commands": bot.commands_for(dialog.person.id, dialog.person.language_code),
    }


def message_view(message: Message) -> Json:
    """Return one message: `text` or `caption`, the same as safe `html`, file, buttons, and so on."""
    content = message.content
    words = content.words
    is_text = content.kind == "text"
    return {
        "id": message.message_id,
        "from": "bot" if message.from_bot else "me",
        "date": message.date,
        "kind": content.kind,
        "text": words.text if is_text else None,
        "caption": None if is_text else words.text or None,
        "html": write_html(words),
        "entities": list(words.entities),
        "file": _file_view(message),
        "media": content.media if content.kind in {"location", "contact", "poll"} else None,
        "buttons": [[_button_view(button) for button in row] for row in message.buttons or []],
        "reply_to": message.reply.to,
        "quote": message.reply.quote.words.text if message.reply.quote else None,
        "elsewhere": _elsewhere_view(message),
        "reactions": [{"emoji": emoji, "from": who} for who, emoji in message.reactions.items()],
        "album": message.album,
        "topic": message.topic,
        "forwarded_from": _origin_name(message.origin),
        "edited": message.edited is not None,
        "silent": message.silent,
        "protected": message.protected,
    }


def _file_view(message: Message) -> Json | None:
    stored = message.content.file
    if stored is None:
        return None
    facts = {"id": stored.file_id, "name": stored.name, "mime": stored.mime, "size": len(stored.content)}
    picture = {"width": stored.width, "height": stored.height} if stored.kind == "photo" else {}
    return {**facts, **picture, "url": f"/sim/files/{stored.file_id}"}


def _button_view(button: Json) -> Json:
    shown = {"label": button["text"], "data": button.get("callback_data"), "url": button.get("url")}
    return {name: value for name, value in shown.items() if value is not None}


def _origin_name(origin: Json | None) -> str | None:
    if origin is None:
        return None
    return str(origin.get("sender_user_name") or origin.get("sender_user", {}).get("first_name", ""))


def _elsewhere_view(message: Message) -> Json | None:
    external = message.reply.external
    return {"from": _origin_name(external["origin"])} if external else None


def _toast_view(toast: Toast) -> Json:
    about = {"callback_query_id": toast.query_id, "date": toast.date}
    return {**about, "text": toast.text, "alert": toast.alert, "url": toast.url}


def person_view(world: World, person: Person) -> Json:
    """Return somebody's particulars and the state of their chat."""
    bot = world.the_bot
    dialog = world.dialog(bot, person)
    about = {"id": person.id, "name": person.name, "username": person.username, "role": person.role}
    return {**about, "language_code": person.language_code, **state_view(world, bot, dialog)}


def bot_view(bot: Bot) -> Json:
    """Return the bot that people write to."""
    names = {"id": bot.id or None, "username": bot.username, "name": bot.name}
    about = {field: bot.texts.get((field, "")) for field in ("description", "short_description")}
    state = {"connected": bot.token is not None, "topics": bot.has_topics}
    return {**names, **state, **about, "waiting_updates": len(bot.updates.waiting)}
