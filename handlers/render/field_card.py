"""An answer to a follow-up: only what was asked for, under the title of the entry that it is about."""

import html
from collections.abc import Sequence

from bot.domain.answer import Field, FieldAnswer, Lang
from bot.locales import say
from handlers.render.answer_card import basis, quoted


def lay_out(answers: Sequence[FieldAnswer], lang: Lang) -> str:
    """The parts as HTML, in the order in which they were asked for. Raises IndexError if there is none."""
    title = f"<b>{html.escape(answers[0].title, quote=False)}</b>"
    parts = [_part(each, lang) for each in answers]
    to_review = any(each.is_said and not each.is_reviewed for each in answers)
    review = [f"<i>{say('card.unreviewed', lang)}</i>"] if to_review else []
    return "\n\n".join([title, *parts, *review])


def _part(answer: FieldAnswer, lang: Lang) -> str:
    label = say(answer.label, lang)
    if not answer.is_said:
        return say("followup.not_said", lang, part=label)
    if answer.citations:
        return quoted(basis(answer.citations, lang))
    if not answer.has_its_own:
        return f"{say('followup.elsewhere', lang, part=label)}\n{_lines(answer)}"
    if answer.field in {Field.SHORT, Field.SIMPLER}:
        return _gist(answer, lang)
    if len(answer.lines) == 1:
        return f"<b>{label}</b>{say('card.colon', lang)}{_e(answer.lines[0])}"
    return f"<b>{label}</b>\n{_lines(answer)}"


def _gist(answer: FieldAnswer, lang: Lang) -> str:
    """The answer itself; whoever wants it simpler also hears where to begin, and who explains it: the bot has no other words for it."""
    short, *step = map(_e, answer.lines)
    if answer.field is Field.SHORT:
        return f"{short}\n\n{say('followup.unnamed', lang)}"
    said = f"<b>{say(answer.label, lang)}</b>{say('card.colon', lang)}{short}"
    first = [say("followup.first_step", lang, step=one) for one in step]
    return "\n\n".join([said, *first, say("followup.still_unclear", lang)])


def _lines(answer: FieldAnswer) -> str:
    if len(answer.lines) == 1:
        return _e(answer.lines[0])
    in_order = answer.has_its_own and answer.field is Field.STEPS
    marks = [f"{place}. " if in_order else "• " for place in range(1, len(answer.lines) + 1)]
    return "\n".join(mark + _e(line) for mark, line in zip(marks, answer.lines, strict=True))


def _e(text: str) -> str:
    return html.escape(text, quote=False)
