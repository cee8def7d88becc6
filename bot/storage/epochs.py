"""The epochs of a database: one from when it was made, and a new one from each time that a backup was restored into it.

Numbers of tickets, questions and notices leave the house on buttons and in words, and a restore takes the database back to before
some of them were given away. So every button bears the epoch; `restored` says what else is put right.
"""

import datetime as dt
import secrets
from dataclasses import dataclass

from bot.domain.button_data import EPOCH_LENGTH
from bot.domain.instant import from_ms, to_ms
from bot.storage.engine.database import Transaction


@dataclass(frozen=True, slots=True)
class Restore:
    """What a restore left in doubt: counts, no words."""

    epoch: int
    backup_at: dt.datetime
    """When the last thing happened that stands in the backup."""
    uncertain: int
    """Notices that waited then, and may have been said since."""
    updates: int
    """Updates that waited then, and may have been dealt with since."""
    invitations: int
    """Invitations that were open then, and may have been used since."""


def new() -> str:
    """A word that no other epoch has."""
    return secrets.token_urlsafe(EPOCH_LENGTH)[:EPOCH_LENGTH]


async def current(tx: Transaction, now: dt.datetime) -> str:
    """The epoch that holds; a database that has none begins its first."""
    await tx.change("epochs.first", epoch=new(), now=to_ms(now))
    row = await tx.one("epochs.latest")
    assert row is not None
    return str(row["epoch"])


async def untold(tx: Transaction, now: dt.datetime) -> Restore | None:
    """The restore of which nobody has been told yet, once: whoever asks tells it."""
    row = await tx.one("epochs.latest")
    if row is None or not await tx.change("epochs.told", id=row["id"], now=to_ms(now)):
        return None
    counts = {name: int(row[name]) for name in ("uncertain", "updates", "invitations")}
    return Restore(row["id"], from_ms(row["backup_at"]), **counts)
