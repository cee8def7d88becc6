"""What was said and does not arrive: whether it is so much, or takes so long, that admins have to know."""

import datetime as dt

from bot.domain.delivery_rights import WORDS_OF_PEOPLE
from bot.domain.trouble import Trouble
from bot.storage import not_delivered
from bot.usecases.deliveries import TRANSIENT
from bot.usecases.troubles import Seen
from bot.usecases.unit_of_work import UnitOfWork

ANSWERS = frozenset({"answer", "fields", "view"})
"""Kinds of notices that answer a question or offer a ticket."""


async def look(uow: UnitOfWork) -> Seen | None:
    """The trouble that things do not arrive, with counts and no words; None while it is little, and not for long."""
    late = dt.timedelta(minutes=uow.policy.undelivered_after_minutes)
    found = await not_delivered.stuck(uow.tx, uow.account.id, uow.now, late)
    counts = {each.kind: each.number for each in found if each.kind not in TRANSIENT}
    since = min((each.since for each in found if each.kind in counts), default=uow.now)
    count = sum(counts.values())
    if uow.now - since < late and count < uow.policy.undelivered_from:
        return None
    words = sum(counts.get(kind, 0) for kind in WORDS_OF_PEOPLE)
    answers = sum(counts.get(kind, 0) for kind in ANSWERS)
    said = {"count": count, "words": words, "answers": answers, "others": count - words - answers}
    return Seen(Trouble.UNDELIVERED, since, said)
