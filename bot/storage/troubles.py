"""Troubles around a bot: since when each lasts, when it was seen and told last; and when Telegram answered last."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.instant import from_ms, to_ms
from bot.domain.trouble import Trouble
from bot.storage.engine.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Lasting:
    """A trouble that has begun and not ended."""

    id: int
    trouble: Trouble
    began_at: dt.datetime
    seen_at: dt.datetime
    told_at: dt.datetime | None


async def lasting(tx: Transaction, account: int) -> dict[Trouble, Lasting]:
    """Every trouble of the account that lasts."""
    found = [_lasting(row) for row in await tx.all("troubles.lasting", account=account)]
    return {each.trouble: each for each in found}


async def begin(
    tx: Transaction, account: int, trouble: Trouble, since: dt.datetime, now: dt.datetime
) -> None:
    """Note that it has begun, unless another replica has noted it."""
    await tx.change("troubles.begin", account=account, name=trouble.value, since=to_ms(since), now=to_ms(now))


async def see(tx: Transaction, it: Lasting, now: dt.datetime) -> None:
    """Note that it lasts still."""
    await tx.change("troubles.see", id=it.id, now=to_ms(now))


async def tell(tx: Transaction, it: Lasting, now: dt.datetime) -> bool:
    """Note that admins are told; False when another replica tells them."""
    before = 0 if it.told_at is None else to_ms(it.told_at)
    return await tx.change("troubles.tell", id=it.id, before=before, now=to_ms(now)) == 1


async def end(tx: Transaction, it: Lasting) -> bool:
    """Note that it was over when it had been seen last; False when another replica noted it, or sees it still."""
    return await tx.change("troubles.end", id=it.id, seen_at=to_ms(it.seen_at)) == 1


async def last_answer(tx: Transaction, account: int) -> dt.datetime | None:
    """When Telegram answered last, as far as that was noted."""
    row = await tx.one("troubles.last_answer", account=account)
    return None if row is None else from_ms(row["at"])


async def note_answer(tx: Transaction, account: int, at: dt.datetime) -> None:
    """Note when Telegram answered last."""
    await tx.change("troubles.note_answer", account=account, at=to_ms(at))


def _lasting(row: Row) -> Lasting:
    told = row["told_at"]
    return Lasting(
        row["id"],
        Trouble(row["name"]),
        from_ms(row["began_at"]),
        from_ms(row["seen_at"]),
        None if told is None else from_ms(told),
    )
