"""Twenty owners and three lawyers talk both ways while processes are killed: no word is lost, doubled, leaked or out of order."""

import asyncio

from engines import postgres_url_for_now
from storms import stormy

PER_SECOND = 4
"""Words, of all together: what Telegram's own limits let through to three lawyers."""


async def talks_while(storm, work, words):
    talking = asyncio.create_task(storm.cast.talks(words, PER_SECOND))
    await work
    await talking
    return await storm.reckoning()


def is_well(storm, found):
    assert (found.lost, found.doubled, found.leaked, found.misordered) == ([], [], [], [])
    assert "Traceback" not in storm.house.logged
    assert storm.died == []


async def test_kills_on_sqlite(tmp_path, rng, kills):
    times = kills * 2 // 5
    async with stormy(f"sqlite:///{tmp_path / 'butler.db'}", tmp_path, rng) as storm:
        found = await talks_while(storm, storm.kills(times, (0.1, 1.2)), PER_SECOND * times)
        is_well(storm, found)


async def test_kills_of_three_replicas_behind_a_balancer(tmp_path, postgres_server, rng, kills):
    times = kills * 2 // 5
    async with (
        postgres_url_for_now(postgres_server) as url,
        stormy(url, tmp_path, rng, replicas=3, webhook=True) as storm,
    ):
        found = await talks_while(storm, storm.kills(times, (0.1, 0.8)), PER_SECOND * times // 2)
        is_well(storm, found)


async def test_kills_of_three_replicas_that_poll(tmp_path, postgres_server, rng, kills):
    times = kills // 5
    async with postgres_url_for_now(postgres_server) as url, stormy(url, tmp_path, rng, replicas=3) as storm:
        found = await talks_while(storm, storm.kills(times, (0.1, 0.8)), PER_SECOND * times // 2)
        is_well(storm, found)
