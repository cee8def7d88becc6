"""Inline keyboards: buttons as Telegram takes them."""

from dataclasses import replace
from typing import Any

from bot.domain.answer import Lang
from bot.domain.button_data import stamped
from bot.domain.outgoing import Button, Call, Rows
from handlers.labels import label


def inline(rows: Rows, lang: Lang) -> dict[str, Any]:
    """The reply_markup of an inline keyboard, its labels in a language."""
    return {"inline_keyboard": [[_button(each, lang) for each in row] for row in rows if row]}


def of_epoch(call: Call, epoch: str) -> Call:
    """A call whose buttons bear the epoch of the database, so that they do nothing once a backup of it was restored."""
    markup = call.params.get("reply_markup")
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        return call
    rows = [[_stamped(each, epoch) for each in row] for row in markup["inline_keyboard"]]
    return replace(call, params={**call.params, "reply_markup": {**markup, "inline_keyboard": rows}})


def _stamped(button: dict[str, str], epoch: str) -> dict[str, str]:
    data = button.get("callback_data")
    return button if data is None else {**button, "callback_data": stamped(data, epoch)}


def _button(button: Button, lang: Lang) -> dict[str, str]:
    return {"text": label(button, lang), "callback_data": button.action}
