"""Messages that already exist, sent again: copies and forwards."""

from dataclasses import replace

from simulator.dialogs import Dialog
from simulator.errors import bad_request
from simulator.messages import CAPTIONED, Content, Message
from simulator.methods.api_call import Asked
from simulator.methods.sending import deliver
from simulator.text import Json

_MOST = 100  # messages that one call may copy
_IDS = "can't parse message identifiers JSON array"


def copy_message(asked: Asked) -> Json:
    """Send a message again without its origin; a caption may be replaced."""
    dialog, source = asked.open_dialog(), asked.known_dialog("from_chat_id")
    original = asked.message(source, "message to copy not found")
    content = replace(original.content)
    if asked.params.has("caption") and content.kind in CAPTIONED:
        content.words = asked.caption()
    return {"message_id": deliver(asked, dialog, content).message_id}


def copy_messages(asked: Asked) -> list[Json]:
    """Send several messages again; those that are gone are left out, albums stay albums."""
    return [{"message_id": message.message_id} for message in _again(asked, "copied")]


def forward_message(asked: Asked) -> Json:
    """Send a message again and show whose it was."""
    dialog, source = asked.open_dialog(), asked.known_dialog("from_chat_id")
    original = asked.message(source, "message to forward not found")
    return asked.show(dialog, _forward(asked, dialog, source, original))


def forward_messages(asked: Asked) -> list[Json]:
    """Forward several messages; those that are gone are left out."""
    return [{"message_id": message.message_id} for message in _again(asked, "forwarded")]


def _again(asked: Asked, deed: str) -> list[Message]:
    dialog, source = asked.open_dialog(), asked.known_dialog("from_chat_id")
    numbers = asked.params.sequence("message_ids", _IDS) or []
    if not 1 <= len(numbers) <= _MOST:
        raise bad_request(f"there are no messages to be {deed}" if not numbers else "too many messages")
    originals = [source.find(number) for number in numbers if isinstance(number, int)]
    found = [original for original in originals if original is not None]
    if not found:
        raise bad_request(f"there are no messages to be {deed}")
    if deed == "forwarded":
        return [_forward(asked, dialog, source, original) for original in found]
    return [_copy(asked, dialog, original) for original in found]


def _copy(asked: Asked, dialog: Dialog, original: Message) -> Message:
    content: Content = replace(original.content)
    if asked.params.flag("remove_caption") and content.kind in CAPTIONED:
        content.words = type(content.words)()
    album = f"{original.album}0{asked.bot.id % 1000}" if original.album else None
    return deliver(asked, dialog, content, album)


def _forward(asked: Asked, dialog: Dialog, source: Dialog, original: Message) -> Message:
    if original.protected:
        raise bad_request("message can't be forwarded")
    sender = asked.bot.user() if original.from_bot else source.person.user()
    origin = {"type": "user", "sender_user": sender, "date": original.date}
    message = deliver(asked, dialog, replace(original.content), original.album)
    message.origin = original.origin or origin
    return message


METHODS = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
