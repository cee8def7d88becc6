"""What has left for a chat and is not known to have arrived: its reader may answer it before that is noted."""

from bot.storage.engine.database import Transaction


async def is_under_way(tx: Transaction, address: int) -> bool:
    """Return whether something of a ticket that becomes a message is being sent to the chat now."""
    return await tx.one("arriving.is_under_way", address=address) is not None
