"""Inline keyboards: buttons as Telegram takes them."""

from typing import Any

from bot.domain.answer import Lang
from bot.domain.outgoing import Button, Rows
from bot.locales import say

LONGEST_LABEL = 60
"""Characters of a label that a phone shows without cutting it in an ugly place."""


def inline(rows: Rows, lang: Lang) -> dict[str, Any]:
    """The reply_markup of an inline keyboard, its labels in a language."""
    return {"inline_keyboard": [[_button(each, lang) for each in row] for row in rows if row]}


def labels(rows: Rows, lang: Lang) -> list[str]:
    """What stands on the buttons, in reading order."""
    return [_label(each, lang) for row in rows for each in row]


def _button(button: Button, lang: Lang) -> dict[str, str]:
    return {"text": _label(button, lang), "callback_data": button.action}


def _label(button: Button, lang: Lang) -> str:
    label = say(button.label, lang, **button.params)
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
