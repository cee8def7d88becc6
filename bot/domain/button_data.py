"""How an action is written into the data of a button."""

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

LONGEST_DATA = 64
"""Bytes of callback data that Telegram allows on a button (Bot API, InlineKeyboardButton)."""
LONGEST_NUMBER = 18
"""Digits of a number on a button; more would not fit into a row."""
MARK = ":"
"""Stands between the name of an action and its values."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action; its fields are whole numbers or words without a colon."""

    name: ClassVar[str] = ""

    def pack(self) -> str:
        """The data of a button that does this; ValueError if it would not fit or not come back as it was."""
        values = [str(getattr(self, field.name)) for field in dataclasses.fields(self)]
        data = MARK.join([self.name, *values])
        if len(data.encode()) > LONGEST_DATA or any(MARK in value for value in values):
            raise ValueError(
                f"{data!r} does not fit on a button: {LONGEST_DATA} bytes, no {MARK!r} in a word"
            )
        return data
