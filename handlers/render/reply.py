"""How what is said because of a verdict looks: as HTML for a message, and as plain text for the command line."""

import html
import re
from typing import Any

from bot.domain.answer import Lang
from bot.domain.reply import AnswerShown, FieldsShown, Offered, Option, Reply, Sentence
from bot.locales import say
from handlers.labels import labels
from handlers.render import answer_card, field_card


def plain(reply: Reply, lang: Lang) -> str:
    """What a person reads, without formatting: the text, and a line of options for its buttons."""
    text = html.unescape(re.sub(r"<[^>]+>", "", lay_out(reply, lang)))
    shown = labels(reply.rows, lang)
    return text + ("\n\n" + "  ".join(f"[{label}]" for label in shown) if shown else "")


def lay_out(reply: Reply, lang: Lang) -> str:
    """A reply as HTML; whatever fills its gaps is escaped. Raises KeyError for a sentence that does not exist."""
    if isinstance(reply, AnswerShown):
        return answer_card.lay_out(reply.card, lang, reply.also)
    if isinstance(reply, FieldsShown):
        return field_card.lay_out(reply.answers, lang)
    return (
        offered(reply.heading, reply.options.lines, lang)
        if isinstance(reply, Offered)
        else sentence(reply, lang)
    )


def sentence(content: Sentence, lang: Lang) -> str:
    """A sentence as HTML, with the one that stands below it."""
    params: dict[str, Any] = {
        name: html.escape(value, quote=False) if isinstance(value, str) else value
        for name, value in content.params.items()
    }
    params |= {name: say(key, lang) for name, key in content.fills.items()}
    text = say(content.key, lang, **params)
    return f"{text}\n{say(content.postscript, lang, **params)}" if content.postscript else text


def offered(heading: str, options: tuple[Option, ...], lang: Lang) -> str:
    """What may be meant, each with how it begins, under a heading."""
    told = ("\n".join(filter(None, (f"<b>{_e(each.title)}</b>", _e(each.beginning)))) for each in options)
    return "\n\n".join([say(heading, lang), *told])


def _e(text: str) -> str:
    return html.escape(text, quote=False)
