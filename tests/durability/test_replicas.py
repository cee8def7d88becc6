"""Several replicas on PostgreSQL while everybody talks both ways: no deadlock, no quarrel over Telegram, nothing lost when they are renewed."""

import asyncio
import os

import pytest
from engines import postgres_url_for_now, rows_of
from storms import stormy
from tally import note

WORDS = int(os.environ.get("WORDS", "150"))
"""Words of two-way talk, said as fast as they are taken in."""
AT_ONCE = 10
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
FAILED = "SELECT state, last_error FROM inbox WHERE state = 'set_aside' OR attempts > 0"
QUARREL = ("Another program fetches", "Conflict")
"""What the log says when two fetch updates at once."""


async def talks_at_once(cast, words):
    """Owners and lawyers write at the same time, each as fast as they like."""
    for said in range(words):
        cast.says()
        if said % AT_ONCE == 0:
            cast.look()
            await asyncio.sleep(0)


@pytest.mark.parametrize("replicas", [1, 3])
async def test_two_way_talk_deadlocks_nobody(tmp_path, postgres_server, rng, replicas):
    async with (
        postgres_url_for_now(postgres_server) as url,
        stormy(url, tmp_path, rng, people=(6, 2), replicas=replicas) as storm,
    ):
        await talks_at_once(storm.cast, WORDS)
        found = await storm.reckoning()
        ((deadlocks,),) = await rows_of(url, DEADLOCKS)
        failed = await rows_of(url, FAILED)
        note(
            f"two-way talk of {WORDS} words, PostgreSQL, {replicas} processes",
            WORDS,
            found,
            deadlocks=deadlocks,
        )
        assert found.faults == {}
        assert (deadlocks, failed) == (0, [])
        assert "deadlock" not in storm.house.logged


async def test_replicas_that_poll_are_renewed_one_by_one_and_never_quarrel(tmp_path, postgres_server, rng):
    async with (
        postgres_url_for_now(postgres_server) as url,
        stormy(url, tmp_path, rng, people=(6, 2), replicas=3) as storm,
    ):
        talking = asyncio.create_task(storm.cast.talks(WORDS // 5, 3))
        for each in storm.house.replicas:
            assert await each.ends() == 0
            await each.starts()
        await talking
        found = await storm.reckoning()
        note("rolling restart of three replicas that poll", len(storm.house.replicas), found)
        assert (found.lost, found.doubled, found.leaked, found.misordered) == ([], [], [], [])
        assert [words for words in QUARREL if words in storm.house.logged] == []
        assert storm.died == []
