"""What a chat was told last, by the keys of the sentences."""

from bot.storage.engine.database import Transaction

LATELY = 5
"""The last messages that a chat was told that are looked at."""


async def lately(tx: Transaction, address: int) -> list[str]:
    """Return the keys of the sentences and headings that a chat was told last, the latest first.

    What is still on its way counts.
    """
    return [row["says"] for row in await tx.all("said.lately", address=address, most=LATELY)]
