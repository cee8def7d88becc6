"""What stands on a button."""

from bot.domain.answer import Lang
from bot.domain.reply import Button, Rows
from bot.locales import say

LONGEST_LABEL = 60
"""Characters of a label that a phone shows without cutting it in an ugly place."""


def label(button: Button, lang: Lang) -> str:
    """The words on one button, cut where they would be too long."""
    words = say(button.label, lang, **button.params)
    return words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1] + "…"


def labels(rows: Rows, lang: Lang) -> list[str]:
    """What stands on the buttons, in reading order."""
    return [label(each, lang) for row in rows for each in row]
