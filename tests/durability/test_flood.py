"""Somebody floods the bot: whoever else writes is answered in turn, not after it."""

import asyncio
import os
import time

from engines import rows_of
from storms import stormy
from tally import note

FLOOD = int(os.environ.get("FLOOD", "300"))
"""Messages that wait; the long form takes 5,000."""
QUESTIONS = "可以吗？" * 512
"""A message of 512 short questions."""


async def answered(player):
    """When the butler's first words came, on the test's clock."""
    await player.hears(300)
    return time.monotonic()


async def waiting_of(url, player=None):
    """How many updates wait, of one person or of all."""
    whose = f" AND addresses.external_id = '{player.id}'" if player else ""
    rows = await rows_of(
        url,
        "SELECT count(*) FROM inbox JOIN addresses ON addresses.id = inbox.address"
        f" WHERE inbox.state = 'waiting'{whose}",
    )
    return rows[0][0]


async def waiting_once_served(url, player):
    """How many updates wait when the first one of a person has been handled, however long its answer is then on its way."""
    served = f"sum(inbox.state = 'done' AND addresses.external_id = '{player.id}')"
    looked = f"SELECT {served}, sum(inbox.state = 'waiting') FROM inbox JOIN addresses ON addresses.id = inbox.address"
    async with asyncio.timeout(60):
        while not (rows := await rows_of(url, looked))[0][0]:  # noqa: ASYNC110 -- a row has no event
            await asyncio.sleep(0)
    return rows[0][1]


async def test_a_newcomer_behind_one_who_floods_is_answered_before_the_flood_is_dealt_with(tmp_path, rng):
    url = f"sqlite:///{tmp_path / 'butler.db'}"
    async with stormy(url, tmp_path, rng, people=(2, 1)) as storm:
        flooder, sim = storm.cast.owners[0].player, storm.cast.sim
        for _ in range(40):
            flooder.says(QUESTIONS)
        newcomer = sim.person("示例新人")
        began = time.monotonic()
        newcomer.starts()
        took = round(await answered(newcomer) - began, 2)
        note("one floods with 40 messages of 512 questions", 40, None, a_newcomers_seconds=took)
        assert await waiting_of(url, flooder) > 10


async def test_a_newcomer_behind_a_full_inbox_is_answered_in_turn(tmp_path, rng):
    url = f"sqlite:///{tmp_path / 'butler.db'}"
    async with stormy(url, tmp_path, rng, people=(2, 1)) as storm:
        sim = storm.cast.sim
        crowd = [sim.person(f"示例众人{n}", id=30_001 + n) for n in range(10)]
        for turn in range(FLOOD):
            crowd[turn % 10].says(f"第{turn}个问题怎么办")
        newcomer = sim.person("示例新人")
        waiting_when_served = asyncio.create_task(waiting_once_served(url, newcomer))
        began = time.monotonic()
        newcomer.starts()
        took = round(await answered(newcomer) - began, 2)
        note("a full inbox", FLOOD, None, a_newcomers_seconds=took)
        assert await waiting_when_served > FLOOD / 4


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
