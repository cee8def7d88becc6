"""Last days of which somebody wanted to be reminded are forgotten when their time is over, unless their ticket is on hold."""

import datetime as dt

from engines import opened

from bot.domain.deadlines import Limit, Roll, Unit
from bot.domain.policy import Retention
from bot.runtime import retention
from bot.storage import deadlines, people

NOON = dt.datetime(2026, 11, 23, 4, tzinfo=dt.UTC)
LAST = dt.date(2026, 11, 30)


async def keeps(tx, last):
    person = await people.at_address(tx, (await people.account(tx, "1", "bot", NOON)).id, "7", NOON)
    values = {
        "person": person,
        "ticket": None,
        "question": None,
        "entry": "an-entry",
        "number": 1,
        "told": None,
    }
    limit = Limit(15, Unit.DAY, Roll.NONE)
    kept = await deadlines.keep(
        tx, **values, limit=limit, trigger=last - dt.timedelta(15), last=last, now=NOON
    )
    await deadlines.wind(tx, kept.id, NOON, NOON)
    return kept.id


async def chores(database, now):
    for chore in retention.forgetting(lambda: now, Retention(deadlines_days=90)):
        async with database.transaction() as tx:
            await chore(tx)


async def test_a_last_day_is_forgotten_with_its_timers_when_its_time_is_over(database_url):
    async with opened(database_url) as database:
        async with database.transaction() as tx:
            old, new = await keeps(tx, LAST), await keeps(tx, LAST + dt.timedelta(1))
        await chores(database, dt.datetime(2027, 2, 28, 12, tzinfo=dt.UTC))
        async with database.reading() as tx:
            assert await deadlines.find(tx, old) is not None  # ninety days, no more
        await chores(database, dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC))
        async with database.reading() as tx:
            assert await deadlines.find(tx, old) is None
            assert await deadlines.find(tx, new) is not None
            assert (await tx.one("deadlines.due", id=old))["due_at"] is None
