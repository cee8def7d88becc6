"""What a lawyer will want to know of a question, so that its owner can say it at once."""

from bot.domain.answer import Lang
from bot.knowledge import answers
from bot.storage.journal import Question
from bot.usecases.unit_of_work import UnitOfWork


def best_entry(question: Question) -> str | None:
    """The entry that answers a question, or is nearest to it."""
    return question.entry or (question.candidates[0][0] if question.candidates else None)


def facts_to_add(uow: UnitOfWork, question: Question | None, lang: Lang) -> str:
    """What the best entry wants to know before a lawyer is asked, as one line; empty for nothing."""
    best = best_entry(question) if question else None
    if best is None:
        return ""
    mark = "; " if lang == "en" else "；"
    return mark.join(fact.rstrip("?？。.") for fact in answers.facts_to_ask(uow.knowledge, best, lang))
