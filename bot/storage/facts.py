"""The facts for which owners were asked before their ticket went to a lawyer, and what they said."""

import datetime as dt
from collections.abc import Sequence

from bot.domain.facts import Asked, Fact, Kind, State
from bot.domain.instant import from_ms, to_ms
from bot.domain.ticket import Ticket
from bot.storage import codec, tickets
from bot.storage.engine.database import Row, Transaction


async def begin(tx: Transaction, ticket: Ticket, asked: Sequence[Asked]) -> Ticket:
    """Note what the owner of a ticket is asked for; until they have said it no lawyer is shown the ticket."""
    for number, each in enumerate(asked, start=1):
        values = {"kind": each.kind.value, "asked_zh": each.zh, "asked_en": each.en}
        await tx.change("facts.ask", ticket=ticket.id, number=number, **values)
    return await _set_asking(tx, ticket, asks=True)


async def end(tx: Transaction, ticket: Ticket) -> Ticket:
    """Ask for nothing more: the ticket goes its way."""
    return await _set_asking(tx, ticket, asks=False)


async def of_ticket(tx: Transaction, ticket: int) -> list[Fact]:
    """Every fact that was asked for, in order, with what was said to it."""
    return [_fact(row) for row in await tx.all("facts.of_ticket", ticket=ticket)]


async def settle(
    tx: Transaction,
    ticket: int,
    number: int,
    state: State,
    now: dt.datetime,
    *,
    word: str = "",
    message: int | None = None,
) -> bool:
    """Keep what was said to a fact; False if something was before."""
    values = {"state": state.value, "word": word, "message": message, "now": to_ms(now)}
    return await tx.change("facts.settle", ticket=ticket, number=number, **values) > 0


async def typed_at(tx: Transaction, ticket: int) -> dt.datetime | None:
    """When a fact was last told in typed words; None for never."""
    row = await tx.one("facts.typed_at", ticket=ticket)
    return from_ms(row["at"]) if row is not None and row["at"] is not None else None


async def _set_asking(tx: Transaction, ticket: Ticket, *, asks: bool) -> Ticket:
    row = await tx.one("facts.set_asking", ticket=ticket.id, asks=int(asks))
    assert row is not None
    return tickets.of_row(row)


def _fact(row: Row) -> Fact:
    return Fact(
        number=row["number"],
        asked=Asked(Kind(row["kind"]), row["asked_zh"], row["asked_en"]),
        state=State(row["state"]),
        word=row["word"],
        message=row["message"],
        words=codec.read_message(row["body"]).text if row["body"] else "",
    )
