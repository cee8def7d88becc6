"""Inline keyboards, and the codec of what their buttons carry back."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.answer import Lang
from bot.locales import say

LONGEST_DATA = 64
"""Bytes of callback data that Telegram allows on a button."""

LONGEST_LABEL = 60
"""Characters of a label that a phone shows without cutting it in an ugly place."""


def encode(action: str, *arguments: str | int) -> str:
    """An action with its arguments as callback data; ValueError if it would not fit on a button."""
    data = ":".join([action, *(str(argument) for argument in arguments)])
    if len(data.encode()) > LONGEST_DATA:
        raise ValueError(f"callback data {data!r} is longer than {LONGEST_DATA} bytes; use a shorter code")
    return data


def decode(data: str) -> tuple[str, list[str]]:
    """The action and its arguments that `encode` wrote."""
    action, *arguments = data.split(":")
    return action, arguments


def number(arguments: Sequence[str], place: int = 0) -> int:
    """The whole number at a place of the arguments; 0 for anything else, as on a button nobody made."""
    if place < len(arguments) and arguments[place].isascii() and arguments[place].isdigit():
        return int(arguments[place][:18])
    return 0


def word(arguments: Sequence[str], place: int = 0) -> str:
    """The word at a place of the arguments, empty if there is none."""
    return arguments[place] if place < len(arguments) else ""


def inline(rows: Sequence[Sequence[Mapping[str, Any]]], lang: Lang) -> dict[str, Any]:
    """The reply_markup of an inline keyboard, its labels in a language."""
    return {"inline_keyboard": [[_button(each, lang) for each in row] for row in rows if row]}


def _button(button: Mapping[str, Any], lang: Lang) -> dict[str, str]:
    label = say(button["label"], lang, **button["params"])
    if len(label) > LONGEST_LABEL:
        label = label[: LONGEST_LABEL - 1] + "…"
    return {"text": label, "callback_data": encode(*button["do"])}
