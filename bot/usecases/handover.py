"""The second consent: that words may be passed on to lawyers, asked for with the first ticket, once.

Passing personal information on wants a consent of its own (Personal Information Protection Law, article 23). An emergency does
not wait for it: protecting life, health and property in one needs no consent (article 13, paragraph 1, item 4).
"""

from dataclasses import replace

from bot.domain.identity import Caller
from bot.domain.outgoing import Sentence
from bot.storage import people
from bot.usecases import buttons, drafts
from bot.usecases.unit_of_work import UnitOfWork


async def agree(uow: UnitOfWork, caller: Caller, question_id: int, card: int) -> Sentence | None:
    """Note the consent and pass on what it was asked for; a second tap does nothing."""
    if not await buttons.spend(uow, caller, card):
        return None
    await people.agree_to_hand_over(uow.tx, caller.person.id, uow.now)
    caller = replace(caller, person=replace(caller.person, handover_at=uow.now))
    if question_id:
        return await drafts.ask_lawyer(uow, caller, question_id)
    await drafts.send_draft(uow, caller, card)
    return None
