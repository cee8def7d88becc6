"""What an enterprise is called for somebody who decides by its name: with a mark while nobody has looked at who it is.

A credit code and a name are public. Whoever speaks for the enterprise reads their own name without the mark, in `/team` or on
what they save; there it is said in a sentence.
"""

from bot import locales
from bot.domain.answer import Lang
from bot.domain.people import Enterprise


def marked(name: str, lang: Lang, *, verified: bool, most: int | None = None) -> str:
    """A name of at most `most` characters, and the mark behind it where it is not verified; empty without a name."""
    mark = "" if verified or not name else locales.say("ticket.enterprise_unverified", lang)
    return name[:most] + mark


def called(firm: Enterprise | None, lang: Lang, *, most: int | None = None) -> str:
    """The name of an enterprise as `marked` gives it; empty for none."""
    return marked(firm.name, lang, verified=firm.is_verified, most=most) if firm is not None else ""
