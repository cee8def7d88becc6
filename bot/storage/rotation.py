"""A new master key: all data keys are wrapped by it in one transaction, and the old one opens nothing any more."""

import datetime as dt

from bot.domain.audit import AuditAct
from bot.storage import audit
from bot.storage.engine.database import Database
from bot.storage.engine.master import Master


async def rotate(database: Database, new: Master, now: dt.datetime) -> int:
    """Wrap every data key by the new master key, and note it; how many keys. All of them, or none."""
    async with database.transaction() as tx:
        number = await tx.vault.rewrap(new)
        audit.note(tx, AuditAct.KEYS_ROTATED, now, master=new.id, keys=number)
    return number
