"""What the replicas of one bot have to agree on: small values by name, each changed by one of them at a time."""

from bot.storage.engine.database import Transaction


async def fetch(tx: Transaction, name: str) -> str | None:
    """Return the value; None when none was kept yet."""
    row = await tx.one("shared_state.fetch", name=name)
    return None if row is None else str(row["value"])


async def keep(tx: Transaction, name: str, value: str) -> bool:
    """Keep the value; return whether it is another than before: of replicas that bring the same, one hears True."""
    return await tx.change("shared_state.keep", name=name, value=value) == 1


async def replace(tx: Transaction, name: str, seen: str | None, value: str) -> bool:
    """Keep the value unless somebody has changed what was `seen`; return whether it is kept."""
    if seen is None:
        return await tx.change("shared_state.begin", name=name, value=value) == 1
    return await tx.change("shared_state.replace", name=name, seen=seen, value=value) == 1
