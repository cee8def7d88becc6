"""A queue that is thought about by two processes: everybody gets the answer to their own words, as if there were none."""

import asyncio

import pytest
from small_folder import TOPICS, Room
from stage import set_up

from bot.matching.decision.utterance import Utterance
from bot.runtime import foresight
from bot.runtime.waiting import BATCH

CROWD = foresight.QUEUE + 4 * BATCH
QUESTIONS = [zh for zh, _ in TOPICS.values()]


@pytest.fixture
def thought_ahead(monkeypatch):
    """The texts of which it was known what is in them when their turn came."""
    known, knowing = [], Utterance.knowing

    def noted(said, heard):
        known.append(said.text)
        return knowing(said, heard)

    monkeypatch.setattr(Utterance, "knowing", noted)
    return known


@pytest.fixture
async def stage(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(foresight, "pays", lambda: True)
    room = Room(tmp_path / "knowledge")
    environ = {"BUTLER_KNOWLEDGE__PATH": str(room.path), "BUTLER_ANSWERS__ENCODER": "none"}
    async with set_up(tmp_path, **environ) as stage:
        yield stage


async def test_everybody_in_a_queue_hears_what_they_would_hear_alone(stage, thought_ahead):
    crowd = [stage.newcomer(f"示例众人{number}") for number in range(CROWD)]
    for each in crowd:
        await each.agrees()
    alone = {}
    for question in QUESTIONS:
        asker = stage.newcomer()
        await asker.agrees()
        asker.says(question)
        alone[question] = (await asker.hears())["text"]
    assert not thought_ahead
    async with stage.butler.database.transaction():  # nobody's turn comes meanwhile
        for number, each in enumerate(crowd):
            each.says(QUESTIONS[number % len(QUESTIONS)])
        async with asyncio.timeout(30):
            while not stage.butler.foresight.thought:  # noqa: ASYNC110 -- another process has no event for tests
                await asyncio.sleep(0.01)
    for number, each in enumerate(crowd):
        assert (await each.hears(within=30))["text"] == alone[QUESTIONS[number % len(QUESTIONS)]]
    assert len(thought_ahead) >= BATCH
