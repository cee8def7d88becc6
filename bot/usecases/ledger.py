"""The delivery ledger as people see it: what did not arrive, or may not have, and sending it again."""

from bot.desk import Desk
from bot.domain.people import Person
from bot.errors import NotAllowed, NotFound
from bot.storage import outbox
from bot.usecases import delivery
from bot.usecases.saying import button, say

MOST_ROWS = 10


async def list_undelivered(desk: Desk, admin: Person) -> None:
    """Show an admin the notices that failed or stayed uncertain: numbers and reasons, no words."""
    if not admin.is_admin:
        await desk.tell(say(admin, "staff.only_admins"))
        return
    rows = await outbox.undelivered(desk.tx, MOST_ROWS)
    if not rows:
        await desk.tell(say(admin, "delivery.none"))
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
    await desk.tell(say(admin, "delivery.list", again, lines=lines))


async def send_again(desk: Desk, person: Person, notice_id: int) -> None:
    """Send a copy of a notice that may not have arrived; once, and only for whom it concerns."""
    try:
        copy = await delivery.send_again(
            desk.tx, notice_id, by=person.id, now=desk.now, admin=person.is_admin
        )
    except (NotFound, NotAllowed):
        copy = None
    await desk.tell(say(person, "delivery.again" if copy is not None else "delivery.not_again"))
