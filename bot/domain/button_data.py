"""How an action is written into the data of a button."""

import dataclasses
from dataclasses import dataclass
from typing import ClassVar

MOST_BYTES = 64
"""Bytes of callback data that Telegram allows on a button (Bot API, InlineKeyboardButton)."""
EPOCH_LENGTH = 6
"""Characters of an epoch: 36 random bits."""
LONGEST_DATA = MOST_BYTES - EPOCH_LENGTH - 1
"""Bytes of an action, which leave room for the stamp of its epoch."""
LONGEST_NUMBER = 15
"""Digits of a number on a button: more rows than any database will hold."""
MARK = ":"
"""Stands between the name of an action and its values."""
EPOCH_MARK = "@"
"""Stands before the epoch."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action; its fields are whole numbers or words without a colon."""

    name: ClassVar[str] = ""

    @property
    def names_rows(self) -> bool:
        """Whether it says numbers, which mean something in one database only, and only until a backup is restored."""
        return any(field.type is int for field in dataclasses.fields(self))

    def pack(self) -> str:
        """The data of a button that does this; ValueError if it would not fit or not come back as it was."""
        values = [str(getattr(self, field.name)) for field in dataclasses.fields(self)]
        data = MARK.join([self.name, *values])
        if len(data.encode()) > LONGEST_DATA or any(MARK in value for value in values):
            raise ValueError(
                f"{data!r} does not fit on a button: {LONGEST_DATA} bytes, no {MARK!r} in a word"
            )
        return data


def stamped(data: str, epoch: str) -> str:
    """The data of a button with the epoch of the database whose numbers it says; no epoch, no stamp."""
    return f"{data}{EPOCH_MARK}{epoch}" if epoch else data


def unstamped(data: str) -> tuple[str, str]:
    """The data without its stamp, and the epoch; the latter is empty on a button that bears none."""
    packed, mark, epoch = data.rpartition(EPOCH_MARK)
    return (packed, epoch) if mark else (data, "")
