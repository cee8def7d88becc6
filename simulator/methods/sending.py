"""Text, places and signs of life from the bot."""

from simulator.dialogs import Dialog
from simulator.errors import bad_request
from simulator.messages import Content, Message
from simulator.methods.api_call import ApiCall
from simulator.methods.markup import apply_keyboard, inline_rows, read_markup
from simulator.methods.replies import read_reply
from simulator.methods.topics import read_topic
from simulator.text import Json

TYPING_S = 5  # how long a chat action is shown
_KEYBOARDS = {"keyboard", "remove_keyboard", "force_reply"}
_ACTIONS = {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"}
_ACTIONS |= {"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"}


def deliver(call: ApiCall, dialog: Dialog, content: Content, album: str | None = None) -> Message:
    """Put a message of the bot into a chat, with the reply and the buttons that the call asks for."""
    topic, markup = read_topic(call, dialog), read_markup(call)
    reply, buttons = read_reply(call, dialog), inline_rows(markup)
    apply_keyboard(dialog, markup)
    message = call.world.new_message(call.bot, content, from_bot=True)
    message.reply, message.buttons, message.album, message.topic = reply, buttons, album, topic
    message.has_keyboard = bool(markup.keys() & _KEYBOARDS)
    message.protected = call.params.flag("protect_content")
    message.silent = call.params.flag("disable_notification")
    return call.world.post(call.bot, dialog, message)


def send_message(call: ApiCall) -> Json:
    """Send a text."""
    dialog = call.open_dialog()
    content = Content("text", call.message_text())
    content.media = _preview(call)
    return call.show(dialog, deliver(call, dialog, content))


def _preview(call: ApiCall) -> Json:
    options = call.params.mapping("link_preview_options", "can't parse link preview options JSON object")
    return {"link_preview_options": options} if options else {}


def send_location(call: ApiCall) -> Json:
    """Send a point on the map."""
    dialog = call.open_dialog()
    try:
        place = {name: float(call.params.text(name)) for name in ("latitude", "longitude")}
    except ValueError:
        raise bad_request("wrong latitude or longitude specified") from None
    return call.show(dialog, deliver(call, dialog, Content("location", media={"location": place})))


def send_chat_action(call: ApiCall) -> bool:
    """Show that the bot is busy."""
    dialog = call.open_dialog()
    action = call.params.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    dialog.action, dialog.typing_until = action, call.world.clock.stamp() + TYPING_S
    call.world.noticed(call.bot, "typing", dialog)
    return True


METHODS = {"sendMessage": send_message, "sendLocation": send_location, "sendChatAction": send_chat_action}
