"""Who is heard at all: asked of every update before anything else is thought about it.

Whoever is banned, or in quarantine, was told so once; what they send after that is read by nobody and kept nowhere. In a
house for the invited, newcomers hear how to get in. Words of danger are told the first aid all the same, and what is kept
of somebody stays theirs to read and to have erased.
"""

import datetime as dt

from bot.domain.audit import AuditAct
from bot.domain.bans import BanReason
from bot.domain.dialogue import AwaitingConsent
from bot.domain.enterprise import UnifiedCode
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.storage import audit, bans, enterprises, people
from bot.usecases import banned_words, emergencies, limits, onboarding
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork


async def keeps_out(
    uow: UnitOfWork, caller: Caller, message: IncomingMessage | None = None, *, has_key: bool = False
) -> bool:
    """Whether what somebody has just sent is to be heard by nobody; they are told why, of a ban and a quarantine once.

    Nobody who works here is kept out. `has_key`: it brings the key of an invitation along, which is looked at first.
    """
    if caller.person.roles:
        return False
    if caller.ban is None and caller.said_lately >= uow.policy.quarantine_after_messages:
        await _quarantine(uow, caller)
    elif caller.ban is None:
        if has_key or not await _is_uninvited(uow, caller):
            return False
        await _tell_how_to_get_in(uow, caller, message)
    if message is not None and message.text:
        await emergencies.tell_kept_out(uow, caller, message)
    return True


async def _quarantine(uow: UnitOfWork, caller: Caller) -> None:
    """Nobody hears them for a while; an admin may lift it."""
    until = uow.now + dt.timedelta(minutes=uow.policy.quarantine_minutes)
    reason, person = BanReason.FLOOD, caller.person
    await bans.put(uow.tx, person.id, reason, by=None, now=uow.now, until=until)
    audit.note(uow.tx, AuditAct.BANNED, uow.now, person=person.id, why=reason.value)
    await banned_words.tell(uow, person, "ban.quarantined", reason, until)


async def _is_uninvited(uow: UnitOfWork, caller: Caller) -> bool:
    """Whether a house for the invited has nothing of somebody: no consent, no seat, no invitation, and none of a listed enterprise."""
    person, dialogue = caller.person, caller.dialogue
    if uow.policy.access == "open" or person.is_known or person.seat is not None:
        return False
    if dialogue is not None and isinstance(dialogue.step, AwaitingConsent) and dialogue.is_fresh(uow.now):
        return False
    return not await people.was_invited(uow.tx, person.id)


async def _tell_how_to_get_in(uow: UnitOfWork, caller: Caller, message: IncomingMessage | None) -> None:
    """Tell a newcomer how to get in; whoever types the credit code of an enterprise on the bureau's list is asked for consent.

    That proves nothing of the enterprise, which stays unverified. Whoever tries very fast is told nothing.
    """
    if limits.is_too_fast(caller):
        return
    code = UnifiedCode.parse(message.text) if message is not None else None
    if not isinstance(code, UnifiedCode):
        await uow.tell(say(caller.person, "access.invited_only"))
    elif await enterprises.is_listed(uow.tx, str(code)):
        await onboarding.ask_consent(uow, caller.person)
    else:
        await uow.tell(say(caller.person, "access.not_listed"))
