"""Who is heard at all: asked of every update before anything else is thought about it.

Whoever is banned, or in quarantine, was told so once; what they send after that is read by nobody and kept nowhere. Words
of danger are told the first aid all the same, and what is kept of somebody stays theirs to read and to have erased.
"""

import datetime as dt

from bot.domain.audit import AuditAct
from bot.domain.bans import BanReason
from bot.domain.identity import Caller
from bot.domain.message import IncomingMessage
from bot.storage import audit, bans
from bot.usecases import banned_words, emergencies
from bot.usecases.unit_of_work import UnitOfWork


async def keeps_out(uow: UnitOfWork, caller: Caller, message: IncomingMessage | None = None) -> bool:
    """Whether what somebody has just sent is to be heard by nobody; the first who floods beyond all limits is told so.

    Nobody who works here is kept out.
    """
    if caller.person.roles:
        return False
    if caller.ban is None and caller.said_lately < uow.policy.quarantine_after_messages:
        return False
    if caller.ban is None:
        await _quarantine(uow, caller)
    if message is not None and message.text:
        await emergencies.tell_kept_out(uow, caller, message)
    return True


async def _quarantine(uow: UnitOfWork, caller: Caller) -> None:
    """Nobody hears them for a while; an admin may lift it."""
    until = uow.now + dt.timedelta(minutes=uow.policy.quarantine_minutes)
    reason, person = BanReason.FLOOD, caller.person
    await bans.put(uow.tx, person.id, reason, by=None, now=uow.now, until=until)
    await audit.note(uow.tx, AuditAct.BANNED, uow.now, person=person.id, why=reason.value)
    await banned_words.tell(uow, person, "ban.quarantined", reason, until)
