"""What a chat was told last, by the keys of the sentences."""

from bot.storage import codec
from bot.storage.engine.database import Transaction

LATELY = 5
"""The last messages that a chat was told that are looked at."""


async def lately(tx: Transaction, address: int) -> list[str]:
    """Return the keys of the sentences and headings that a chat was told last, the latest first.

    What is still on its way counts; what was delivered so long ago that its words are forgotten does not.
    """
    rows = await tx.all("said.lately", address=address, most=LATELY)
    contents = [codec.read_content(row["kind"], row["body"]) for row in rows if row["body"]]
    return [str(getattr(each, "key", None) or getattr(each, "heading", "")) for each in contents]
