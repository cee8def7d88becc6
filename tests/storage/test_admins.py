"""Who is an admin is decided by one transaction at a time, on both engines."""

import asyncio

from bot.domain.people import Role
from bot.storage import people, roster


async def two_admins(database, now):
    async with database.transaction() as tx:
        account = (await people.account(tx, "9", "bot", now)).id
        both = [await people.at_address(tx, account, str(each), now) for each in (1, 2)]
        for each in both:
            await roster.grant(tx, each, Role.ADMIN, by=None, now=now)
    return both


async def test_of_two_admins_who_remove_each_other_the_slower_one_finds_the_own_role_gone(database, clock):
    faster, slower = await two_admins(database, clock.now)

    async def looks():
        async with database.transaction() as tx:
            return await roster.lock_admins(tx)

    async with database.transaction() as tx:
        assert await roster.lock_admins(tx) == {faster, slower}
        looking = asyncio.create_task(looks())
        await asyncio.wait({looking}, timeout=0.3)
        assert not looking.done()
        await roster.revoke(tx, slower, Role.ADMIN, by=faster, now=clock.now)
    assert await looking == {faster}
