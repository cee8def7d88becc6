"""What admins see: the knowledge in force and its faults, deliveries that failed, figures without anybody's words."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from bot.desk import Desk
from bot.domain.notice import Notice
from bot.domain.people import Person, Role
from bot.errors import Fault
from bot.knowledge import answers
from bot.storage import inbox, journal, outbox, people, tickets
from bot.usecases.saying import button, say

MOST_FAULTS = 15
"""Faults that one message lists; `butler kb check` lists them all."""


RELOAD = "reload"
"""The bell that asks for the knowledge folder to be read again, once the asking is committed."""


async def tell_knowledge(desk: Desk, admin: Person) -> None:
    """Show the revision in force, what it holds, and the faults of a newer folder that is not in force."""
    if not admin.is_admin:
        await desk.tell(say(admin, "staff.only_admins"))
        return
    counts: dict[str, Any] = {**answers.counts(desk.knowledge)}
    rows = [[button("button.reload", "reload")]]
    await desk.tell(say(admin, "knowledge.status", rows, revision=desk.knowledge.revision, **counts))
    if desk.faults:
        await desk.tell(_faults(admin, desk.faults))


async def reload(desk: Desk, admin: Person) -> None:
    """Have the knowledge folder read again; what comes of it is told when it is known."""
    if not admin.is_admin:
        await desk.tell(say(admin, "staff.only_admins"))
        return
    desk.tx.ring(RELOAD)
    await desk.tell(say(admin, "knowledge.reading"))


async def tell_unchanged(desk: Desk) -> None:
    """Tell the admins that reading again changed nothing."""
    for admin in await people.with_role(desk.tx, Role.ADMIN):
        await desk.tell(say(admin, "knowledge.unchanged", revision=desk.knowledge.revision))


async def tell_new_revision(
    desk: Desk, added: Sequence[str], removed: Sequence[str], changed: Sequence[str]
) -> None:
    """Tell the admins that a new revision is in force and what differs."""
    await journal.note_revision(desk.tx, desk.knowledge.revision, len(desk.knowledge.entries), desk.now)
    for admin in await people.with_role(desk.tx, Role.ADMIN):
        await desk.tell(
            say(
                admin,
                "knowledge.new",
                once=f"revision:{desk.knowledge.revision}:{admin.id}:{desk.now:%Y%m%d%H%M%S}",
                revision=desk.knowledge.revision,
                added=", ".join(added[:MOST_FAULTS]),
                removed=", ".join(removed[:MOST_FAULTS]),
                changed=", ".join(changed[:MOST_FAULTS]),
            )
        )


async def tell_faults(desk: Desk, faults: Sequence[Fault]) -> None:
    """Tell the admins why what they saved is not in force."""
    for admin in await people.with_role(desk.tx, Role.ADMIN):
        await desk.tell(_faults(admin, faults))


async def tell_set_aside(desk: Desk, update_id: int, chat: int | None) -> None:
    """An update could not be dealt with: one honest sentence to its sender, and the admins know."""
    if chat is not None:
        await desk.tell(say(chat, "failure.apology", once=f"aside:{update_id}"))
    for admin in await people.with_role(desk.tx, Role.ADMIN):
        await desk.tell(say(admin, "failure.admin", once=f"aside:{update_id}:{admin.id}", update=update_id))


async def figures(desk: Desk, admin: Person, days: int = 30) -> None:
    """Show what happened lately, in numbers."""
    if not admin.is_admin:
        await desk.tell(say(admin, "staff.only_admins"))
        return
    since = desk.now - dt.timedelta(days=days)
    asked = await journal.figures(desk.tx, since)
    wait = await tickets.median_wait(desk.tx, since)
    await desk.tell(
        say(
            admin,
            "figures.card",
            days=days,
            asked=asked,
            tickets=await tickets.counts(desk.tx, since),
            wait=round(wait.total_seconds() / 60) if wait else None,
            undelivered=await outbox.undelivered_count(desk.tx),
            set_aside=len(await inbox.set_aside(desk.tx)),
        )
    )


def _faults(admin: Person, faults: Sequence[Fault]) -> Notice:
    lines = [str(fault) for fault in faults[:MOST_FAULTS]]
    return say(admin, "knowledge.faults", lines=lines, more=max(0, len(faults) - MOST_FAULTS))
