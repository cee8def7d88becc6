"""Messages that already exist, sent again: copies and forwards."""

from dataclasses import replace

from simulator.dialogs import Dialog
from simulator.errors import bad_request
from simulator.messages import CAPTIONED, Content, Message
from simulator.methods.api_call import ApiCall
from simulator.methods.sending import deliver
from simulator.text import Json


def copy_message(call: ApiCall) -> Json:
    """Send a message again without its origin; a caption may be replaced."""
    dialog, source = call.open_dialog(), call.known_dialog("from_chat_id")
    original = call.message(source, "message to copy not found")
    content = replace(original.content)
    if call.params.has("caption") and content.kind in CAPTIONED:
        content.words = call.caption()
    return {"message_id": deliver(call, dialog, content).message_id}


def copy_messages(call: ApiCall) -> list[Json]:
    """Send several messages again; those that are gone are left out, albums stay albums."""
    return [{"message_id": message.message_id} for message in _again(call, "copied")]


def forward_message(call: ApiCall) -> Json:
    """Send a message again and show whose it was."""
    dialog, source = call.open_dialog(), call.known_dialog("from_chat_id")
    original = call.message(source, "message to forward not found")
    return call.show(dialog, _forward(call, dialog, source, original))


def forward_messages(call: ApiCall) -> list[Json]:
    """Forward several messages; those that are gone are left out."""
    return [{"message_id": message.message_id} for message in _again(call, "forwarded")]


def _again(call: ApiCall, deed: str) -> list[Message]:
    dialog, source = call.open_dialog(), call.known_dialog("from_chat_id")
    numbers = call.message_ids()
    if numbers != sorted(set(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    forwarding = deed == "forwarded"
    found = [m for m in map(source.find, numbers) if m is not None and not (forwarding and m.protected)]
    if not found:
        raise bad_request(f"there are no messages to be {deed}")
    if forwarding:
        return [_forward(call, dialog, source, original) for original in found]
    return [_copy(call, dialog, original) for original in found]


def _copy(call: ApiCall, dialog: Dialog, original: Message) -> Message:
    content: Content = replace(original.content)
    if call.params.flag("remove_caption") and content.kind in CAPTIONED:
        content.words = type(content.words)()
    album = f"{original.album}0{call.bot.id % 1000}" if original.album else None
    return deliver(call, dialog, content, album)


def _forward(call: ApiCall, dialog: Dialog, source: Dialog, original: Message) -> Message:
    if original.protected:
        raise bad_request("message can't be forwarded")
    message = deliver(call, dialog, replace(original.content), original.album)
    message.origin = call.world.origin(call.bot, source, original)
    return message


METHODS = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
