"""Text, places and signs of life from the bot."""

from simulator.dialogs import Dialog
from simulator.errors import bad_request
from simulator.messages import Content, Message
from simulator.methods.api_call import Asked
from simulator.methods.markup import apply_keyboard, inline_rows, read_markup
from simulator.text import Json

TYPING_S = 5  # how long a chat action is shown
_ACTIONS = {"typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice"}
_ACTIONS |= {"upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note"}


def deliver(asked: Asked, dialog: Dialog, content: Content, album: str | None = None) -> Message:
    """Put a message of the bot into a chat, with the reply and the buttons that the call asks for."""
    markup = read_markup(asked)
    reply_to, buttons = asked.replied(dialog), inline_rows(markup)
    apply_keyboard(dialog, markup)
    message = asked.world.new_message(asked.bot, content, from_bot=True)
    message.reply_to, message.buttons, message.album = reply_to, buttons, album
    message.protected = asked.params.flag("protect_content")
    message.silent = asked.params.flag("disable_notification")
    return asked.world.post(asked.bot, dialog, message)


def send_message(asked: Asked) -> Json:
    """Send a text."""
    dialog = asked.open_dialog()
    content = Content("text", asked.message_words())
    content.media = _preview(asked)
    return asked.show(dialog, deliver(asked, dialog, content))


def _preview(asked: Asked) -> Json:
    options = asked.params.mapping("link_preview_options", "can't parse link preview options JSON object")
    return {"link_preview_options": options} if options else {}


def send_location(asked: Asked) -> Json:
    """Send a point on the map."""
    dialog = asked.open_dialog()
    try:
        place = {name: float(asked.params.text(name)) for name in ("latitude", "longitude")}
    except ValueError:
        raise bad_request("wrong latitude or longitude specified") from None
    return asked.show(dialog, deliver(asked, dialog, Content("location", media={"location": place})))


def send_chat_action(asked: Asked) -> bool:
    """Show that the bot is busy."""
    dialog = asked.open_dialog()
    action = asked.params.text("action")
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    dialog.action, dialog.typing_until = action, asked.world.clock.stamp() + TYPING_S
    asked.world.noticed(asked.bot, "typing", dialog)
    return True


METHODS = {"sendMessage": send_message, "sendLocation": send_location, "sendChatAction": send_chat_action}
