"""Twenty owners and three lawyers talk both ways while processes are killed: no word is lost, doubled, leaked or out of order."""

import asyncio

from engines import postgres_url_for_now, rows_of
from storms import stormy
from tally import note

PER_SECOND = 4
"""Words, of all together: what Telegram's own limits let through to three lawyers."""
BEYOND_THE_LEASE_S = 65
"""After 60 s another replica takes over what one has claimed."""


async def talks_while(test, storm, work, words):
    """People talk while it happens; what became of every word is noted, and is as promised."""
    talking = asyncio.create_task(storm.cast.talks(words, PER_SECOND))
    await work
    await talking
    found = await storm.reckoning()
    deadlocks = await deadlocked(storm.house.url)
    note(test, storm.events, found, died=len(storm.died), deadlocks=deadlocks)
    assert deadlocks == 0
    assert found.faults == {}, storm.cast.heard_after(found.lost[:5])
    assert "Traceback" not in storm.house.logged
    assert storm.died == []


async def deadlocked(url):
    """How many transactions PostgreSQL has ended because they waited for each other."""
    if url.startswith("sqlite:"):
        return 0
    sql = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    return (await rows_of(url, sql))[0][0]


async def one_process(folder, rng, times):
    async with stormy(f"sqlite:///{folder / 'butler.db'}", folder, rng) as storm:
        kills = storm.kills(times, (0.1, 1.2))
        await talks_while("kill -9, SQLite", storm, kills, PER_SECOND * times)


async def behind_a_balancer(folder, url, rng, times):
    async with stormy(url, folder, rng, replicas=3, webhook=True) as storm:
        kills = storm.kills(times, (0.1, 0.8))
        test = "kill -9, PostgreSQL, three replicas by webhook behind a balancer"
        await talks_while(test, storm, kills, PER_SECOND * times // 2)


async def polling(folder, url, rng, times):
    async with stormy(url, folder, rng, replicas=3) as storm:
        kills = storm.kills(times, (0.1, 0.8))
        await talks_while(
            "kill -9, PostgreSQL, three replicas that poll", storm, kills, PER_SECOND * times // 2
        )


async def asleep(folder, url, rng):
    async with stormy(url, folder, rng, people=(6, 2), replicas=2, webhook=True) as storm:
        test = f"SIGSTOP of one of two replicas for {BEYOND_THE_LEASE_S} s"
        await talks_while(test, storm, storm.freezes(BEYOND_THE_LEASE_S), 40)


async def test_kills_and_sleep_in_four_bureaus_at_once(
    tmp_path, postgres_server, breakable_server, rng, kills
):
    """At once, because what a dead replica had claimed is given to others only after a minute.

    Two servers: one has not enough connections for eight replicas and their dead predecessors.
    """
    folders = [tmp_path / name for name in ("alone", "balanced", "polling", "asleep")]
    for folder in folders:
        folder.mkdir()
    alone, *shared = folders
    async with (
        postgres_url_for_now(postgres_server) as first,
        postgres_url_for_now(postgres_server) as second,
        asyncio.TaskGroup() as bureaus,
    ):
        bureaus.create_task(one_process(alone, rng, kills * 2 // 5))
        bureaus.create_task(behind_a_balancer(shared[0], first, rng, kills * 2 // 5))
        bureaus.create_task(polling(shared[1], breakable_server.url, rng, kills // 5))
        bureaus.create_task(asleep(shared[2], second, rng))
