"""Keyboards under messages, checked as Telegram checks them."""

from typing import Any

from simulator.dialogs import Dialog
from simulator.errors import bad_request
from simulator.methods.api_call import ApiCall
from simulator.text import Json

DATA_LIMIT = 64  # bytes of callback data
_BUTTONS_LIMIT = 100
_UNREADABLE = "can't parse reply keyboard markup JSON object"
_DEEDS = {"callback_data", "url", "copy_text", "web_app", "login_url", "switch_inline_query", "pay"}
_DEEDS |= {"switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "callback_game"}


def read_markup(call: ApiCall) -> Json:
    """Return the markup, empty if none was given; raise `ApiError` 400 for one that can't be shown."""
    markup = call.params.mapping("reply_markup", _UNREADABLE) or {}
    for name in ("inline_keyboard", "keyboard"):
        if name in markup:
            _check_rows(markup[name])
    return markup


def inline_rows(markup: Json) -> list[list[Json]] | None:
    """Return the rows of an inline keyboard, checked; None if there are no buttons."""
    rows = [[_checked(button) for button in row] for row in markup.get("inline_keyboard", ()) if row]
    if sum(len(row) for row in rows) > _BUTTONS_LIMIT:
        raise bad_request("reply markup is too long")
    return rows or None


def apply_keyboard(dialog: Dialog, markup: Json) -> None:
    """Show or remove the keyboard below the person's text box."""
    if "keyboard" in markup:
        dialog.keyboard = [[_label(button) for button in row] for row in markup["keyboard"] if row]
        dialog.placeholder = markup.get("input_field_placeholder")
    elif markup.get("remove_keyboard"):
        dialog.keyboard = dialog.placeholder = None
    elif markup.get("force_reply"):
        dialog.placeholder = markup.get("input_field_placeholder")


def _check_rows(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(_UNREADABLE)


def _label(button: Any) -> str:
    text = button if isinstance(button, str) else button.get("text") if isinstance(button, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise bad_request("keyboard button text must be non-empty")
    return text


def _checked(button: Any) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    text = button.get("text")
    if not isinstance(text, str) or not text.strip():
        raise bad_request("can't parse inline keyboard button: Button text must be non-empty")
    if not _DEEDS & set(button):
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if "callback_data" in button:
        _check_data(button["callback_data"])
    if "url" in button:
        _check_url(button["url"])
    return button


def _check_data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "replace")) <= DATA_LIMIT:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(url: Any) -> None:
    schemes = ("http://", "https://", "tg://", "mailto:", "tel:")
    if not isinstance(url, str) or " " in url or not (url.startswith(schemes) or "." in url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
