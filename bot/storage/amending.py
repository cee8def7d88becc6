"""Notices that wait may still be amended: they are shown as they stand when they leave."""

from dataclasses import replace

from bot.domain.outgoing import Album, Content
from bot.storage import codec
from bot.storage.engine.database import Transaction
from bot.storage.outbox import key_of, place_of


async def amend(tx: Transaction, notice_id: int, change: Content) -> bool:
    """Replace what the notice says, within its kind; False when it may have been shown already."""
    row = await tx.one("outbox.find", id=notice_id)
    if row is None:
        return False
    _, body = codec.write_content(change, place_of(row["person"], row["ticket"]))
    return await tx.change("outbox.amend", id=notice_id, body=body, says=key_of(change)) == 1


async def unshown(tx: Transaction, notice_id: int) -> Content | None:
    """Return what a notice says while it may still be amended; None when it may have been shown already."""
    row = await tx.one("outbox.unshown", id=notice_id)
    return codec.read_content(row["kind"], row["body"]) if row else None


async def add_to_album(tx: Transaction, once: str, album: Album) -> int | None:
    """Add the items of this album to the waiting one with this `once`, and return its id; None when it has left."""
    row = await tx.one("outbox.waiting_once", once=once)
    if row is None:
        return None
    begun = codec.read_content(row["kind"], row["body"])
    if not isinstance(begun, Album):
        return None
    amended = await amend(tx, row["id"], replace(begun, items=(*begun.items, *album.items)))
    return int(row["id"]) if amended else None
