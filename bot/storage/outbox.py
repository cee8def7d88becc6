"""The way out: everything that is to be said, as a row, until it is delivered or known not to be.

    pending → sending → sent
                      → pending    a further part, or tried again
                      → failed     refused
                      → uncertain  it may or may not have arrived

Order within a chat is kept: what is being sent or tried again holds back what was written later.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.delivery import State
from bot.domain.instant import from_ms, to_ms
from bot.domain.outgoing import Notice
from bot.storage.engine.database import Row, Transaction

BELL = "outbox"
"""Rung when there is something to send."""
URGENT_KINDS = frozenset({"toast"})
"""The answer to a button tap waits for no other notice of its chat, nor they for it: the button spins."""
SOON = timedelta(seconds=3)
"""A notice that is due so soon keeps its place in the chat: pictures that are still being collected."""
KEEP_WORDS = timedelta(hours=48)
"""The words of a delivered notice are kept so long; that it was delivered is kept for ever."""


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """A notice that may be sent now, and how far it has come."""

    id: int
    notice: Notice
    attempts: int
    """Calls begun for the present part before this one."""
    unclear: int
    """Of these, how many the server answered with trouble of its own."""
    parts_done: int
    doubtful: bool
    """An earlier part may or may not have arrived."""
    urgent: bool
    sending_since: int = 0
    """The claim under which it is being sent, in milliseconds since 1970; 0 while it is pending."""


async def write(
    tx: Transaction,
    notice: Notice,
    now: datetime,
    *,
    not_before: datetime | None = None,
) -> int | None:
    """Have the notice delivered and return its id; None when its `once` was already written.

    `not_before` holds this one back; if that is more than `SOON`, later ones pass it.
    """
    await tx.change("inbox.open_lane", chat=notice.chat)
    row = await tx.one(
        "outbox.write",
        chat=notice.chat,
        kind=notice.kind,
        lang=notice.lang,
        body=_as_json(notice.body),
        ticket=notice.ticket,
        sender=notice.sender,
        once=notice.once,
        urgent=int(notice.kind in URGENT_KINDS),
        now=to_ms(now),
        not_before=to_ms(not_before or now),
    )
    if row is None:
        return None
    tx.ring(BELL)
    return int(row["id"])


async def write_again(tx: Transaction, notice_id: int, now: datetime) -> int | None:
    """Write a copy of the notice and return its id; None when there is a copy already, or no such notice."""
    row = await tx.one("outbox.write_again", id=notice_id, now=to_ms(now))
    if row is None:
        return None
    tx.ring(BELL)
    return int(row["id"])


async def due(tx: Transaction, now: datetime, most: int) -> list[OutboxItem]:
    """Return notices that may go now: the first of each chat, and urgent ones; the longest due first."""
    return [
        _item(row) for row in await tx.all("outbox.due", now=to_ms(now), soon=to_ms(now + SOON), most=most)
    ]


async def claim(tx: Transaction, item: OutboxItem, now: datetime) -> bool:
    """Take the notice for sending; False when another replica was faster."""
    return await tx.change("outbox.claim", id=item.id, now=to_ms(now)) == 1


async def stale(tx: Transaction, claimed_before: datetime) -> list[OutboxItem]:
    """Return notices whose claim is so old that whoever made it is gone."""
    return [_item(row) for row in await tx.all("outbox.stale", claimed_before=to_ms(claimed_before))]


async def take_over(tx: Transaction, item: OutboxItem, now: datetime) -> bool:
    """Renew a stale claim; False when another replica was faster."""
    changed = await tx.change(
        "outbox.take_over", id=item.id, sending_since=item.sending_since, now=to_ms(now)
    )
    return changed == 1


async def keep_messages(
    tx: Transaction, item: OutboxItem, message_ids: tuple[int, ...], now: datetime
) -> None:
    """Remember which messages the present part became, so that replies and edits find them."""
    for message_id in message_ids:
        await tx.change(
            "outbox.delivered",
            id=item.id,
            part=item.parts_done,
            message_id=message_id,
            chat=item.notice.chat,
            now=to_ms(now),
        )


async def part_done(tx: Transaction, item: OutboxItem, *, doubtful: bool) -> None:
    """Settle the present part; the next one is pending."""
    await tx.change("outbox.part_done", id=item.id, doubtful=int(doubtful))
    tx.ring(BELL)


async def finish(
    tx: Transaction,
    item: OutboxItem,
    state: State,
    now: datetime,
    reason: str | None = None,
) -> bool:
    """End the notice as sent, failed or uncertain; False when its claim was lost meanwhile."""
    changed = await tx.change(
        "outbox.finish",
        id=item.id,
        state=state.value,
        parts=0 if state is State.FAILED else 1,
        reason=reason,
        doubtful=int(item.doubtful or state is State.UNCERTAIN),
        now=to_ms(now),
    )
    tx.ring(BELL)  # what stood behind it in the chat may go
    return changed == 1


async def postpone(tx: Transaction, item: OutboxItem, until: datetime, *, unclear: bool = False) -> None:
    """Give the claim back until that time; `unclear` counts a try that the server failed to answer."""
    await tx.change("outbox.postpone", id=item.id, not_before=to_ms(until), unclear=int(unclear))
    tx.ring(BELL)


async def pause_chat(tx: Transaction, chat: int, until: datetime) -> None:
    """Send nothing to the chat until then; a longer pause already set stays."""
    await tx.change("outbox.pause_chat", chat=chat, until=to_ms(until))


async def mark_unreachable(tx: Transaction, chat: int, now: datetime) -> None:
    """Note that the person blocked the bot; the note goes when the person writes again."""
    await tx.change("outbox.unreachable", chat=chat, now=to_ms(now))


async def unreachable_since(tx: Transaction, chat: int) -> datetime | None:
    """Return since when the person cannot be reached; None when nothing is known against it."""
    row = await tx.one("outbox.unreachable_since", chat=chat)
    return from_ms(row["unreachable_since"]) if row is not None else None


async def next_due(tx: Transaction, now: datetime) -> datetime | None:
    """Return when the next notice that waits for a time may go; None when none does."""
    row = await tx.one("outbox.next_due", now=to_ms(now))
    return from_ms(row["due"]) if row is not None and row["due"] is not None else None


async def find(tx: Transaction, notice_id: int) -> Row | None:
    """Return the notice as a row, or None.

    Keys: id, chat_id, kind, lang, body (JSON), ticket, sender, state, reason, created_at, finished_at,
    again_of.
    """
    return await tx.one("outbox.find", id=notice_id)


async def find_by_message(tx: Transaction, chat: int, message_id: int) -> Row | None:
    """Return the notice that a message belongs to: id, kind, ticket, sender, state, part; or None.

    A message that was edited belongs to several notices: one with a ticket is preferred, then the latest.
    """
    return await tx.one("outbox.find_by_message", chat=chat, message_id=message_id)


async def messages_of(tx: Transaction, notice_id: int) -> list[int]:
    """Return the ids of the messages that the notice became, in order; empty while it is not delivered."""
    return [int(row["message_id"]) for row in await tx.all("outbox.messages_of", id=notice_id)]


async def amend(tx: Transaction, notice_id: int, body: Mapping[str, Any]) -> bool:
    """Replace what the notice says; False when it may have been shown already."""
    return await tx.change("outbox.amend", id=notice_id, body=_as_json(body)) == 1


async def add_to_album(tx: Transaction, once: str, item: Mapping[str, Any]) -> int | None:
    """Add an item to the `items` of the notice with this `once`, and return its id; None when it has left."""
    row = await tx.one("outbox.waiting_once", once=once)
    if row is None:
        return None
    body = json.loads(row["body"])
    amended = await amend(tx, row["id"], {**body, "items": [*body["items"], dict(item)]})
    return int(row["id"]) if amended else None


async def undelivered(tx: Transaction, most: int = 50) -> list[Row]:
    """Return failed and uncertain notices, latest first; no words."""
    return await tx.all("outbox.undelivered", most=most)


async def undelivered_count(tx: Transaction) -> int:
    """Return how many notices failed or are uncertain."""
    row = await tx.one("outbox.undelivered_count")
    return int(row["number"]) if row is not None else 0


async def open_notices(tx: Transaction) -> int:
    """Return how many notices are not yet settled."""
    row = await tx.one("outbox.open")
    return int(row["number"]) if row is not None else 0


async def forget_words(tx: Transaction, now: datetime) -> int:
    """Empty the bodies of notices delivered long ago; return how many."""
    return await tx.change("outbox.forget_words", sent_before=to_ms(now - KEEP_WORDS))


def _as_json(body: Mapping[str, Any]) -> str:
    return json.dumps(dict(body), separators=(",", ":"))  # ASCII: half a surrogate pair survives as well


def _item(row: Row) -> OutboxItem:
    body: dict[str, Any] = json.loads(row["body"])
    notice = Notice(
        row["chat_id"], row["kind"], row["lang"], body, ticket=row["ticket"], sender=row["sender"]
    )
    return OutboxItem(
        row["id"],
        notice,
        row["attempts"],
        row["unclear"],
        row["parts_done"],
        bool(row["doubtful"]),
        bool(row["urgent"]),
        row.get("sending_since", 0),
    )
