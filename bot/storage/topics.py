"""Topics in lawyers' private chats: which one shows which ticket. A topic is a view; a lost one is made anew."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.instant import from_ms, to_ms
from bot.storage.engine.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Topic:
    """How the topic of a ticket stands in one chat."""

    ticket: int
    address: int
    number: int | None
    """Telegram's message_thread_id; None while there is none."""
    opening: int | None
    """The notice that opens it."""
    held: int | None
    """The notice that waits for it."""
    plain_until: dt.datetime | None
    """It could not be opened: until then everything goes without a topic."""
    lost: int
    """How often it was deleted."""
    is_done: bool
    """Whether its name says that there is nothing to do any more."""


async def find(tx: Transaction, ticket: int, address: int) -> Topic | None:
    """The topic of a ticket in a chat, None if none was ever wanted."""
    row = await tx.one("topics.find", ticket=ticket, address=address)
    return _topic(row) if row else None


async def by_opening(tx: Transaction, notice: int) -> Topic | None:
    """The topic that this notice is to open."""
    row = await tx.one("topics.by_opening", notice=notice)
    return _topic(row) if row else None


async def by_number(tx: Transaction, address: int, number: int) -> int | None:
    """The ticket that a topic of a chat shows; None for a topic of the person's own, or one that was given up."""
    row = await tx.one("topics.by_number", address=address, number=number)
    return int(row["ticket"]) if row else None


async def of_ticket(tx: Transaction, ticket: int, account: int) -> list[tuple[int, Topic]]:
    """(person, topic) for every topic that shows a ticket in a chat of this account."""
    rows = await tx.all("topics.of_ticket", ticket=ticket, account=account)
    return [(row["person"], _topic(row)) for row in rows]


async def opening(tx: Transaction, ticket: int, address: int, *, notice: int, held: int, done: bool) -> None:
    """Note that this notice opens the topic of a ticket, and which one waits for it."""
    await tx.change(
        "topics.opening", ticket=ticket, address=address, notice=notice, held=held, done=int(done)
    )


async def opened(tx: Transaction, topic: Topic, number: int) -> None:
    """Note that a topic is open, under this number."""
    await tx.change("topics.opened", ticket=topic.ticket, address=topic.address, number=number)


async def stay_plain(tx: Transaction, topic: Topic, until: dt.datetime) -> None:
    """Do without a topic until then."""
    await tx.change("topics.stay_plain", ticket=topic.ticket, address=topic.address, until=to_ms(until))


async def forget(tx: Transaction, address: int, number: int) -> None:
    """Note that a topic of a chat is gone."""
    await tx.change("topics.forget", address=address, number=number)


async def mark(tx: Transaction, topic: Topic, *, done: bool) -> None:
    """Note what the name of a topic says."""
    await tx.change("topics.mark", ticket=topic.ticket, address=topic.address, done=int(done))


async def hold(tx: Transaction, notice: int, until: dt.datetime) -> None:
    """Give the claim on a notice back as if it had not been made; a time that is near keeps its place in the chat."""
    await tx.change("topics.hold", id=notice, until=to_ms(until))


async def let_go(tx: Transaction, notice: int, now: dt.datetime) -> None:
    """Let a notice that was held back go now."""
    await tx.change("topics.let_go", id=notice, now=to_ms(now))


async def leave_here(tx: Transaction, notice: int) -> None:
    """Forget in which topic a notice's reader was: it is gone."""
    await tx.change("topics.leave_here", id=notice)


def _topic(row: Row) -> Topic:
    until = row["plain_until"]
    return Topic(
        ticket=row["ticket"],
        address=row["address"],
        number=row["number"],
        opening=row["opening"],
        held=row["held"],
        plain_until=None if until is None else from_ms(until),
        lost=row["lost"],
        is_done=bool(row["done"]),
    )
