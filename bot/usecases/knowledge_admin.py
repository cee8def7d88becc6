"""What admins see: the knowledge in force and its faults, deliveries that failed, figures without anybody's words."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from bot.domain.outgoing import Notice
from bot.domain.people import Person, Role
from bot.errors import Fault
from bot.knowledge import answers
from bot.storage import inbox, journal, outbox, people, tickets
from bot.usecases.messages import button, say
from bot.usecases.unit_of_work import UnitOfWork

MOST_FAULTS = 15
"""Faults that one message lists; `butler kb check` lists them all."""


RELOAD = "reload"
"""The bell that asks for the knowledge folder to be read again, once the asking is committed."""


async def tell_knowledge(uow: UnitOfWork, admin: Person) -> None:
    """Show the revision in force, what it holds, and the faults of a newer folder that is not in force."""
    if not admin.is_admin:
        await uow.tell(say(admin, "staff.only_admins"))
        return
    counts: dict[str, Any] = {**answers.counts(uow.knowledge)}
    rows = [[button("button.reload", "reload")]]
    await uow.tell(say(admin, "knowledge.status", rows, revision=uow.knowledge.revision, **counts))
    if uow.faults:
        await uow.tell(_faults(admin, uow.faults))


async def reload(uow: UnitOfWork, admin: Person) -> None:
    """Have the knowledge folder read again; what comes of it is told when it is known."""
    if not admin.is_admin:
        await uow.tell(say(admin, "staff.only_admins"))
        return
    uow.tx.ring(RELOAD)
    await uow.tell(say(admin, "knowledge.reading"))


async def tell_unchanged(uow: UnitOfWork) -> None:
    """Tell the admins that reading again changed nothing."""
    for admin in await people.with_role(uow.tx, Role.ADMIN):
        await uow.tell(say(admin, "knowledge.unchanged", revision=uow.knowledge.revision))


async def tell_new_revision(
    uow: UnitOfWork, added: Sequence[str], removed: Sequence[str], changed: Sequence[str]
) -> None:
    """Tell the admins that a new revision is in force and what differs."""
    await journal.note_revision(uow.tx, uow.knowledge.revision, len(uow.knowledge.entries), uow.now)
    for admin in await people.with_role(uow.tx, Role.ADMIN):
        await uow.tell(
            say(
                admin,
                "knowledge.new",
                once=f"revision:{uow.knowledge.revision}:{admin.id}:{uow.now:%Y%m%d%H%M%S}",
                revision=uow.knowledge.revision,
                added=", ".join(added[:MOST_FAULTS]),
                removed=", ".join(removed[:MOST_FAULTS]),
                changed=", ".join(changed[:MOST_FAULTS]),
            )
        )


async def tell_faults(uow: UnitOfWork, faults: Sequence[Fault]) -> None:
    """Tell the admins why what they saved is not in force."""
    for admin in await people.with_role(uow.tx, Role.ADMIN):
        await uow.tell(_faults(admin, faults))


async def tell_set_aside(uow: UnitOfWork, update_id: int, chat: int | None) -> None:
    """An update could not be dealt with: one honest sentence to its sender, and the admins know."""
    if chat is not None:
        await uow.tell(say(chat, "failure.apology", once=f"aside:{update_id}"))
    for admin in await people.with_role(uow.tx, Role.ADMIN):
        await uow.tell(say(admin, "failure.admin", once=f"aside:{update_id}:{admin.id}", update=update_id))


async def figures(uow: UnitOfWork, admin: Person, days: int = 30) -> None:
    """Show what happened lately, in numbers."""
    if not admin.is_admin:
        await uow.tell(say(admin, "staff.only_admins"))
        return
    since = uow.now - dt.timedelta(days=days)
    asked = await journal.figures(uow.tx, since)
    wait = await tickets.median_wait(uow.tx, since)
    await uow.tell(
        say(
            admin,
            "figures.card",
            days=days,
            asked=asked,
            tickets=await tickets.counts(uow.tx, since),
            wait=round(wait.total_seconds() / 60) if wait else None,
            undelivered=await outbox.undelivered_count(uow.tx),
            set_aside=len(await inbox.set_aside(uow.tx)),
        )
    )


def _faults(admin: Person, faults: Sequence[Fault]) -> Notice:
    lines = [str(fault) for fault in faults[:MOST_FAULTS]]
    return say(admin, "knowledge.faults", lines=lines, more=max(0, len(faults) - MOST_FAULTS))
