"""What is taken back: messages of a ticket, and the notices that showed them to somebody."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.delivery import State
from bot.domain.delivery_rights import CHANGES_HANDS, Bringing, Kept
from bot.domain.instant import from_ms, to_ms
from bot.domain.outgoing import DELETION, Deletion
from bot.domain.people import Person, Role
from bot.storage import codec, outbox, people, thread, tickets
from bot.storage.engine.database import Row, Transaction
from bot.storage.outbox import Delivery, OutboxItem
from bot.storage.thread import Audience, Message

_CHANGES_HANDS = {f"act_{place}": act.value for place, act in enumerate(CHANGES_HANDS, start=1)}


@dataclass(frozen=True, slots=True)
class Carrier:
    """A notice that showed a message to a reader, or is about to."""

    notice: int
    reader: int
    address: int
    state: State
    parts: int
    """How many of its parts are settled, and so may be seen."""
    unclear: bool
    """Whether it was tried, and nobody knows what became of that."""

    @property
    def is_seen(self) -> bool:
        """Whether its reader has seen it, or may have."""
        return self.state is State.SENT or self.parts > 0 or self.unclear


async def last_of(tx: Transaction, address: int, person: int, *, ticket: int | None = None) -> Message | None:
    """The last message to an owner that somebody wrote as a lawyer in this chat, in this ticket, and that still stands."""
    values = {"address": address, "person": person, "audience": Audience.ALL.value, "ticket": ticket}
    row = await tx.one("withdrawals.last_of", **values)
    return thread.of_row(row) if row else None


async def between(tx: Transaction, ticket: int, person: int, first: int, last: int) -> list[Message]:
    """What somebody wrote as a lawyer to the owner of a ticket, from one number of a message to another, in order."""
    values = {"ticket": ticket, "person": person, "audience": Audience.ALL.value}
    rows = await tx.all("withdrawals.between", first=first, last=last, **values)
    return [thread.of_row(row) for row in rows]


async def withdraw(tx: Transaction, message: int, now: dt.datetime) -> bool:
    """Mark a message as taken back; False if it was so before."""
    return await tx.change("withdrawals.withdraw", message=message, now=to_ms(now)) == 1


async def carriers(tx: Transaction, message: int) -> list[Carrier]:
    """Every notice that carries a message to somebody, copies that were sent again and corrections among them."""
    return [
        Carrier(
            row["id"],
            row["person"],
            row["address"],
            State(row["state"]),
            row["parts_done"],
            row["unclear"] > 0 or row["doubtful"] > 0 or row["state"] == State.UNCERTAIN,
        )
        for row in await tx.all("withdrawals.notices", message=message)
    ]


async def cancel(tx: Transaction, notice: int, now: dt.datetime) -> bool:
    """Let a notice not be sent, or not sent again, and forget its words; False if it is being sent, or was sent."""
    return await tx.change("withdrawals.cancel", notice=notice, now=to_ms(now)) == 1


async def cancel_once(tx: Transaction, once: str, now: dt.datetime) -> bool:
    """Let the notice that was written with this key not be sent, if it still waits."""
    return await tx.change("withdrawals.cancel_once", once=once, now=to_ms(now)) == 1


async def carried(tx: Transaction, notice: int) -> list[Message]:
    """The messages that a notice carries, in their order; of a copy that was sent again those of the first one."""
    row = await tx.one("withdrawals.origin", notice=notice)
    return await thread.by_notice(tx, int(row["id"])) if row else []


async def keep_from(tx: Transaction, ticket: int, person: int, now: dt.datetime) -> None:
    """Let nothing of a ticket be brought to somebody that is still under way to them: it is theirs no longer."""
    await tx.change(
        "withdrawals.keep_from", ticket=ticket, person=person, reason=Kept.NOT_THEIRS.value, now=to_ms(now)
    )


async def keep_from_former(tx: Transaction, person: int, now: dt.datetime) -> None:
    """The same, of all tickets whose lawyer somebody is who is a lawyer no longer."""
    await tx.change(
        "withdrawals.keep_from_former", person=person, reason=Kept.NOT_THEIRS.value, now=to_ms(now)
    )


async def bringing(tx: Transaction, notice: Delivery) -> Bringing | None:
    """How reader and writer of a notice stand to its ticket now, in one query; None if it belongs to none."""
    if notice.ticket is None:
        return None
    values = {"notice": notice.notice, "reader": notice.to, "writer": notice.sender, "ticket": notice.ticket}
    rows = await tx.all("withdrawals.bringing", **values, lawyer=Role.LAWYER.value, **_CHANGES_HANDS)
    people_by_id = {row["who"]: _person(rows, row["who"]) for row in rows}
    if notice.to not in people_by_id:
        return None
    row = rows[0]
    return Bringing(
        kind=notice.kind,
        ticket=tickets.of_row(row),
        reader=people_by_id[notice.to],
        writer=people_by_id.get(notice.sender) if notice.sender is not None else None,
        was_lawyer=bool(row["was_lawyer"]),
        written_at=from_ms(row["written_at"]),
        changed_hands_at=None if row["changed_hands_at"] is None else from_ms(row["changed_hands_at"]),
    )


async def stop(tx: Transaction, notice: Delivery, reason: str, now: dt.datetime) -> bool:
    """Let a notice not be brought (any further), and forget its words; False if another hand settled it meanwhile.

    What is being sent may be stopped only by whoever has just claimed it: `notice` says `sending` then.
    """
    claimed = int(notice.state is State.SENDING)
    values = {"notice": notice.notice, "claimed": claimed, "reason": reason, "now": to_ms(now)}
    if await tx.change("withdrawals.stop", **values) == 0:
        return False
    tx.ring(outbox.BELL)  # what stood behind it in the chat may go
    return True


async def under_way(tx: Transaction, person: int) -> list[Delivery]:
    """What belongs to tickets and was not brought yet, to somebody or of theirs: it waits, failed, or is uncertain."""
    return [outbox.delivery_of(row) for row in await tx.all("withdrawals.under_way", person=person)]


def _person(rows: Sequence[Row], who: int) -> Person:
    return people.person_of([{**row, "id": who} for row in rows if row["who"] == who])


async def drop_lists(tx: Transaction, person: int, now: dt.datetime) -> bool:
    """Let no list of the tickets that somebody has in hand be brought that is still under way; whether there was one."""
    return await tx.change("withdrawals.drop_lists", person=person, now=to_ms(now)) > 0


async def aimed(tx: Transaction, item: OutboxItem) -> OutboxItem:
    """A claimed notice; one that deletes others now names the messages that these became, which had left before it."""
    if item.kind != DELETION or not item.body:
        return item
    content = codec.read_content(item.kind, item.body)
    assert isinstance(content, Deletion)
    found = [
        number for each in content.notices for number in await outbox.messages_of(tx, each, item.address.id)
    ]
    where = outbox.place_of(item.to, item.ticket)
    _, body = codec.write_content(replace(content, message_ids=tuple(found)), where)
    await tx.change("withdrawals.aim", notice=item.id, body=body)
    return replace(item, body=body)
