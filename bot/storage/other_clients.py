"""The other clients of a lawyer, by their tickets: what they are called, and the files that they sent."""

from bot.storage import codec
from bot.storage.engine.database import Transaction

MOST = 2000
"""Messages of other owners among which a file is looked for, the latest first."""


async def names(tx: Transaction, lawyer: int, ticket: int) -> list[tuple[int, tuple[str, ...]]]:
    """(ticket, names) of every enterprise of this lawyer's tickets but this one, the latest first."""
    values = {"lawyer": lawyer, "ticket": ticket}
    typed: dict[int, list[str]] = {}
    for row in await tx.all("other_clients.seats", **values):
        typed.setdefault(row["enterprise"], []).append(codec.read_text(row["name"]))
    return [
        (
            row["ticket"],
            _once(codec.read_text(row["name"]), *codec.read(row["aliases"]), *typed.get(row["id"], [])),
        )
        for row in await tx.all("other_clients.enterprises", **values)
    ]


async def sender_of(tx: Transaction, lawyer: int, ticket: int, file_key: str) -> int | None:
    """The other ticket of this lawyer whose owner has sent this very file; None for none."""
    rows = await tx.all("other_clients.words", lawyer=lawyer, ticket=ticket, most=MOST)
    kept = ((row["ticket"], codec.read_message(row["body"])) for row in rows)
    return next((number for number, message in kept if message.file_key == file_key), None)


def _once(*found: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, found)))
