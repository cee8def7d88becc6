"""Texts that lawyers keep to send again. Every query names the lawyer: nobody else's can be read, changed or deleted."""

import datetime as dt
from dataclasses import dataclass

from bot.domain.instant import to_ms
from bot.storage import codec
from bot.storage.engine import vault
from bot.storage.engine.database import Row, Transaction


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text of one lawyer, under a name of their own."""

    id: int
    name: str
    text: str


async def add(tx: Transaction, lawyer: int, name: str, text: str, now: dt.datetime) -> int:
    """Keep a new text; its number."""
    values = {
        "name": codec.write_text(name, codec.place(vault.person(lawyer), "snippets.name", lawyer)),
        "body": codec.write_text(text, codec.place(vault.person(lawyer), "snippets.body", lawyer)),
        "now": to_ms(now),
    }
    row = await tx.one("snippets.add", lawyer=lawyer, **values)
    assert row is not None
    return int(row["id"])


async def change(tx: Transaction, lawyer: int, snippet: int, text: str, now: dt.datetime) -> bool:
    """Put another text in place of one of this lawyer's; False if they have none with this number."""
    body = codec.write_text(text, codec.place(vault.person(lawyer), "snippets.body", lawyer))
    values = {"id": snippet, "body": body, "now": to_ms(now)}
    return await tx.change("snippets.change", lawyer=lawyer, **values) == 1


async def drop(tx: Transaction, lawyer: int, snippet: int) -> bool:
    """Delete one of this lawyer's; False if they have none with this number."""
    return await tx.change("snippets.drop", lawyer=lawyer, id=snippet) == 1


async def find(tx: Transaction, lawyer: int, snippet: int) -> Snippet | None:
    """One of this lawyer's; None if they have none with this number."""
    row = await tx.one("snippets.find", lawyer=lawyer, id=snippet)
    return _snippet(row) if row else None


async def of_lawyer(tx: Transaction, lawyer: int) -> list[Snippet]:
    """All that this lawyer keeps, the oldest first."""
    return [_snippet(row) for row in await tx.all("snippets.of_lawyer", lawyer=lawyer)]


def _snippet(row: Row) -> Snippet:
    return Snippet(row["id"], codec.read_text(row["name"]), codec.read_text(row["body"]))
