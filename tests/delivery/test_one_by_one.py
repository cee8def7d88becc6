"""Pieces of work begin one after another, and none waits for one that takes long."""

import asyncio
from contextlib import AsyncExitStack

import pytest

from bot.runtime.one_by_one import OneByOne

FOR_EVER_S, NOT_AT_ALL_S = 3600.0, 0.0


async def nothing_moves() -> None:
    """Let everything go on that can, timers that are due among it."""
    for _ in range(40):
        await asyncio.sleep(0)


async def break_off(turns: OneByOne) -> None:
    async with turns.turn():
        await nothing_moves()
        raise ValueError("broken")


async def turns_taken(turns: OneByOne, wanted: int) -> list[int]:
    """Numbers of pieces that have begun, of so many that all want to and none of which ends, once nothing moves any more."""
    begun: list[int] = []
    never = asyncio.Event()

    async def work(number: int) -> None:
        async with turns.turn():
            begun.append(number)
            await never.wait()

    pieces = [asyncio.create_task(work(number)) for number in range(wanted)]
    await nothing_moves()
    for piece in pieces:
        piece.cancel()
    await asyncio.gather(*pieces, return_exceptions=True)
    return begun


@pytest.mark.parametrize("at_once", [1, 2, 3])
async def test_as_many_begin_as_may_be_in_hand(at_once: int) -> None:
    assert await turns_taken(OneByOne(at_once, FOR_EVER_S), 4) == list(range(at_once))


async def test_nobody_waits_for_one_that_takes_longer_than_is_waited_for() -> None:
    assert await turns_taken(OneByOne(1, NOT_AT_ALL_S), 4) == [0, 1, 2, 3]


@pytest.mark.parametrize("patience_s", [FOR_EVER_S, NOT_AT_ALL_S])
async def test_a_turn_is_passed_on_once_however_it_ends(patience_s: float) -> None:
    turns = OneByOne(1, patience_s)
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"):
            await break_off(turns)

    turns.patience_s = FOR_EVER_S  # from here on only what has ended may have passed its turn on
    assert await turns_taken(turns, 3) == [0]


async def test_whoever_is_cancelled_while_it_waits_takes_no_turn_away() -> None:
    turns = OneByOne(1, FOR_EVER_S)
    async with AsyncExitStack() as held:
        await held.enter_async_context(turns.turn())
        waiting = asyncio.create_task(turns.turn().__aenter__())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)

    assert await turns_taken(turns, 2) == [0]
