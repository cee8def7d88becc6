"""Several replicas of one bot: what an admin asks of one reaches all, and what all find is told once."""

import asyncio
from dataclasses import replace
from types import SimpleNamespace

import pytest
from stage import ADMIN, Clock, Somebody, configured, performing, unhurried

from bot import reloading
from bot.app import serving
from bot.errors import Fault, message
from bot.knowledge.live import Change, LiveKnowledge
from bot.knowledge.live_calendar import CalendarChange
from bot.storage import shared_state
from bot.usecases import followed_files
from simulator.player import Player
from simulator.running import running_simulator

FAULTY = (Fault("example.yaml", 1, 1, "title", message("other.said", text="example")),)


@pytest.fixture
async def town():
    async with running_simulator(first_id=1) as sim:
        sim.person("示例管理员", "zh-hans", id=ADMIN)
        yield sim


@pytest.fixture
def read_again(monkeypatch):
    """How often knowledge was read again, and found to be what it was."""
    read = []

    async def reload(self):
        read.append(self)
        return Change(self.revision, self.revision, news=False)

    monkeypatch.setattr(LiveKnowledge, "reload", reload)
    monkeypatch.setattr(reloading, "LOOK_AGAIN_S", 0.02)
    return read


@pytest.fixture
async def replicas(town, tmp_path, knowledge, database_url, read_again):
    """Two of them on one database, the admin, and what the admin has read."""
    config = configured(tmp_path, town, BUTLER_DATABASE__URL=database_url)
    async with (
        performing(config, town, Clock(), knowledge) as first,
        serving(config, clock=Clock(), knowledge=knowledge, pace=unhurried()) as second,
    ):
        looking = asyncio.create_task(second.reloading().reload_when_asked(second.stop))
        admin = Somebody(Player(town.world, town.world.person(ADMIN)), None)
        admin.player.starts()
        await admin.player.hears()
        yield first, second, admin
        second.stop.set()
        second.database.bell("reload").set()
        await looking


def times(admin, words):
    return sum(words in (each.get("text") or "") for each in admin.player.sees())


async def until(holds):
    async with asyncio.timeout(20):
        while not holds():  # noqa: ASYNC110 -- other tasks have no event for tests
            await asyncio.sleep(0.01)


async def test_whoever_is_asked_to_read_again_all_do_and_one_answers(replicas, read_again):
    *_, admin = replicas
    for asked in (1, 2):
        admin.says("/reload")
        await until(lambda: len(read_again) == 2 * asked and times(admin, "知识库没有变化") == asked)  # noqa: B023
    await asyncio.sleep(0.1)
    assert times(admin, "知识库没有变化") == 2


async def test_faults_that_all_find_are_told_once_and_so_is_their_end(replicas):
    *both, admin = replicas
    revision = both[0].knowledge.revision
    for _ in range(2):  # the same faults are news once more after their end
        for butler in both:
            await butler.reloading().knowledge_changed(Change(revision, revision, FAULTY))
        for butler in both:
            await butler.reloading().knowledge_changed(Change(revision, revision))
    await until(lambda: times(admin, "知识库已恢复正常") == 2)
    assert times(admin, "example.yaml:1:1") == 2


async def test_a_calendar_that_all_refuse_is_told_once_and_so_is_its_end(replicas):
    *both, admin = replicas
    calendar = both[0].calendar.current
    for butler in both:
        await butler.reloading().calendar_changed(CalendarChange(calendar, calendar, FAULTY))
    for butler in both:
        await butler.reloading().calendar_changed(CalendarChange(calendar, calendar))
    await until(lambda: times(admin, "日历已恢复正常") == 1)
    assert times(admin, "example.yaml:1:1") == 1


async def test_a_replica_that_comes_late_from_the_state_before_tells_nothing_again(replicas):
    first, *_ = replicas
    revision = first.knowledge.revision
    for told, noted in (("faults:example", "older"), (revision, revision)):
        async with first.database.transaction() as tx:
            uow = await first.unit_of_work(tx)
            await shared_state.keep(tx, followed_files.KNOWLEDGE, told)
            await followed_files.started(replace(uow, knowledge=SimpleNamespace(revision="older")), (), ())
            assert await shared_state.fetch(tx, followed_files.KNOWLEDGE) == noted
