"""People write in bursts: the trouble, a date, the question. What is sent within seconds is judged together.

Nobody waits for the next line: each is answered at once, and the next one is judged with those before it that were not
answered yet. The last reply so speaks for all of them, and a lawyer gets all of them.
"""

import datetime as dt
from dataclasses import dataclass, replace

from bot.domain.actions import AskLawyer
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.domain.outgoing import button
from bot.matching.decision.verdict import Kind, Verdict
from bot.matching.text.normal_form import normalise
from bot.storage import journal
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

WITHIN = dt.timedelta(seconds=10)
"""Lines that were sent so fast one after another are one question, whenever they are heard."""
WORTH = (Kind.REPHRASE, Kind.DECLINE, Kind.ESCALATE, Kind.CLARIFY, Kind.ANSWER)
"""Verdicts that may be half a question's, by how much they help, the least first."""


@dataclass(frozen=True, slots=True)
class Burst:
    """A message with the lines sent just before it, and their verdict."""

    message: IncomingMessage
    verdict: Verdict
    answered: bool
    """What was answered before is the answer to all of it."""


async def joined(uow: UnitOfWork, caller: Caller, message: IncomingMessage, heard: Verdict) -> Burst | None:
    """The message with the lines sent just before it; None where it stands alone.

    It stands alone if it is answered by itself, if it is small talk or the like, or if together they say less.
    """
    if not caller.asked_lately or message.kind != "text" or heard.talk or heard.kind is Kind.ANSWER:
        return None
    before = await journal.last(uow.tx, caller.person.id, uow.said_at - WITHIN, uow.said_at)
    if before is None or before.talk or normalise(before.text) == normalise(message.text):
        return None
    text = f"{before.text}\n{message.text}"
    together = uow.verdict(text)
    if together.talk or not _says_more(together, before.verdict, heard):
        return None
    whole = replace(message, text=text, entities=())
    return Burst(whole, together, together.kind is Kind.ANSWER and together.entry == before.entry)


async def say_answered(uow: UnitOfWork, caller: Caller, question: int) -> None:
    """What was answered already is the answer to all of it: that is said, and a lawyer gets all of it with one tap."""
    await uow.tell(say(caller.person, "ask.together", ((button("button.lawyer", AskLawyer(question)),),)))


def _says_more(together: Verdict, before: str, heard: Verdict) -> bool:
    kinds = {kind.value: worth for worth, kind in enumerate(WORTH)}
    if before not in kinds or together.kind.value not in kinds:
        return False
    return kinds[together.kind.value] >= max(kinds[before], kinds.get(heard.kind.value, 0))
