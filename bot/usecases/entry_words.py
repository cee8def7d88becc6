"""What a lawyer sends an owner of an entry: its short answer, time limit and legal basis, and who has checked it."""

from bot.domain.answer import AnswerCard, Lang
from bot.locales import say
from bot.usecases.citations import cited

MARK = "📖 "
"""Before the title: these are not the lawyer's own words."""


def entry_words(card: AnswerCard, lang: Lang) -> str:
    """An entry as plain text, which may be kept and sent on like anybody's words. An unreviewed one says so at its end."""
    label = say("card.time_limit", lang) + say("card.colon", lang)
    limit = label + card.time_limit if card.time_limit else ""
    first = (limit, card.short) if card.is_pressing else (card.short, limit)
    basis = "\n".join(cited(each, lang) for each in card.citations)
    law = f"{say('card.basis', lang)}\n{basis}" if basis else ""
    return "\n\n".join(filter(None, (MARK + card.title, *first, law, _checked(card, lang))))


def _checked(card: AnswerCard, lang: Lang) -> str:
    if card.reviewed_by and card.reviewed_on:
        return say("card.reviewed", lang, by=card.reviewed_by, on=card.reviewed_on)
    return say("card.unreviewed", lang)
