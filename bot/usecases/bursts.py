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
HEARD = 200
"""Characters of the last lines that are judged together: all of somebody's lines are kept, but each would be judged with ever more of them."""
MOST_SAID = 10
"""Whoever sent so many lines within a minute already does not tell one trouble in halves; each further one stands alone."""
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
    if caller.said_lately >= MOST_SAID:
        return None
    before = await journal.last(uow.tx, caller.person.id, uow.said_at - WITHIN, uow.said_at)
    if before is None or before.talk or normalise(before.text) == normalise(message.text):
        return None
    ending = _ending(before.text, HEARD - len(message.text))
    if not ending:
        return None
    together = uow.verdict(f"{ending}\n{message.text}")
    if together.talk or not _says_more(together, before.verdict, heard):
        return None
    whole = replace(message, text=f"{before.text}\n{message.text}", entities=())
    return Burst(whole, together, together.kind is Kind.ANSWER and together.entry == before.entry)


async def say_answered(uow: UnitOfWork, caller: Caller, question: int) -> None:
    """What was answered already is the answer to all of it: that is said, and a lawyer gets all of it with one tap."""
    await uow.tell(say(caller.person, "ask.together", ((button("button.lawyer", AskLawyer(question)),),)))


def _ending(text: str, most: int) -> str:
    """The last lines of a text that have at most so many characters together; none if the last one has more."""
    kept: list[str] = []
    for line in reversed(text.split("\n")):
        if sum(map(len, (*kept, line))) > most:
            break
        kept.append(line)
    return "\n".join(reversed(kept))


def _says_more(together: Verdict, before: str, heard: Verdict) -> bool:
    kinds = {kind.value: worth for worth, kind in enumerate(WORTH)}
    if before not in kinds or together.kind.value not in kinds:
        return False
    return kinds[together.kind.value] >= max(kinds[before], kinds.get(heard.kind.value, 0))
