"""Of several replicas one at a time does what only one may do, whatever becomes of the others."""

import asyncio
import contextlib

import pytest

from bot.errors import StorageUnavailable
from bot.runtime.turns import InTurn

SOON_S = 0.01
NEVER_S = 600.0


class Replica:
    """One of those who would do the work."""

    def __init__(self, database, gone_s=NEVER_S):
        self.turn = InTurn(database, "example", beat_s=SOON_S, gone_s=gone_s)
        self.stop = asyncio.Event()
        self.works = asyncio.Event()
        self.task = asyncio.create_task(self.turn.hold(self.work, self.stop))

    async def work(self, over):
        self.works.set()
        await over.wait()
        self.works.clear()

    async def ends(self):
        self.stop.set()
        async with asyncio.timeout(10):
            await self.task


@pytest.fixture
async def replicas(database):
    """Makes replicas, and ends them."""
    made = []

    def make(**how):
        made.append(Replica(database, **how))
        return made[-1]

    yield make
    for each in made:
        each.task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await each.task


async def until(holds):
    async with asyncio.timeout(10):
        while not await holds():  # noqa: ASYNC110 -- a row has no event
            await asyncio.sleep(SOON_S)


async def test_one_works_and_the_next_takes_over_when_it_ends(replicas):
    waiting = [replicas() for _ in range(3)]
    for left in (3, 2, 1):
        async with asyncio.timeout(10):
            await asyncio.wait(
                [asyncio.create_task(each.works.wait()) for each in waiting],
                return_when=asyncio.FIRST_COMPLETED,
            )
        (working,) = [each for each in waiting if each.works.is_set()]
        assert len(waiting) == left
        await working.ends()
        assert not working.works.is_set()
        waiting.remove(working)


async def gone(database):
    """A replica whose turn it is, and which does nothing any more."""
    sleeper = InTurn(database, "example", gone_s=NEVER_S)
    assert await sleeper._claim()
    return sleeper


async def test_whoever_is_gone_is_followed(database, replicas):
    sleeper = await gone(database)
    async with asyncio.timeout(10):
        await replicas(gone_s=5 * SOON_S).works.wait()
    assert not await sleeper.is_mine()


async def test_whoever_only_seems_late_keeps_the_turn(database, replicas):
    slow = await gone(database)
    other = replicas(gone_s=NEVER_S)
    for _ in range(5):
        await asyncio.sleep(2 * SOON_S)
        assert await slow.is_mine()
    assert not other.works.is_set()


async def test_work_ends_once_another_has_taken_over(database, replicas):
    working = replicas()
    async with asyncio.timeout(10):
        await working.works.wait()
    thief = InTurn(database, "example", gone_s=0)
    await until(thief._claim)  # as after a sleep that was longer than the others' patience
    await until(lambda: asyncio.sleep(0, not working.works.is_set()))
    assert await thief.is_mine()


async def test_work_ends_when_nobody_can_tell_for_long_whose_turn_it_is(database, replicas, monkeypatch):
    working = replicas(gone_s=3 * SOON_S)
    async with asyncio.timeout(10):
        await working.works.wait()

    def broken():
        raise StorageUnavailable("example")

    monkeypatch.setattr(database, "transaction", broken)
    await until(lambda: asyncio.sleep(0, not working.works.is_set()))
    monkeypatch.undo()
    async with asyncio.timeout(10):
        await working.works.wait()


async def test_what_the_work_raises_is_raised_and_the_turn_is_free(database, replicas):
    async def fail(_over):
        raise KeyError

    with pytest.raises(KeyError):
        await InTurn(database, "example", gone_s=NEVER_S).hold(fail, asyncio.Event())
    async with asyncio.timeout(10):
        await replicas().works.wait()


async def test_different_things_have_turns_of_their_own(database, replicas):
    await gone(database)
    assert await InTurn(database, "another", gone_s=NEVER_S)._claim()
