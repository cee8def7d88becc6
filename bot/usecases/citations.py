"""How a citation reads, as plain text: on an answer's card, and in what a lawyer sends on of it."""

from bot.domain.answer import Article, Citation, Lang
from bot.locales import say

_NTH = "〇一二三四五六七八九"
"""Chinese law counts inserted articles in Chinese numerals: 第276条之一."""


def cited(citation: Citation, lang: Lang) -> str:
    """A statute with its version, the articles cited, and for what matters an older version holds."""
    articles = say("card.article_join", lang).join(_article(each, lang) for each in citation.articles)
    statute, version = citation.statute, citation.version
    if articles:
        line = say("card.citation", lang, statute=statute, version=version, articles=articles)
    else:
        line = say("card.citation_whole", lang, statute=statute, version=version)
    return line + (say("card.before", lang, date=citation.before) if citation.before else "")


def _article(article: Article, lang: Lang) -> str:
    if isinstance(article, int):
        return say("card.article", lang, number=article)
    number, _, nth = article.partition("-")
    return say("card.article_inserted", lang, number=number, nth=nth if lang == "en" else _NTH[int(nth)])
