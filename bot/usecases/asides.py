"""A question of its own, asked while a ticket is open: it gets its answer, and a button that puts it into the ticket."""

from collections.abc import Sequence

from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import Sentence
from bot.domain.sides import asks_in
from bot.domain.ticket import Act, Ticket, may
from bot.knowledge.follow_ups import Before, decided
from bot.matching.decision.verdict import Kind
from bot.matching.text.normal_form import normalise
from bot.matching.text.segments import asks
from bot.storage import thread, tickets
from bot.usecases import drafts, questions, ticket_thread
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

MOST_TICKETS = 3
"""Open tickets for which an answer has a button."""


async def answered(
    uow: UnitOfWork, caller: Caller, beside: Sequence[Ticket], message: IncomingMessage
) -> bool:
    """Whether a message is plainly a question with a sure answer, which it got; else it may be words for a ticket."""
    if message.kind != "text" or message.forwarded or not _asks(message.text):
        return False
    verdict = decided(uow.knowledge, uow.heard(message.text), Before(), uow.policy.unreviewed)
    if verdict.kind is not Kind.ANSWER:  # "and how much is that?" leans on what the lawyer said
        return False
    await questions.ask(uow, caller, message, verdict, beside=[ticket.id for ticket in beside[:MOST_TICKETS]])
    return True


async def answer_caption(uow: UnitOfWork, caller: Caller, message: IncomingMessage) -> None:
    """Answer what is asked under a file, or ask back; the file itself waits in the draft, and goes along to a lawyer."""
    if message.forwarded or not _asks(message.text):
        return
    verdict = decided(uow.knowledge, uow.heard(message.text), Before(), uow.policy.unreviewed)
    if verdict.kind in (Kind.ANSWER, Kind.CLARIFY):
        await questions.ask(uow, caller, message, verdict)


async def add(uow: UnitOfWork, caller: Caller, ticket_id: int, question_id: int) -> Sentence | None:
    """Put a question that the butler has answered into a ticket, too."""
    question = await questions.own_question(uow, caller.person, question_id)
    ticket = await tickets.find(uow.tx, ticket_id)
    if ticket is None or question is None or not question.text or not asks_in(caller.person, ticket):
        await uow.tell(say(caller.person, "tap.unknown"))
        return None
    if not may(caller.person, ticket, Act.ASK):
        return Sentence("ticket.is_closed", {"number": ticket_id})
    written = await thread.by_source(uow.tx, question.address, question.message_id)
    if ticket.question == question.id or written is not None:
        return Sentence("ticket.already_short", {"number": ticket_id})
    words = IncomingMessage(question.message_id, "text", question.text)
    kept = await ticket_thread.from_owner(uow, caller, ticket, words)
    if kept is not None:
        await drafts.keep_talking(uow, caller, kept)
    return None


def _asks(text: str) -> bool:
    return text.rstrip().endswith(questions.QUESTION_ENDS) or asks(text) or asks(normalise(text))
