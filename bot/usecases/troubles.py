"""What admins hear of troubles around the bot: when one begins, after each day that it lasts, and when it is over.

A trouble is over when no process has seen it for a while: replicas see different things, and what flickers is one trouble.
"""

import datetime as dt
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.outgoing import Param
from bot.domain.trouble import Trouble
from bot.storage import troubles
from bot.storage.troubles import Lasting
from bot.usecases import views
from bot.usecases.messages import tell_admins
from bot.usecases.unit_of_work import UnitOfWork

logger = logging.getLogger(__name__)

UNSEEN = dt.timedelta(minutes=2)
"""A trouble that nobody has seen for so long is over. Longer than processes wait between two looks."""
AGAIN = dt.timedelta(days=1)
"""How often admins are told of one that lasts."""
LONGEST_SILENCE = dt.timedelta(hours=20)
"""Telegram keeps updates for 24 hours: after so long without it there is little time left, or none."""

UNSPEAKABLE = frozenset({Trouble.TOKEN, Trouble.UNREACHABLE})
"""While they last nothing can be said in Telegram: told when they are over."""
PASSING = frozenset({Trouble.WEBHOOK_TAKEN_DOWN, Trouble.MISSED, Trouble.CLOCK})
"""Something that has happened: that it is over is no news."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A trouble that lasts now, and since when."""

    trouble: Trouble
    since: dt.datetime
    said: Mapping[str, Param] = field(default_factory=dict)
    """What else there is to say of it."""


async def look(uow: UnitOfWork, seen: Sequence[Seen]) -> None:
    """Compare what is seen now with the rows, and tell the admins what is new."""
    for each in seen:
        await troubles.begin(uow.tx, uow.account.id, each.trouble, each.since, uow.now)
    rows = await troubles.lasting(uow.tx, uow.account.id)
    for each in seen:
        await _lasts(uow, rows.pop(each.trouble), each.said)
    for it in rows.values():
        if abs(uow.now - it.seen_at) >= UNSEEN:
            await _is_over(uow, it)


async def silent_since(uow: UnitOfWork, answered_at: dt.datetime | None) -> dt.datetime | None:
    """Note when Telegram answered last; return since when it had been silent if that is so long that updates may be lost."""
    before = await troubles.last_answer(uow.tx, uow.account.id)
    until = answered_at or uow.now
    if answered_at is not None:
        await troubles.note_answer(uow.tx, uow.account.id, answered_at)
    return before if before is not None and until - before > LONGEST_SILENCE else None


async def _lasts(uow: UnitOfWork, it: Lasting, said: Mapping[str, Param]) -> None:
    await troubles.see(uow.tx, it, uow.now)
    if it.told_at is not None and uow.now - it.told_at < AGAIN:
        return
    if await troubles.tell(uow.tx, it, uow.now):
        logger.warning("Trouble: %s, since %s", it.trouble.value, it.began_at.isoformat(timespec="seconds"))
        if it.trouble not in UNSPEAKABLE:
            since = views.local_time(uow, it.began_at)
            await tell_admins(uow, f"trouble.{it.trouble.value}", (), once=None, since=since, **said)


async def _is_over(uow: UnitOfWork, it: Lasting) -> None:
    if not await troubles.end(uow.tx, it):
        return
    logger.info("Trouble over: %s, since %s", it.trouble.value, it.began_at.isoformat(timespec="seconds"))
    if it.trouble not in PASSING:
        since, until = views.local_time(uow, it.began_at), views.local_time(uow, it.seen_at)
        await tell_admins(uow, f"trouble.{it.trouble.value}.over", since=since, until=until)
