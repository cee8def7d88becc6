"""The same question sent twice within minutes is one question, and one ticket."""

import datetime as dt
import re
import unicodedata

from bot.domain.identity import Caller
from bot.domain.outgoing import Rows
from bot.matching.decision.verdict import Kind, Verdict
from bot.storage import journal, tickets
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

SAME_WITHIN = dt.timedelta(minutes=5)
"""Somebody who sends the same words again so soon wonders whether they arrived; later they may want them answered anew."""

REPEATED = (Kind.ANSWER, Kind.CLARIFY, Kind.ESCALATE, Kind.DECLINE)
"""Verdicts that need not be said twice; a greeting is greeted back each time, and an alarm is never passed over."""

_MARKS = re.compile(r"[\W_]+")


async def earlier(uow: UnitOfWork, caller: Caller, text: str, verdict: Verdict) -> int | None:
    """The same question as it was asked some minutes ago and judged the same; None if it was not, or its ticket is closed."""
    if verdict.kind not in REPEATED or verdict.urgent:
        return None
    since, until, bare = uow.said_at - SAME_WITHIN, uow.said_at, _bare(text)
    for number, words in await journal.judged(uow.tx, caller.person.id, verdict.kind.value, since, until):
        if _bare(words) == bare:
            ticket = await tickets.by_question(uow.tx, number)
            return number if ticket is None or ticket.is_open else None
    return None


async def answer(uow: UnitOfWork, caller: Caller, question: int, rows: Rows) -> None:
    """Say kindly where the earlier question stands, with the buttons that it had."""
    ticket = await tickets.by_question(uow.tx, question)
    if ticket is None:
        await uow.tell(say(caller.person, "ask.same", rows))
    else:
        await uow.tell(say(caller.person, "ticket.already", ticket=ticket.id, number=ticket.id))


def _bare(text: str) -> str:
    """The words without what makes no difference: width, case, spaces and marks."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())
