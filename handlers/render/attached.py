"""What is attached, in words: "3 pictures, 1 voice message"."""

from bot.domain.answer import Lang
from bot.domain.attached import Attached
from bot.locales import say


def in_words(attached: Attached, lang: Lang) -> str:
    """Say what is attached, most familiar first; empty for nothing."""
    return say("attached.join", lang).join(_counted(name, count, lang) for name, count in attached)


def _counted(name: str, count: int, lang: Lang) -> str:
    return say(f"attached.{name}_one" if count == 1 else f"attached.{name}_many", lang, count=count)
