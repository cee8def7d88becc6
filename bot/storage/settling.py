"""What became of notices that were claimed: noted under the claim, so that whoever has taken it over is not disturbed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from bot.domain.delivery import State
from bot.domain.instant import to_ms
from bot.storage.engine.database import Transaction
from bot.storage.outbox import BELL, EACH_MS, OutboxItem


@dataclass(frozen=True, slots=True)
class Arrival:
    """A part of a notice that has arrived, and the messages that it became."""

    item: OutboxItem
    messages: tuple[int, ...]
    is_last: bool
    """Whether the notice has no further part."""


async def arrived(tx: Transaction, arrivals: Sequence[Arrival], now: datetime) -> set[int]:
    """Settle parts that have arrived: the next ones are pending, or the notices sent. The ids of those whose claims still counted."""
    every = sorted(
        arrivals, key=attrgetter("item.id")
    )  # nobody who settles several in this order waits in a ring
    await tx.many(
        "outbox.delivered", [row for each in every for row in _delivered(each.item, each.messages, now)]
    )
    parts = await tx.many("outbox.part_done", [_part_done(each.item) for each in every if not each.is_last])
    sent = [_ended(each.item, State.SENT, now) for each in every if each.is_last]
    ended = await tx.many("outbox.finish", sent)
    if parts or any(row["is_awaited"] for row in ended):
        tx.ring(BELL)
    return {row["id"] for row in (*parts, *ended)}


async def finish(
    tx: Transaction,
    item: OutboxItem,
    state: State,
    now: datetime,
    *,
    messages: Sequence[int] = (),
    reason: str | None = None,
) -> bool:
    """End the notice as failed or uncertain; the present part may have become messages. False when its claim was lost meanwhile."""
    await tx.many("outbox.delivered", _delivered(item, messages, now))
    ended = await tx.all("outbox.finish", **_ended(item, state, now, reason))
    if any(row["is_awaited"] for row in ended):
        tx.ring(BELL)
    return bool(ended)


async def postpone(tx: Transaction, item: OutboxItem, until: datetime, *, unclear: bool = False) -> bool:
    """Give the claim back until that time; `unclear` counts a try without a clear answer. False when it was lost meanwhile."""
    changed = await tx.change(
        "outbox.postpone", id=item.id, claim=item.claim, not_before=to_ms(until), unclear=int(unclear)
    )
    tx.ring(BELL)
    return changed == 1


def _delivered(item: OutboxItem, messages: Sequence[int], now: datetime) -> list[dict[str, Any]]:
    """What remembers which messages the present part became, so that replies and edits find them."""
    row = {"id": item.id, "claim": item.claim, "part": item.parts_done, "now": to_ms(now)}
    return [{**row, "message_id": each} for each in messages]


def _part_done(item: OutboxItem) -> dict[str, Any]:
    return {"id": item.id, "claim": item.claim, "doubtful": int(item.doubtful), "each": EACH_MS}


def _ended(item: OutboxItem, state: State, now: datetime, reason: str | None = None) -> dict[str, Any]:
    return {
        "id": item.id,
        "claim": item.claim,
        "state": state.value,
        "parts": 0 if state is State.FAILED else 1,
        "reason": reason,
        "doubtful": int(item.doubtful or state is State.UNCERTAIN),
        "now": to_ms(now),
    }
