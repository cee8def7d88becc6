"""The delivery ledger as people see it: what did not arrive, or may not have, and sending it again."""

from datetime import datetime

from bot.domain.delivery import State
from bot.domain.people import Person
from bot.errors import NotAllowed, NotFound
from bot.storage import outbox
from bot.storage.engine.database import Transaction
from bot.usecases.messages import button, say
from bot.usecases.unit_of_work import UnitOfWork

MOST_ROWS = 10


async def list_undelivered(uow: UnitOfWork, admin: Person) -> None:
    """Show an admin the notices that failed or stayed uncertain: numbers and reasons, no words."""
    if not admin.is_admin:
        await uow.tell(say(admin, "staff.only_admins"))
        return
    rows = await outbox.undelivered(uow.tx, MOST_ROWS)
    if not rows:
        await uow.tell(say(admin, "delivery.none"))
        return
    lines = [
        {
            "id": row["id"],
            "state": row["state"],
            "ticket": row["ticket"] or "–",
            "reason": row["reason"] or "–",
        }
        for row in rows
    ]
    again = [
        [button("button.send_again_number", "again", row["id"], number=row["id"])]
        for row in rows
        if row["state"] == "uncertain"
    ]
    await uow.tell(say(admin, "delivery.list", again, lines=lines))


async def send_again(uow: UnitOfWork, person: Person, notice_id: int) -> None:
    """Send a copy of a notice that may not have arrived; once, and only for whom it concerns."""
    try:
        copy = await write_again(uow.tx, notice_id, by=person.id, now=uow.now, admin=person.is_admin)
    except (NotFound, NotAllowed):
        copy = None
    await uow.tell(say(person, "delivery.again" if copy is not None else "delivery.not_again"))


async def write_again(
    tx: Transaction, notice_id: int, by: int, now: datetime, *, admin: bool = False
) -> int | None:
    """Write an undelivered notice once more; return the copy's id, or None when there is a copy already.

    Allowed to whoever it was sent for, to its reader, and to an admin. Raises NotFound when there is no such
    undelivered notice, NotAllowed when it is none of this person's business.
    """
    row = await outbox.find(tx, notice_id)
    if row is None or row["state"] not in {State.FAILED, State.UNCERTAIN}:
        raise NotFound("this message is not waiting to be sent again")
    if not admin and by not in {row["sender"], row["chat_id"]}:
        raise NotAllowed("this message may be sent again only by its sender or its reader")
    return await outbox.write_again(tx, notice_id, now)
