"""An answer as an owner reads it: the short answer and the time limit first; the rest unfolds; who has checked it last.

Folded, each answer fits one screen of a phone together with its buttons.
"""

import html
from collections.abc import Sequence

from bot.domain.answer import AnswerCard, Citation, Lang
from bot.locales import say
from bot.usecases.citations import cited


def lay_out(card: AnswerCard, lang: Lang, also: tuple[str, ...] = ()) -> str:
    """The card as HTML, with what else was asked (`also`). Parts that the entry leaves out are not named.

    Where it presses, the time limit comes before the answer, and when to see a lawyer first of the rest.
    """
    title, limit = f"<b>{_e(card.title)}</b>", _labelled("card.time_limit", card.time_limit, lang)
    short = _e(card.short)
    first = (_together(title, limit), short) if card.is_pressing else (_together(title, short), limit)
    besides = _listed("card.also", also, lang)
    return _apart(*first, quoted(_rest(card, lang), expandable=True), besides, _review(card, lang))


def _rest(card: AnswerCard, lang: Lang) -> str:
    """What to do, what is needed for it, and what it rests on."""
    lawyer = _labelled("card.lawyer_when", card.lawyer_when, lang)
    return _apart(
        lawyer if card.is_pressing else "",
        _listed("card.steps", card.steps, lang, numbered=True),
        _listed("card.materials", card.materials, lang),
        _together(_labelled("card.fee", card.fee, lang), _labelled("card.decided_by", card.decided_by, lang)),
        _listed("card.notes", card.notes, lang),
        "" if card.is_pressing else lawyer,
        basis(card.citations, lang),
    )


def _together(*parts: str) -> str:
    """The parts that there are, each on a line of its own."""
    return "\n".join(filter(None, parts))


def _apart(*parts: str) -> str:
    """The parts that there are, a blank line between them."""
    return "\n\n".join(filter(None, parts))


def _listed(key: str, lines: tuple[str, ...], lang: Lang, *, numbered: bool = False) -> str:
    if not lines:
        return ""
    marks = [f"{place}. " for place in range(1, len(lines) + 1)] if numbered else ["• "] * len(lines)
    return "\n".join(
        [f"<b>{say(key, lang)}</b>", *(mark + _e(line) for mark, line in zip(marks, lines, strict=True))]
    )


def _labelled(key: str, text: str | None, lang: Lang) -> str:
    return f"<b>{say(key, lang)}</b>{say('card.colon', lang)}{_e(text)}" if text else ""


def basis(citations: Sequence[Citation], lang: Lang) -> str:
    """What an answer rests on; empty where it cites nothing."""
    if not citations:
        return ""
    return "\n".join([f"<b>{say('card.basis', lang)}</b>", *(_e(cited(each, lang)) for each in citations)])


def quoted(text: str, *, expandable: bool = False) -> str:
    """A text, which is HTML already, as a quotation; of an expandable one the first lines show until it is tapped."""
    return f"<blockquote{' expandable' * expandable}>{text}</blockquote>" if text else ""


def _review(card: AnswerCard, lang: Lang) -> str:
    if card.reviewed_by and card.reviewed_on:
        text = say("card.reviewed", lang, by=_e(card.reviewed_by), on=card.reviewed_on)
    else:
        text = say("card.unreviewed", lang)
    return f"<i>{text}</i>"


def _e(text: str) -> str:
    return html.escape(text, quote=False)
