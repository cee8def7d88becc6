"""Changing what was said: edits, deletions, answers to tapped buttons."""

from simulator.dialogs import Dialog, Toast
from simulator.errors import bad_request
from simulator.messages import CAPTIONED, REPLACEABLE, Content, Message, share_album
from simulator.methods.api_call import ApiCall
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


def _own(call: ApiCall) -> tuple[Dialog, Message]:
    dialog = call.open_dialog()
    message = call.message(dialog, "message to edit not found")
    if not message.from_bot or message.origin is not None or message.has_keyboard:
        raise bad_request("message can't be edited")
    return dialog, message


def _change(call: ApiCall, dialog: Dialog, message: Message, content: Content) -> Json:
    buttons = inline_rows(read_markup(call))
    if content == message.content and buttons == message.buttons:
        raise bad_request(_SAME)
    if content != message.content:
        message.edited = call.world.clock.stamp()
    message.content, message.buttons = content, buttons
    call.world.changed(call.bot, dialog, message)
    return call.show(dialog, message)


def edit_message_text(call: ApiCall) -> Json:
    """Replace the text and the buttons."""
    dialog, message = _own(call)
    if message.content.kind != "text":
        raise bad_request("there is no text in the message to edit")
    options = call.params.mapping("link_preview_options", "can't parse link preview options JSON object")
    media = {"link_preview_options": options} if options else {}
    return _change(call, dialog, message, Content("text", call.message_text(), media))


def edit_message_caption(call: ApiCall) -> Json:
    """Replace the caption and the buttons."""
    dialog, message = _own(call)
    old = message.content
    if old.kind not in CAPTIONED:
        raise bad_request("there is no caption in the message to edit")
    return _change(call, dialog, message, Content(old.kind, call.caption(), old.media, old.file))


def edit_message_media(call: ApiCall) -> Json:
    """Replace the file, its caption and the buttons; words become a caption."""
    if not call.params.has("media"):
        raise bad_request('parameter "media" is required')
    item = call.params.object("media", "can't parse input media JSON object")
    dialog, message = _own(call)
    content = item_content(call, item)
    if message.content.kind not in {"text", *REPLACEABLE}:
        raise bad_request("there is no media in the message to edit")
    if message.album and not share_album(message.content.kind, content.kind):
        raise bad_request("can't use the media of the specified type in the album")
    return _change(call, dialog, message, content)


def edit_message_reply_markup(call: ApiCall) -> Json:
    """Replace the buttons only."""
    dialog, message = _own(call)
    return _change(call, dialog, message, message.content)


def delete_message(call: ApiCall) -> bool:
    """Take a message away on both sides."""
    dialog = call.known_dialog()
    message = call.message(dialog, "message to delete not found")
    _check_age(call, message)
    _delete(call, dialog, message)
    return True


def delete_messages(call: ApiCall) -> bool:
    """Take several messages away; those that are gone are left out."""
    dialog = call.known_dialog()
    found = [message for message in map(dialog.find, call.message_ids()) if message is not None]
    for message in found:
        _check_age(call, message)
    for message in found:
        _delete(call, dialog, message)
    return True


def _check_age(call: ApiCall, message: Message) -> None:
    if call.world.clock.stamp() - message.date > DELETE_WITHIN_S:
        raise bad_request("message can't be deleted")


def _delete(call: ApiCall, dialog: Dialog, message: Message) -> None:
    message.deleted = True
    call.world.changed(call.bot, dialog, message)


def answer_callback_query(call: ApiCall) -> bool:
    """End the waiting of a tapped button, with a short text or without."""
    query_id, text = call.params.text("callback_query_id"), call.params.text("text")
    query = call.bot.queries.get(query_id)
    now = call.world.clock.stamp()
    if query is None or now - query.date > QUERY_LIFETIME_S:
        raise bad_request(_OLD_QUERY)
    if len(text) > _TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    del call.bot.queries[query_id]
    dialog = call.bot.dialogs[query.chat_id]
    url = call.params.text("url") or None
    toast = Toast(query_id, text, call.params.flag("show_alert"), url, now, dialog.change + 1)
    dialog.toasts.append(toast)
    call.world.noticed(call.bot, "toast", dialog)
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
