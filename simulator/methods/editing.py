"""Changing what was said: edits, deletions, answers to tapped buttons."""

from simulator.dialogs import Dialog, Toast
from simulator.errors import bad_request
from simulator.messages import CAPTIONED, Content, Message
from simulator.methods.api_call import Asked
from simulator.methods.markup import inline_rows, read_markup
from simulator.methods.media import item_content
from simulator.text import Json

QUERY_LIFETIME_S = 60  # how long Telegram waits for the answer to a tapped button
DELETE_WITHIN_S = 48 * 3600
_TOAST_LIMIT = 200
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_OLD_QUERY = "query is too old and response timeout expired or query ID is invalid"
_IDS = "can't parse message identifiers JSON array"


def _own(asked: Asked) -> tuple[Dialog, Message]:
    dialog = asked.open_dialog()
    message = asked.message(dialog, "message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return dialog, message


def _change(asked: Asked, dialog: Dialog, message: Message, content: Content) -> Json:
    buttons = inline_rows(read_markup(asked))
    if content == message.content and buttons == message.buttons:
        raise bad_request(_SAME)
    if content != message.content:
        message.edited = asked.world.clock.stamp()
    message.content, message.buttons = content, buttons
    asked.world.changed(asked.bot, dialog, message)
    return asked.show(dialog, message)


def edit_message_text(asked: Asked) -> Json:
    """Replace the text and the buttons."""
    dialog, message = _own(asked)
    if message.content.kind != "text":
        raise bad_request("there is no text in the message to edit")
    options = asked.params.mapping("link_preview_options", "can't parse link preview options JSON object")
    media = {"link_preview_options": options} if options else {}
    return _change(asked, dialog, message, Content("text", asked.message_words(), media))


def edit_message_caption(asked: Asked) -> Json:
    """Replace the caption and the buttons."""
    dialog, message = _own(asked)
    old = message.content
    if old.kind not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    return _change(asked, dialog, message, Content(old.kind, asked.caption(), old.media, old.file))


def edit_message_media(asked: Asked) -> Json:
    """Replace the file, its caption and the buttons."""
    dialog, message = _own(asked)
    item = asked.params.mapping("media", "can't parse InputMedia JSON object")
    return _change(asked, dialog, message, item_content(asked, item))


def edit_message_reply_markup(asked: Asked) -> Json:
    """Replace the buttons only."""
    dialog, message = _own(asked)
    return _change(asked, dialog, message, message.content)


def delete_message(asked: Asked) -> bool:
    """Take a message away on both sides."""
    dialog = asked.known_dialog()
    _delete(asked, dialog, asked.message(dialog, "message to delete not found"))
    return True


def delete_messages(asked: Asked) -> bool:
    """Take several messages away; those that are gone are left out."""
    dialog = asked.known_dialog()
    numbers = asked.params.sequence("message_ids", _IDS) or []
    found = [dialog.find(number) for number in numbers if isinstance(number, int)]
    for message in found:
        if message is not None:
            _delete(asked, dialog, message)
    return True


def _delete(asked: Asked, dialog: Dialog, message: Message) -> None:
    if asked.world.clock.stamp() - message.date > DELETE_WITHIN_S:
        raise bad_request("message can't be deleted")
    message.deleted = True
    asked.world.changed(asked.bot, dialog, message)


def answer_callback_query(asked: Asked) -> bool:
    """End the waiting of a tapped button, with a short text or without."""
    query_id, text = asked.params.text("callback_query_id"), asked.params.text("text")
    query = asked.bot.queries.get(query_id)
    now = asked.world.clock.stamp()
    if query is None or now - query.date > QUERY_LIFETIME_S:
        raise bad_request(_OLD_QUERY)
    if len(text) > _TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    del asked.bot.queries[query_id]
    dialog = asked.bot.dialogs[query.chat_id]
    url = asked.params.text("url") or None
    toast = Toast(query_id, text, asked.params.flag("show_alert"), url, now, dialog.change + 1)
    dialog.toasts.append(toast)
    asked.world.noticed(asked.bot, "toast", dialog)
    return True


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
}
