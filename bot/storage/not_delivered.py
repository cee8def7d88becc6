"""What could not be delivered, or may not have been: numbers and reasons, no words."""

from datetime import datetime

from bot.domain.instant import to_ms
from bot.domain.views import Undelivered
from bot.storage.engine.database import Transaction
from bot.storage.outbox import Delivery, delivery_of

MOST_MISSED = 50
"""Notices that somebody who comes back is brought at most."""


async def listed(tx: Transaction, most: int = 50, skip: int = 0) -> list[Undelivered]:
    """Return failed and uncertain notices that were not sent again, latest first, without the first `skip`; no words."""
    rows = await tx.all("not_delivered.listed", most=most, skip=skip)
    return [Undelivered(row["id"], row["state"], row["ticket"], row["reason"] or "") for row in rows]


async def count(tx: Transaction) -> int:
    """Return how many notices failed or are uncertain, and were not sent again."""
    row = await tx.one("not_delivered.count")
    return int(row["number"]) if row is not None else 0


async def elsewhere_count(tx: Transaction, account: int) -> int:
    """Return how many notices wait for another bot account to send them."""
    row = await tx.one("not_delivered.elsewhere_count", account=account)
    return int(row["number"]) if row is not None else 0


async def missed(tx: Transaction, address: int, since: datetime) -> list[Delivery]:
    """Return what could not be brought to a chat since then, in order."""
    rows = await tx.all("not_delivered.missed", address=address, since=to_ms(since), most=MOST_MISSED)
    return [delivery_of(row) for row in rows]
