"""Somebody floods the bot: whoever else writes is answered in turn, not after it."""

import asyncio
import os
import time

from storms import stormy
from tally import note

FLOOD = int(os.environ.get("FLOOD", "300"))
"""Messages that wait; the long form takes 5,000."""


async def answered(player):
    """When the butler's first words came, on the test's clock."""
    await player.hears(300)
    return time.monotonic()


async def test_everybody_of_a_crowd_at_once_is_answered(tmp_path, rng):
    url = f"sqlite:///{tmp_path / 'butler.db'}"
    async with stormy(url, tmp_path, rng, people=(2, 1)) as storm:
        crowd = [storm.cast.sim.person(f"示例众人{n}", id=30_001 + n) for n in range(FLOOD // 5)]
        began = time.monotonic()
        for player in crowd:
            player.starts()
        took = sorted(await asyncio.gather(*(answered(player) for player in crowd)))
        p99 = round(took[int(len(took) * 0.99) - 1] - began, 2)
        note("a crowd at once", len(crowd), None, p99_seconds=p99)
        assert (await storm.reckoning()).faults == {}
