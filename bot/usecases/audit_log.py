"""An admin takes the audit log of the last days along as a file: ids only, and whether its chain holds."""

import datetime as dt
import json

from bot.domain.audit import AuditAct, AuditEntry
from bot.domain.made_files import TextFile
from bot.domain.outgoing import Notice
from bot.domain.people import Person
from bot.storage import audit
from bot.usecases.messages import say
from bot.usecases.unit_of_work import UnitOfWork

FILE_NAME = "audit" + ".jsonl"
USUAL_DAYS = 30
MOST_DAYS = 3660
"""Ten years."""


async def send(uow: UnitOfWork, admin: Person, word: str = "") -> None:
    """Send the entries of so many days, `word` being their number, as JSON Lines; that it was read is noted, too."""
    days = int(word) if word.isdecimal() and len(word) < 5 else 0 if word else USUAL_DAYS  # noqa: PLR2004 -- digits of the most days
    if not 1 <= days <= MOST_DAYS:
        await uow.tell(say(admin, "audit.days", most=MOST_DAYS))
        return
    broken = await audit.first_break(uow.tx)
    entries = await audit.since(uow.tx, uow.now - dt.timedelta(days=days))
    told = {"days": days, "count": len(entries)}
    if broken is None:
        content = TextFile(FILE_NAME, _lines(entries), "audit.file", told)
    else:
        told = {**told, "number": broken.number}
        content = TextFile(FILE_NAME, _lines(entries), "audit.file_broken", told)
    await uow.tell(Notice(admin.id, content, admin.lang))
    audit.note(uow.tx, AuditAct.AUDIT_READ, uow.now, by=admin.id, days=days)


def _lines(entries: list[AuditEntry]) -> str:
    """A line of JSON for each entry; Telegram takes no empty file."""
    lines = (
        json.dumps({**each.fields(), "at": each.at.isoformat(), "hash": each.fingerprint}) for each in entries
    )
    return "\n".join(lines) + "\n"
