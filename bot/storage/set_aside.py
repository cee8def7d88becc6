"""Work that failed too often and stands aside: updates and alarms, by number and without a word of people."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.instant import from_ms
from bot.storage import alarms, inbox
from bot.storage.engine.database import Transaction

Kind = Literal["update", "alarm"]


@dataclass(frozen=True, slots=True)
class SetAside:
    """An update since it was received, or an alarm since it fell due; `error` is the class of what it failed with last."""

    kind: Kind
    id: int
    since: datetime
    tries: int
    error: str


async def everything(tx: Transaction) -> list[SetAside]:
    """Return all that stands aside, longest ago first."""
    rows = await tx.all("set_aside.all")
    return [
        SetAside(row["kind"], row["id"], from_ms(row["since"]), row["attempts"], row["last_error"] or "")
        for row in rows
    ]


async def put_back(tx: Transaction, kind: Kind, number: int) -> bool:
    """Have it tried again, as often as anything new; return whether it stood aside."""
    return await (inbox.try_again(tx, number) if kind == "update" else alarms.try_again(tx, number))
