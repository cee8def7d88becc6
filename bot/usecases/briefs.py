"""What the butler said to a question before it became a ticket, told to whoever may read the ticket."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.answer import Lang
from bot.knowledge import answers
from bot.knowledge.live import Knowledge
from bot.matching.decision.verdict import Kind
from bot.storage.journal import Question

NOT_ASKED = "bot.not_asked"
EMERGENCY = "bot.emergency"
PICKED = "bot.picked"
UNANSWERED: Mapping[Kind, str] = {
    Kind.CLARIFY: "bot.asked_back",
    Kind.ESCALATE: "bot.no_entry",
    Kind.DECLINE: "bot.declined",
    Kind.REFUSE: "bot.refused",
    Kind.REPHRASE: "bot.not_understood",
    Kind.CHAT: "bot.not_understood",
}
"""Why the butler did not answer, by its verdict."""
ANSWERED: Mapping[Kind, str] = {Kind.ANSWER: "bot.answered", Kind.FOLLOWUP: "bot.answered"}


@dataclass(frozen=True, slots=True)
class BotReply:
    """What the butler said: the key of a sentence, and the titles of the entries that it speaks of."""

    key: str
    titles: str = ""


def reply_to(knowledge: Knowledge, question: Question | None, lang: Lang) -> BotReply:
    """What the butler said to a question, in the reader's language; without a question it was not asked.

    An entry that is no longer in the knowledge is named by its id.
    """
    if question is None:
        return BotReply(NOT_ASKED)
    kind = Kind(question.verdict)
    if question.urgent:
        return BotReply(EMERGENCY)
    if question.entry is not None:
        return BotReply(ANSWERED.get(kind, PICKED), _titles(knowledge, [question.entry], lang))
    if kind is Kind.CLARIFY:
        offered = [entry for entry, _ in question.candidates]
        return BotReply(UNANSWERED[kind], _titles(knowledge, offered, lang))
    return BotReply(UNANSWERED.get(kind, UNANSWERED[Kind.ESCALATE]))


def _titles(knowledge: Knowledge, entries: list[str], lang: Lang) -> str:
    known = dict(answers.titles(knowledge, entries, lang))
    return " / ".join(known.get(entry, entry) for entry in entries)
