"""Updates of every shape, and bytes of none: nothing dies, nothing is shown of it in the log, ordinary people are answered."""

import asyncio
import os
from contextlib import suppress

import httpx
import pytest
from checker import reckon
from fuzz import Fuzz, types
from processes import SECRET
from storms import stormy
from tally import note

from bot.config import load_config
from bot.domain.actions import unpack
from bot.errors import ConfigError
from bot.strict_yaml.reader import read_file

A_WORD_S = 2
"""Telegram's pace lets one message a second into a chat, and the only lawyer is told of each word that it was sent on."""
UPDATES = int(os.environ.get("FUZZ", "750"))
"""On each engine."""
STRANGERS = range(9001, 9401)
"""Chats in which odd updates fall: many, as each holds its own line for a while."""


def comes(updates, update):
    """Telegram brings it, whatever kind it is."""
    updates.next_id += 1
    updates.waiting.append(update)
    updates._settle(None)
    updates._arrival.set()


async def rains(storm, number):
    """So many odd updates; among them newcomers say hello, and people in tickets talk on."""
    updates, newcomers = storm.cast.sim.world.the_bot.updates, []
    fuzz = Fuzz(storm.rng, STRANGERS)
    for turn in range(number):
        comes(updates, fuzz.update(updates.next_id))
        if turn % 75 == 0:
            newcomer = storm.cast.sim.person(f"示例新人{turn}", id=20_001 + turn)
            newcomer.starts()
            newcomers.append(newcomer)
            storm.cast.says()
            await asyncio.sleep(0.1)  # so that they fall into the rain, not before it
    return newcomers


async def test_odd_updates_hold_up_nobody_and_end_nothing(tmp_path, rng, database_url):
    async with stormy(database_url, tmp_path, rng, people=(3, 1)) as storm:
        newcomers = await rains(storm, UPDATES)
        for newcomer in newcomers:
            assert "专属管家" in (await newcomer.hears(120))["text"]
        words = storm.cast.ledger.words
        await storm.cast.until(
            lambda: {w.mark for w in words} <= {s.mark for s in storm.cast.sights() if s.kind == "words"},
            within_s=120 + A_WORD_S * len(words),
        )
        # What is odd may go on failing, three times each: who talks does not wait for that.
        found = reckon(await storm.cast.closes_ledger(database_url))
        note("odd updates of every type", UPDATES, found, newcomers_answered=len(newcomers))
        assert (found.doubled, found.leaked, found.misordered) == ([], [], [])
        assert "Traceback" not in storm.house.logged
        assert all(each.is_alive for each in storm.house.replicas)


async def test_bytes_that_are_no_update_are_refused_at_the_door(tmp_path, rng):
    url = f"sqlite:///{tmp_path / 'butler.db'}"
    async with (
        stormy(url, tmp_path, rng, people=(1, 1), webhook=True) as storm,
        httpx.AsyncClient() as client,
    ):
        door = storm.cast.sim.world.the_bot.webhook.url
        for length in (0, 1, 10, 1000, 100_000):
            for _ in range(10):
                body = rng.randbytes(length)
                answer = await client.post(
                    door, content=body, headers={"X-Telegram-Bot-Api-Secret-Token": SECRET}
                )
                assert 400 <= answer.status_code < 500
        storm.cast.says()
        assert (await storm.reckoning()).faults == {}
        assert "Traceback" not in storm.house.logged


def test_bytes_on_a_button_are_an_action_or_nothing(rng):
    fuzz = Fuzz(rng, STRANGERS)
    for _ in range(20_000):
        unpack(fuzz.callback())
        unpack(rng.randbytes(rng.randint(0, 64)).decode("utf-8", "replace"))


@pytest.mark.parametrize(
    "beginning", [b"", b"telegram:\n  token: ", b"admins: [", b"- id: &a [*a", b"%YAML 9\n---\n"]
)
def test_bytes_as_a_file_are_read_or_named(tmp_path, rng, beginning):
    file = tmp_path / "config.yaml"
    for length in [*range(40), 1000]:
        file.write_bytes(beginning + rng.randbytes(length))
        read_file(file)
        with suppress(
            ConfigError
        ):  # its faults are named; any other error would end the start with a traceback
            load_config(file, {})


def test_the_table_of_types_names_only_types_that_it_has():
    plain = {"int", "str", "bool", "float"}
    for shape in types().values():
        kinds = shape if isinstance(shape, tuple) else [kind for _, _, each in shape for kind in each]
        assert {kind.rstrip("[]") for kind in kinds} <= plain | set(types())
