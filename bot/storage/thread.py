"""What was said in tickets, and which notices carried it to whom."""

import datetime as dt
import enum
from dataclasses import dataclass
from typing import Literal

from bot.domain.instant import from_ms, to_ms
from bot.domain.message import IncomingMessage
from bot.storage import codec
from bot.storage.engine import vault
from bot.storage.engine.database import Row, Transaction

Author = Literal["owner", "lawyer", "admin"]


class Audience(enum.StrEnum):
    """Who may read a message. Every reading query names one, so that a note for colleagues can't leak by forgetting."""

    ALL = "all"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Message:
    """One message in a ticket. `address` is the chat in which its writer wrote it."""

    id: int
    ticket: int
    author: Author
    audience: Audience
    person: int
    address: int
    message: IncomingMessage
    at: dt.datetime
    edited_at: dt.datetime | None
    withdrawn_at: dt.datetime | None = None
    """When its writer took it back: from then on it is no word to the other side."""

    @property
    def said_at(self) -> dt.datetime:
        """When it was sent; when it was kept, where nobody knows."""
        return from_ms(1000 * self.message.sent_at) if self.message.sent_at else self.at


async def add(
    tx: Transaction,
    ticket: int,
    *,
    author: Author,
    person: int,
    address: int,
    message: IncomingMessage,
    now: dt.datetime,
    audience: Audience = Audience.ALL,
    copy_of: int | None = None,
) -> int | None:
    """Keep what was said in a ticket; None if this very message is kept already.

    `copy_of` is the message of another ticket that says the same, where it was sent knowingly into this one, too.
    """
    row = await tx.one(
        "thread.add",
        ticket=ticket,
        author=author,
        audience=audience.value,
        person=person,
        address=address,
        message_id=message.message_id if copy_of is None else _stand_in(copy_of, 1),
        copy_of=copy_of,
        now=to_ms(now),
        body=codec.write_message(message, _place(ticket, address, message.message_id)),
    )
    return int(row["id"]) if row else None


async def find(tx: Transaction, message: int) -> Message | None:
    """The message with this number."""
    row = await tx.one("thread.find", message=message)
    return of_row(row) if row else None


async def with_copies(tx: Transaction, message: Message) -> list[Message]:
    """A message and those of other tickets that say the same because they were sent there, too; in order."""
    found = [message]
    while row := await tx.one("thread.copy_of", message=found[-1].id):
        found.append(of_row(row))
    return found


async def let_go(tx: Transaction, message: int) -> None:
    """Let what was written as this message be the source of another one: its words were moved to another ticket."""
    await tx.change("thread.let_go", message=message, message_id=_stand_in(message, 0))


async def go_on(tx: Transaction, before: int, after: int) -> None:
    """Let the copies of one message be those of another, to which its words were moved."""
    await tx.change("thread.go_on", before=before, after=after)


async def by_source(tx: Transaction, address: int, message_id: int) -> Message | None:
    """The ticket's message that was written as this message of this chat."""
    row = await tx.one("thread.by_source", address=address, message_id=message_id)
    return of_row(row) if row else None


async def by_notice(tx: Transaction, notice: int) -> list[Message]:
    """The messages that a notice carried, in their order."""
    return [of_row(row) for row in await tx.all("thread.by_notice", notice=notice)]


async def of_ticket(tx: Transaction, ticket: int, audience: Audience) -> list[Message]:
    """What this audience may read of a ticket, in order: the staff also what is for all."""
    rows = await tx.all("thread.of_ticket", ticket=ticket, audience=audience.value, wider=Audience.ALL.value)
    return [of_row(row) for row in rows]


async def count(tx: Transaction, ticket: int) -> int:
    """How many messages went between owner and lawyer."""
    row = await tx.one("thread.count", ticket=ticket, audience=Audience.ALL.value)
    return int(row["number"]) if row else 0


async def carried_by(tx: Transaction, message: int, notice: int, reader: int) -> None:
    """Note which notice carries a message to whom, after the items that it carries already."""
    await tx.change("thread.carried_by", message=message, notice=notice, reader=reader)


async def shown_beside(tx: Transaction, message: int, notice: int, reader: int) -> None:
    """Note a notice that shows a message once more, such as a correction: replies and edits go by the one before."""
    await tx.change("thread.beside", message=message, notice=notice, reader=reader)


async def relay_to(tx: Transaction, message: int, reader: int) -> tuple[int, int] | None:
    """The latest notice that carried a message to this reader, and its place in it, from 0; None if none did."""
    row = await tx.one("thread.relay_to", message=message, reader=reader)
    return (row["notice"], row["item"]) if row else None


async def edit(tx: Transaction, message: Message, edited: IncomingMessage, now: dt.datetime) -> None:
    """Keep the new words of an edited message."""
    await tx.change(
        "thread.edit",
        message=message.id,
        body=codec.write_message(edited, _place(message.ticket, message.address, edited.message_id)),
        now=to_ms(now),
    )


def _place(ticket: int, address: int, message_id: int) -> codec.Place:
    return codec.place(vault.ticket(ticket), "messages.body", address, message_id)


def of_row(row: Row) -> Message:
    """The message of a row with the columns that the queries name."""
    return Message(
        id=row["id"],
        ticket=row["ticket"],
        author=row["author"],
        audience=Audience(row["audience"]),
        person=row["person"],
        address=row["address"],
        message=codec.read_message(row["body"]),
        at=from_ms(row["at"]),
        edited_at=_instant(row["edited_at"]),
        withdrawn_at=_instant(row["withdrawn_at"]),
    )


def _stand_in(message: int, kind: int) -> int:
    """A number in place of that of a message in a chat, which no message has: 0 for one that was moved, 1 for a copy."""
    return -(2 * message + kind)


def _instant(milliseconds: int | None) -> dt.datetime | None:
    return None if milliseconds is None else from_ms(milliseconds)
