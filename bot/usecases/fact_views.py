"""What an owner told before their ticket was sent, for whoever may read it."""

from bot.domain.answer import Lang
from bot.domain.facts import WEEK, Fact, State, ToldFact
from bot.domain.outgoing import Sentence
from bot.domain.ticket import Ticket
from bot.locales import to_traditional
from bot.storage import facts
from bot.usecases.unit_of_work import UnitOfWork


def question(fact: Fact, lang: Lang) -> str:
    """What is asked for, in a language."""
    text = fact.asked.text(lang)
    return to_traditional(text) if lang == "zh-Hant" else text


async def told_in(uow: UnitOfWork, ticket: Ticket, lang: Lang) -> tuple[ToldFact, ...]:
    """The facts that its owner told for a ticket, in order, for a reader of this language."""
    found = await facts.of_ticket(uow.tx, ticket.id)
    return tuple(_told(each, lang) for each in found if each.state is State.TOLD)


async def typed_in(uow: UnitOfWork, ticket: Ticket) -> frozenset[int]:
    """The messages of a ticket that told a fact."""
    found = await facts.of_ticket(uow.tx, ticket.id)
    return frozenset(each.message for each in found if each.message is not None)


def noted(fact: Fact, told: str, lang: Lang) -> Sentence:
    """What stands in place of a question whose button was tapped; nothing told is skipped."""
    word, day = _read(told or "skipped")
    asked = question(fact, lang)
    if word and not day:
        return Sentence("fact.noted", {"asked": asked}, fills={"told": word})
    return Sentence("fact.noted_week" if word else "fact.noted", {"asked": asked, "told": day})


def _told(fact: Fact, lang: Lang) -> ToldFact:
    return ToldFact(question(fact, lang), *_read(fact.word), fact.words)


def _read(word: str) -> tuple[str, str]:
    """The key of what was tapped, and the day that is meant; either may be empty."""
    if word[:1].isdecimal():
        return "", word
    if word.startswith(WEEK) and word[1:2].isdecimal():
        return "fact.week", word[1:]
    return f"told.{word}" if word else "", ""
