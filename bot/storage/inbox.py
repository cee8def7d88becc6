"""The way in: every update that a channel sent, as a row, until its effects are committed.

A repeated update is known by its id in the *set* of ids received from its account. There is no high-water mark:
update 12 may be committed before update 11, and 11 must not be dropped for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.domain.identity import Address
from bot.domain.instant import to_ms
from bot.storage import codec
from bot.storage.engine import vault
from bot.storage.engine.database import Transaction

BELL = "inbox"
"""Rung when updates were received."""
TRIES = 3
"""An update, or an alarm, that fails so often is set aside, and what stands behind it goes on."""
PAUSES = (timedelta(seconds=1), timedelta(seconds=5))
"""How long to wait after the first and after the second failure: the cause may pass."""
EACH = timedelta(seconds=10)
"""What an update takes of its chat's turns: whoever sends more often than that waits behind whoever does not."""
LATELY = 6 * EACH
"""How far what was handled already may put a chat behind others: six updates."""
SAID = ("message", "edited_message")
"""Kinds of updates that are words; a tap is none."""
REMEMBER_DONE = timedelta(hours=48)
"""Telegram repeats an update for 24 hours at most; twice that is on the safe side."""
KEEP_SET_ASIDE = timedelta(days=30)
"""An admin has so long to look at an update that could not be handled, unless the configuration says otherwise."""


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One update in hand, with the chat that is its lane; `attempts` counts the tries that failed."""

    id: int
    update_id: int
    address: Address
    attempts: int
    update: dict[str, Any]
    received_at: int = 0
    """When it was received, in milliseconds since 1970."""
    sent_at: int = 0
    """When its words were sent; a tap when it was received."""
    thoughts: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was thought of it beside its transaction."""


def lane(update: Mapping[str, Any]) -> int:
    """Return the chat in which the update's effects must stay in order, else the person's id, else 0."""
    for content in update.values():
        if isinstance(content, Mapping):
            message = content.get("message")
            holders = (content, message if isinstance(message, Mapping) else {})
            ids = (_id(holder.get(key)) for holder in holders for key in ("chat", "from", "user"))
            return next((number for number in ids if number is not None), 0)
    return 0


def _id(person: object) -> int | None:
    number = person.get("id") if isinstance(person, Mapping) else None
    return number if _is_number(number) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63


async def receive(tx: Transaction, account: int, updates: Sequence[Mapping[str, Any]], now: datetime) -> int:
    """Keep the updates and return how many were new; what has no usable `update_id` is left out."""
    rows = [
        _row(account, update, now)
        for update in updates
        if isinstance(update, Mapping) and _is_number(update.get("update_id"))
    ]
    new = await _keep(tx, rows)
    left = [row for row in rows if row["update_id"] not in new]
    if left:
        lanes = sorted({row["external_id"] for row in left})  # all in one order: nobody waits for each other
        await tx.many("inbox.open_lane", [{"account": account, "external_id": lane} for lane in lanes])
        new |= await _keep(tx, left)
    if new:
        tx.ring(BELL)
    return len(new)


async def _keep(tx: Transaction, rows: Sequence[Mapping[str, Any]]) -> set[int]:
    """Keep the updates that are new and whose lane is known; their ids."""
    return {row["update_id"] for row in await tx.many("inbox.receive", rows)}


def _row(account: int, update: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "account": account,
        "external_id": str(lane(update)),
        "update_id": update["update_id"],
        "now": to_ms(now),
        "sent_at": _sent_at(update, now),
        "body": codec.write(update, codec.place(vault.HOUSE, "inbox.body", account, update["update_id"])),
        "each": EACH // timedelta(milliseconds=1),
        "lately": LATELY // timedelta(milliseconds=1),
        "said": int(any(kind in update for kind in SAID)),
    }


def _sent_at(update: Mapping[str, Any], now: datetime) -> int:
    """When words were sent, or edited, in milliseconds since 1970; what was received later than that has waited at Telegram."""
    said = (update[kind] for kind in SAID if isinstance(update.get(kind), Mapping))
    content: Mapping[str, Any] = next(said, {})
    seconds: Any = content.get("edit_date", content.get("date"))
    return min(to_ms(now), 1000 * seconds) if _is_number(seconds) and seconds > 0 else to_ms(now)


async def take_next(tx: Transaction, account: int, now: datetime) -> InboxItem | None:
    """Take the oldest due update of the free chat whose turn it is in hand; nobody else works on that chat meanwhile.

    None when nothing is due. The update is handled within this same transaction.
    """
    free = await tx.one("inbox.lock_next_lane", account=account, now=to_ms(now))
    if free is None:
        return None
    row = await tx.one("inbox.oldest_of_lane", address=free["id"])
    if row is None or row["not_before"] > to_ms(now):
        return None
    address = Address(free["id"], free["external_id"])
    update = codec.read(row["body"])
    times = row["received_at"], row["sent_at"]
    return InboxItem(row["id"], row["update_id"], address, row["attempts"], update, *times)


async def take_again(tx: Transaction, item: InboxItem) -> bool:
    """Take an update that was put off in hand again; False if somebody else has dealt with it, or tried to, meanwhile."""
    await tx.one("inbox.lock_lane", address=item.address.id)
    row = await tx.one("inbox.oldest_of_lane", address=item.address.id)
    return row is not None and (row["id"], row["attempts"]) == (item.id, item.attempts)


async def done(tx: Transaction, item: InboxItem) -> None:
    """Mark an update as handled, and forget its words: what matters of them lives in its own room."""
    await tx.change("inbox.done", id=item.id)


async def failed(
    tx: Transaction, item: InboxItem, error: str, now: datetime, pauses: Sequence[timedelta] = PAUSES
) -> bool:
    """Count one failed try, with the name of the error's class; return whether it is now set aside."""
    attempts = item.attempts + 1
    aside = attempts >= TRIES
    pause = timedelta() if aside else pauses[attempts - 1]
    counted = await tx.change(
        "inbox.failed",
        id=item.id,
        attempts=item.attempts,
        error=error,
        not_before=to_ms(now + pause),
        state="set_aside" if aside else "waiting",
    )
    return aside and counted == 1


async def put_off(tx: Transaction, item: InboxItem, until: datetime) -> None:
    """Let an update wait until then, with what stands behind it in its chat; that is no failed try."""
    await tx.change("inbox.put_off", id=item.id, until=to_ms(until))


async def heard_since(tx: Transaction, address: int, since: int) -> bool:
    """Return whether something came from a chat since an instant, in milliseconds since 1970."""
    row = await tx.one("inbox.heard_since", address=address, since=since)
    return row is not None and int(row["number"]) > 0


async def waiting(tx: Transaction) -> int:
    """Return how many updates wait to be handled."""
    row = await tx.one("inbox.waiting")
    return int(row["number"]) if row is not None else 0


async def set_aside_count(tx: Transaction) -> int:
    """Return how many updates could not be handled."""
    row = await tx.one("inbox.set_aside_count")
    return int(row["number"]) if row is not None else 0


async def try_again(tx: Transaction, item: int) -> bool:
    """Put an update that was set aside back in line; return whether there was one."""
    tx.ring(BELL)
    return await tx.change("inbox.try_again", id=item) == 1


async def shorten_waits(tx: Transaction, longest: datetime) -> int:
    """Let nothing that failed wait beyond an instant, as after a clock that was wrong; return how many did."""
    return await tx.change("inbox.shorten_waits", longest=to_ms(longest))


async def prune(tx: Transaction, now: datetime, keep_set_aside: timedelta = KEEP_SET_ASIDE) -> int:
    """Forget what is long done, and what was set aside long ago; return how many rows went."""
    return await tx.change(
        "inbox.prune",
        done_before=to_ms(now - REMEMBER_DONE),
        set_aside_before=to_ms(now - keep_set_aside),
    )
