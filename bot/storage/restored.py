"""What is put right in a backup before it is restored: nothing is said twice unasked, no number comes again, what is in doubt is counted.

Whatever waited in it may have been said or dealt with since: that is for people to decide. All of it is done in the copy that is
then restored, so that no database ever holds the rows without it.
"""

import datetime as dt
from collections.abc import Mapping

from bot.domain.audit import AuditAct
from bot.domain.delivery import RESTORED
from bot.domain.instant import from_ms, to_ms
from bot.storage import audit, epochs
from bot.storage.engine.database import Database, Transaction

GAPS: Mapping[str, int] = {
    "tickets": 1_000,
    "questions": 1_000_000,
    "outbox": 1_000_000,
    "messages": 1_000_000,
}
"""By so much at least the numbers of these tables go on above the highest in the backup, rounded up to whole gaps."""
REASON = RESTORED
"""Why something is uncertain or set aside."""


async def put_right(database: Database, now: dt.datetime) -> Mapping[str, int]:
    """Make a copy of a backup fit to be served; by table, above which number its numbers go on."""
    async with database.transaction() as tx:
        last = await tx.one("epochs.last_thing")
        at = from_ms(last["at"]) if last is not None and last["at"] is not None else now
        await tx.change("epochs.drop_passing", reason=REASON, now=to_ms(now))
        uncertain = await tx.change("epochs.doubt", reason=REASON, now=to_ms(now))
        updates = await tx.change("epochs.set_aside", reason=REASON, now=to_ms(now))
        invitations = await tx.change("epochs.end_invitations", now=to_ms(now))
        await tx.change("epochs.wind_anew", now=to_ms(now))
        counts = {"uncertain": uncertain, "updates": updates, "invitations": invitations}
        values = {"epoch": epochs.new(), "backup_at": to_ms(at), "now": to_ms(now)}
        await tx.change("epochs.begin", **values, **counts)
        audit.note(tx, AuditAct.RESTORED, now, **counts)
        return {table: await _number_above(tx, table, gap) for table, gap in GAPS.items()}


async def _number_above(tx: Transaction, table: str, gap: int) -> int:
    row = await tx.one(f"epochs.highest_{table}")
    highest = int(row["number"] or 0) if row is not None else 0
    above = (highest // gap + 2) * gap
    await tx.change("epochs.above", room=table, above=above)
    return above
