"""Facts that an owner told before a ticket was sent, as a line each: the question, and what was said to it."""

from bot.domain.answer import Lang
from bot.domain.facts import ToldFact
from bot.locales import say
from handlers.render import last_day

LONGEST = 80
"""Characters of typed words on a card; all of them stand in the transcript."""


def line(fact: ToldFact, lang: Lang, most: int | None = None) -> str:
    """A fact as plain text, with `most` characters of what was typed."""
    words = fact.words if most is None or len(fact.words) <= most else fact.words[:most] + "…"
    told = (words, say(fact.word, lang, day=_day(fact, lang)) if fact.word else _day(fact, lang))
    return f"{fact.asked} " + " · ".join(filter(None, told))


def _day(fact: ToldFact, lang: Lang) -> str:
    return last_day.day_of(fact.day, lang) if fact.day else ""
