"""What could not be delivered, or may not have been: numbers and reasons, no words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.instant import from_ms, to_ms
from bot.domain.views import Undelivered
from bot.storage.engine.database import Transaction
from bot.storage.outbox import Delivery, delivery_of

MOST_MISSED = 50
"""Notices that somebody who comes back is brought at most."""
LATELY = timedelta(days=3)
"""What failed longer ago is no news; it stays in the list."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """How many notices of a kind do not arrive, and since when the oldest does not."""

    kind: str
    number: int
    since: datetime


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


async def stuck(tx: Transaction, account: int, now: datetime, late: timedelta) -> list[Stuck]:
    """Return by kind what this account tries in vain, should have sent `late` ago, or could not deliver lately; no words."""
    bounds = {"late": to_ms(now - late), "lately": to_ms(now - LATELY)}
    rows = await tx.all("not_delivered.stuck", account=account, **bounds)
    return [Stuck(row["kind"], int(row["number"]), from_ms(row["since"])) for row in rows]


async def calls_heard(tx: Transaction, ticket: int, since: datetime) -> int:
    """Return how many calls for help in a ticket, of those written since then, have arrived."""
    values = {"ticket": ticket, "calls": f"emergency:{ticket}:%", "since": to_ms(since)}
    row = await tx.one("not_delivered.calls_heard", **values)
    return int(row["number"]) if row is not None else 0


async def missed(tx: Transaction, address: int, since: datetime) -> list[Delivery]:
    """Return what could not be brought to a chat since then, in order."""
    rows = await tx.all("not_delivered.missed", address=address, since=to_ms(since), most=MOST_MISSED)
    return [delivery_of(row) for row in rows]
