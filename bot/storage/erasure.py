"""Words that go for good: when they were kept long enough, or when whoever they are of wants it.

A row stays where a count needs it, without words. What is on hold (`holds`) stays as it is. Nothing here asks or tells
anybody: see `bot.usecases.forgetting` and `bot.usecases.retention`.
"""

import datetime as dt
from collections.abc import Sequence

from bot.domain.instant import to_ms
from bot.storage import deadlines, holds, people
from bot.storage.engine import vault
from bot.storage.engine.database import Row, Transaction

BATCH = 200
"""Rows that one chore empties in one transaction; tickets, of which each has many, a tenth of it."""


async def person(tx: Transaction, person_id: int, now: dt.datetime) -> dict[str, int]:
    """Erase what is kept of somebody who has no role, no seat and no open ticket any more; how many of what went.

    `held` counts the tickets that stay because of a hold. The chat's number stays: it is how they are answered, and known again.
    """
    taken = await tx.all("erasure.take_tickets_of", person=person_id, now=to_ms(now))
    messages = await _tickets(tx, taken)
    held = await tx.one("erasure.kept_tickets_of", person=person_id)
    questions = await tx.change("erasure.questions_of", person=person_id)
    await tx.change("erasure.drop_waiting_notices", person=person_id, now=to_ms(now))
    notices = await tx.change("erasure.notices", person=person_id)
    await tx.change("erasure.set_aside", person=person_id)
    await people.forget(tx, person_id)
    await tx.change("erasure.language", person=person_id)
    if await tx.one("erasure.words_left_of", person=person_id) is None:
        await tx.vault.destroy(
            vault.person(person_id)
        )  # whatever backups and free pages hold is unreadable, too
    return {
        "tickets": len(taken),
        "messages": messages,
        "questions": questions,
        "notices": notices,
        "held": held["number"] if held else 0,
    }


async def registration(tx: Transaction, enterprise: int, now: dt.datetime) -> bool:
    """Erase what people said of an enterprise in which nobody sits any more; False if it stays: listed, shared, or on hold."""
    if await holds.is_on_enterprise(tx, enterprise, now):
        return False
    is_erased = await tx.change("erasure.registration", enterprise=enterprise) == 1
    if is_erased:
        await tx.vault.destroy(vault.enterprise(enterprise))
    return is_erased


async def old_tickets(tx: Transaction, closed_before: dt.datetime, now: dt.datetime) -> int:
    """Erase what was said in some of the tickets that were closed before then; how many tickets."""
    values = {"closed_before": to_ms(closed_before), "now": to_ms(now), "most": BATCH // 10}
    taken = await tx.all("erasure.take_old_tickets", **values)
    await _tickets(tx, taken)
    return len(taken)


async def old_notices(tx: Transaction, before: dt.datetime) -> int:
    """Erase the words of some of the notices that did not arrive, or may not have; how many."""
    return await tx.change("erasure.old_notices", before=to_ms(before), most=BATCH)


async def old_questions(tx: Transaction, before: dt.datetime) -> int:
    """Erase the words of some of the questions that were asked before then and became no ticket; how many."""
    return await tx.change("erasure.old_questions", before=to_ms(before), most=BATCH)


async def old_dialogues(tx: Transaction, before: dt.datetime) -> int:
    """End what was begun before then and never gone on with, with the words collected in it; how many."""
    return await tx.change("erasure.old_dialogues", before=to_ms(before))


async def old_deadlines(tx: Transaction, before: dt.datetime, now: dt.datetime) -> int:
    """Forget some of the last days that were over before then, with their timers; those of a ticket on hold stay; how many."""
    values = {"before": before.date().isoformat(), "now": to_ms(now), "most": BATCH}
    taken = await tx.all("erasure.old_deadlines", **values)
    for row in taken:
        await deadlines.drop(tx, row["id"])
    return len(taken)


async def _tickets(tx: Transaction, taken: Sequence[Row]) -> int:
    """Empty what belongs to these tickets; how many messages."""
    messages = 0
    for row in taken:
        messages += await tx.change("erasure.messages", ticket=row["id"])
        await tx.change("erasure.facts", ticket=row["id"])
        await tx.change("erasure.parties", ticket=row["id"])
        await tx.change("erasure.notices_of_ticket", ticket=row["id"])
        if row["question"] is not None:
            await tx.change("erasure.question", question=row["question"])
    return messages
