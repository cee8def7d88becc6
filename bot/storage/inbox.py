"""The way in: every update that Telegram sent, as a row, until its effects are committed.

A repeated update is known by its id in the *set* of ids received. There is no high-water mark: update 12 may
be committed before update 11, and 11 must not be dropped for it.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.instant import from_ms, to_ms
from bot.storage.engine.database import Row, Transaction

BELL = "inbox"
"""Rung when updates were received."""
TRIES = 3
"""An update that fails so often is set aside, and its chat goes on."""
PAUSES = (timedelta(seconds=1), timedelta(seconds=5))
"""How long to wait after the first and after the second failure: the cause may pass."""
REMEMBER_DONE = timedelta(hours=48)
"""Telegram repeats an update for 24 hours at most; twice that is on the safe side."""
KEEP_SET_ASIDE = timedelta(days=30)
"""An admin has so long to look at an update that could not be handled; it still holds the person's words."""

_NOT_WRITING = frozenset(
    {"my_chat_member"}
)  # says that the bot was blocked, too: no sign that it can be reached


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One update in hand; `chat` is its lane, `attempts` counts the tries that failed."""

    update_id: int
    chat: int
    received_at: datetime
    attempts: int
    update: dict[str, Any]


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


async def receive(tx: Transaction, updates: Sequence[Mapping[str, Any]], now: datetime) -> int:
    """Keep the updates and return how many were new; what has no usable `update_id` is left out."""
    new = 0
    for update in updates:
        if not isinstance(update, Mapping) or not _is_number(update.get("update_id")):
            continue
        chat = lane(update)
        await tx.change("inbox.open_lane", chat=chat)
        body = json.dumps(update, separators=(",", ":"))  # ASCII: half a surrogate pair survives as well
        written = await tx.change(
            "inbox.receive", update_id=update["update_id"], chat=chat, now=to_ms(now), body=body
        )
        if written and not _NOT_WRITING & update.keys():
            await tx.change("inbox.reachable_again", chat=chat)
        new += written
    if new:
        tx.ring(BELL)
    return new


async def take_next(tx: Transaction, now: datetime) -> InboxItem | None:
    """Return the oldest due update of a chat that nobody else works on, and hold that chat until the commit.

    None when nothing is due. Call `done` in the same transaction; without it the update stays waiting.
    """
    while (found := await tx.one("inbox.lock_next_chat", now=to_ms(now))) is not None:
        row = await tx.one("inbox.oldest_of_chat", chat=found["chat_id"])
        if row is not None and row["not_before"] <= to_ms(now):
            return _item(row)
    return None


def _item(row: Row) -> InboxItem:
    update = json.loads(row["body"])
    return InboxItem(row["update_id"], row["chat_id"], from_ms(row["received_at"]), row["attempts"], update)


async def done(tx: Transaction, item: InboxItem) -> None:
    """Mark the update as handled and forget its words: what matters of them lives in its own room."""
    await tx.change("inbox.done", update_id=item.update_id)


async def failed(
    tx: Transaction, item: InboxItem, error: str, now: datetime, pauses: Sequence[timedelta] = PAUSES
) -> bool:
    """Count one failed try, with the name of the error's class; return whether it is now set aside."""
    attempts = item.attempts + 1
    aside = attempts >= TRIES
    pause = timedelta() if aside else pauses[attempts - 1]
    counted = await tx.change(
        "inbox.failed",
        update_id=item.update_id,
        attempts=item.attempts,
        error=error,
        not_before=to_ms(now + pause),
        state="set_aside" if aside else "waiting",
    )
    return aside and counted == 1


async def next_due(tx: Transaction) -> datetime | None:
    """Return when the first waiting update falls due; None when nothing waits."""
    row = await tx.one("inbox.next_due")
    return from_ms(row["due"]) if row is not None and row["due"] is not None else None


async def waiting(tx: Transaction) -> int:
    """Return how many updates wait to be handled."""
    row = await tx.one("inbox.waiting")
    return int(row["number"]) if row is not None else 0


async def set_aside(tx: Transaction, most: int = 50) -> list[Row]:
    """Return updates that could not be handled, without their words.

    Keys: update_id, chat_id, received_at (milliseconds), attempts, last_error.
    """
    return await tx.all("inbox.set_aside", most=most)


async def set_aside_count(tx: Transaction) -> int:
    """Return how many updates could not be handled."""
    row = await tx.one("inbox.set_aside_count")
    return int(row["number"]) if row is not None else 0


async def try_again(tx: Transaction, update_id: int) -> bool:
    """Put an update that was set aside back in line; return whether there was one."""
    tx.ring(BELL)
    return await tx.change("inbox.try_again", update_id=update_id) == 1


async def prune(tx: Transaction, now: datetime) -> int:
    """Forget what is long done, and what was set aside long ago; return how many rows went."""
    return await tx.change(
        "inbox.prune",
        done_before=to_ms(now - REMEMBER_DONE),
        set_aside_before=to_ms(now - KEEP_SET_ASIDE),
    )
