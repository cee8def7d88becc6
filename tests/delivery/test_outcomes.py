"""What calls led to is noted together: what is true of one alone is true of each of many."""

import asyncio

import pytest

from bot.domain.delivery import Refused, Sent, State
from bot.errors import StorageError
from bot.runtime.outcomes import Ended, Outcomes
from bot.runtime.second_tries import SecondTries
from bot.storage import outbox, settling

CHATS = 5


@pytest.fixture
def outcomes(database, office):
    async def nothing(tx, item, outcome):
        """Whoever follows what becomes of notices has no part in this."""

    return Outcomes(database, office.clock, nothing, None, SecondTries())


@pytest.fixture
def together(monkeypatch):
    """How many were noted by each transaction."""
    counts, arrived = [], settling.arrived

    async def noted(tx, arrivals, now):
        counts.append(len(arrivals))
        return await arrived(tx, arrivals, now)

    monkeypatch.setattr("bot.storage.settling.arrived", noted)
    return counts


async def claimed(database, office, chats=CHATS, **more):
    for chat in range(chats):
        await office.say("hello", chat, **more)
    async with database.transaction() as tx:
        due = await outbox.due(tx, office.account.id, office.clock(), chats)
        return await outbox.claim(tx, due, office.clock())


def ended(item, number=100, parts=1, outcome=None):
    call = type("Call", (), {"brings_back": False})()
    return Ended(item, [call] * parts, outcome or Sent((number + item.id,)))


async def states(office, items):
    return [(await office.look(item.id)).state for item in items]


async def messages(database, office, item):
    async with database.transaction() as tx:
        return await outbox.messages_of(tx, item.id, item.address.id)


async def test_whatever_arrives_while_others_are_noted_is_noted_by_the_next_transaction(
    database, office, outcomes, together
):
    items = await claimed(database, office)
    first, *others = (asyncio.create_task(outcomes.note(ended(item))) for item in items)
    await asyncio.gather(first, *others)
    assert sum(together) == CHATS
    assert len(together) <= (2 if database.engine == "sqlite" else CHATS)
    assert await states(office, items) == [State.SENT] * CHATS
    for item in items:
        assert await messages(database, office, item) == [100 + item.id]


async def test_a_part_is_followed_by_the_next_one_whatever_else_is_noted_with_it(database, office, outcomes):
    whole, part = await claimed(database, office, 2)
    await asyncio.gather(outcomes.note(ended(whole)), outcomes.note(ended(part, parts=2)))
    assert await states(office, [whole, part]) == [State.SENT, State.PENDING]
    assert await messages(database, office, part) == [100 + part.id]


async def test_under_a_claim_that_was_lost_nothing_is_noted_and_the_others_are(database, office, outcomes):
    lost, other = await claimed(database, office, 2, kind="words")
    async with database.transaction() as tx:
        taken = await outbox.take_over(tx, lost, office.clock())
    have_arrived = await asyncio.gather(outcomes.note(ended(lost)), outcomes.note(ended(other)))
    assert have_arrived == [False, True]
    assert await states(office, [lost, other]) == [State.SENDING, State.SENT]
    assert not await messages(database, office, lost)
    await outcomes.note(ended(taken, 200))
    assert await messages(database, office, lost) == [200 + lost.id]


async def test_what_cannot_be_noted_is_told_to_each_and_can_be_noted_alone(
    database, office, outcomes, monkeypatch
):
    items, arrived = await claimed(database, office), settling.arrived

    async def away(tx, arrivals, now):
        await arrived(tx, arrivals, now)
        raise StorageError("away")

    with monkeypatch.context() as patched:
        patched.setattr("bot.storage.settling.arrived", away)
        calls = [outcomes.note(ended(item)) for item in items]
        troubles = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(trouble) for trouble in troubles] == [StorageError] * CHATS
    assert await states(office, items) == [State.SENDING] * CHATS
    for item in items:
        await outcomes.note(ended(item), alone=True)
    assert await states(office, items) == [State.SENT] * CHATS


async def test_a_fault_of_the_program_reaches_everybody_it_concerns(database, office, outcomes, monkeypatch):
    async def broken(tx, arrivals, now):
        raise ZeroDivisionError

    monkeypatch.setattr("bot.storage.settling.arrived", broken)
    calls = [outcomes.note(ended(item)) for item in await claimed(database, office)]
    faults = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(fault) for fault in faults] == [ZeroDivisionError] * CHATS


async def test_whoever_is_cancelled_while_noting_for_all_leaves_it_to_the_others(
    database, office, outcomes, monkeypatch
):
    if database.engine == "postgres":
        pytest.skip("notes each by itself")
    items, arrived, begun = await claimed(database, office), settling.arrived, asyncio.Event()

    async def hangs(tx, arrivals, now):
        begun.set()
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.storage.settling.arrived", hangs)
    noting = [asyncio.create_task(outcomes.note(ended(item))) for item in items]
    await begun.wait()
    monkeypatch.setattr("bot.storage.settling.arrived", arrived)
    noting[0].cancel()
    results = await asyncio.gather(*noting, return_exceptions=True)
    assert isinstance(results[0], asyncio.CancelledError)
    for item, result in zip(items[1:], results[1:], strict=True):
        if isinstance(result, StorageError):  # it was in the transaction that was given up
            await outcomes.note(ended(item), alone=True)
    assert await states(office, items[1:]) == [State.SENT] * (CHATS - 1)


async def test_what_was_refused_is_noted_by_itself(database, office, outcomes, together):
    items = await claimed(database, office, 2)
    await asyncio.gather(*(outcomes.note(ended(item, outcome=Refused("no"))) for item in items))
    assert await states(office, items) == [State.FAILED] * 2
    assert not together
