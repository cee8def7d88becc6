"""A lawyer asks the knowledge: the same answers as an owner reads. It is no question of the journal, and calls nobody."""

from dataclasses import replace
from typing import Final

from bot.domain.canned_actions import LookUp
from bot.domain.language import for_reply
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Rows, Shown, button
from bot.domain.people import Person
from bot.domain.pinyin import is_pinyin
from bot.knowledge import answers
from bot.matching.decision.verdict import Kind, Verdict
from bot.usecases import canned_rows, questions, replies
from bot.usecases.messages import replied, say
from bot.usecases.unit_of_work import UnitOfWork

READS: Final = "allow"
"""Lawyers read unreviewed entries whatever `answers.unreviewed` says: they are who reviews them."""


def read(uow: UnitOfWork, message: IncomingMessage) -> Verdict | None:
    """What the knowledge has for a lawyer's words: an answer, or a choice of some; None for nothing, and for a file."""
    if message.kind != "text" or is_pinyin(message.text):
        return None
    verdict = answers.settled(uow.knowledge, uow.verdict(message.text), READS)
    return verdict if verdict.kind in {Kind.ANSWER, Kind.CLARIFY} and not verdict.urgent else None


def is_sure(verdict: Verdict | None) -> bool:
    """Whether it is one answer."""
    return verdict is not None and verdict.kind is Kind.ANSWER


def ways(verdict: Verdict | None) -> Rows:
    """The button that looks up words which may mean several things; what is sure is shown without it."""
    choice = verdict is not None and verdict.kind is Kind.CLARIFY
    return ((button("button.look_up", LookUp()),),) if choice else ()


async def tell(uow: UnitOfWork, lawyer: Person, message: IncomingMessage, verdict: Verdict) -> None:
    """Show a lawyer the card, with the ways to their tickets below it, or what may be meant."""
    lang = for_reply(message.text, lawyer.lang)
    said = replied(lawyer, replies.to_question(uow.knowledge, verdict, lang, 0, READS), lang)
    if isinstance(said.content, Shown):
        rows = canned_rows.without_lawyer(said.content.rows)
        said = replace(said, content=replace(said.content, rows=rows))
    elif verdict.entry is not None:
        said = await canned_rows.below(uow, said, lawyer, replies.entry_code(verdict.entry))
    await uow.tell(questions.for_admin(said, lawyer))


async def look_up(uow: UnitOfWork, lawyer: Person, message: IncomingMessage | None) -> None:
    """Look for a lawyer's own words in the knowledge; `message` is None if they have deleted them."""
    verdict = read(uow, message) if message is not None else None
    if message is None:
        await uow.tell(say(lawyer, "tap.unknown"))
    elif verdict is None:
        await uow.tell(say(lawyer, "lookup.nothing", reply_to=message.message_id))
    else:
        await tell(uow, lawyer, message, verdict)
