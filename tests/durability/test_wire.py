"""What Telegram brings twice, or backwards, is heard once and in order."""

import asyncio

from storms import stormy
from tally import note


def repeated(updates):
    """What waits comes twice, the second time backwards, as after a lost confirmation."""
    waiting = list(updates.waiting)
    updates.waiting.extend(reversed(waiting))


async def test_updates_that_come_twice_and_backwards_are_heard_once_and_in_order(tmp_path, rng, database_url):
    async with stormy(database_url, tmp_path, rng, people=(6, 2)) as storm:
        updates = storm.cast.sim.world.the_bot.updates
        for _ in range(10):
            storm.cast.look()
            for _ in range(3):
                storm.cast.says()
            repeated(updates)
            await asyncio.sleep(0.5)  # the flow itself is what is tried
        found = await storm.reckoning()
        note("updates that come twice, the second time backwards", 10, found)
        assert found.faults == {}
