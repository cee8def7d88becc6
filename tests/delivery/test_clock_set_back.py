"""The clock was a day ahead and is put right: nothing waits longer than its bound, whatever time it had been given."""

import asyncio
import datetime as dt

import pytest
from engines import NOON
from office import Office, opened_office

from bot.domain.delivery import Retry, Sent, State
from bot.domain.instant import from_ms
from bot.runtime.claims import LEASE
from bot.runtime.rate_limit import CHAT_BURST
from bot.runtime.worker import Worker
from bot.storage import inbox, journal, outbox, people, tickets
from bot.storage.alarms import AlarmKind
from bot.usecases import alarms as timers

TOMORROW = NOON + dt.timedelta(days=1)
OPENING = NOON.replace(hour=9)  # of the office's working day
LONGEST_PAUSE = max(inbox.PAUSES).total_seconds()


async def until(holds):
    async with asyncio.timeout(20):
        while not await holds():  # noqa: ASYNC110 -- the loops have no event for tests
            await asyncio.sleep(0.002)


async def arrives(call):
    return Sent((1,))


def worker_of(office, *, update=None, alarm=None):
    async def never(tx, work):
        raise AssertionError(work)

    return Worker(
        office.database,
        office.account,
        office.clock,
        update=update or never,
        update_set_aside=never,
        alarm=alarm or never,
        alarm_set_aside=never,
    )


async def fails(tx, work):
    raise ValueError


async def set_alarm(office, ticket):
    async with office.database.transaction() as tx:
        await timers.begin(office.unit_of_work(tx), ticket)


@pytest.fixture
async def ticket(office):
    """A waiting ticket, opened while the clock was wrong."""
    person = await office.person(7)
    async with office.database.transaction() as tx:
        return await tickets.open_ticket(
            tx,
            owner=person,
            enterprise=None,
            question=None,
            measure=None,
            lang="zh",
            urgent=False,
            emergency=None,
            now=TOMORROW,
        )


@pytest.fixture
async def office(database, clock) -> Office:
    """A bot whose clock is a day ahead."""
    clock.now = TOMORROW
    return await opened_office(database, clock)


async def test_an_update_that_failed_is_tried_again_within_the_longest_pause(office, clock):
    update = {"update_id": 5, "message": {"chat": {"id": 7}, "text": "hello"}}
    async with office.database.transaction() as tx:
        await inbox.receive(tx, office.account.id, [update], clock())
    assert await worker_of(office, update=fails).handle_next()
    clock.now, heard, stop = NOON, [], asyncio.Event()

    async def hear(tx, item):
        heard.append(item.update_id)

    worker = worker_of(office, update=hear)
    running = asyncio.create_task(worker.run(stop))
    await until(lambda: _no_update_waits_for_tomorrow(office))
    clock.moves(LONGEST_PAUSE)
    office.database.bell(inbox.BELL).set()
    await until(lambda: _is(heard, [5]))
    stop.set()
    await running


async def test_an_alarm_that_failed_is_rung_again_within_the_longest_pause(office, clock, ticket):
    clock.now = NOON  # wound in time, so that only the pause is wrong
    await set_alarm(office, ticket)
    clock.now = TOMORROW + dt.timedelta(days=1)
    assert await worker_of(office, alarm=fails).ring_due() == 2
    clock.now, rung = NOON + dt.timedelta(days=1), []

    async def ring(tx, alarm):
        rung.append(alarm.kind)

    worker = worker_of(office, alarm=ring)
    assert await worker.ring_due() == 0
    await worker._shorten_waits()
    clock.moves(LONGEST_PAUSE)
    assert await worker.ring_due() == 2
    assert set(rung) == {AlarmKind.TAKE, AlarmKind.ANSWER}


async def test_alarms_that_were_wound_tomorrow_ring_by_todays_time(office, clock, ticket):
    """The chore of every hour reckons them anew; each time, not only the first, and without putting them off."""
    await set_alarm(office, ticket)
    clock.now = OPENING
    rung = []

    async def ring(tx, alarm):
        rung.append((alarm.kind, clock.now - OPENING))

    worker = worker_of(office, alarm=ring)
    for _hour in range(6):
        async with office.database.transaction() as tx:
            await timers.reckon_anew(office.unit_of_work(tx))
        for _five_minutes in range(12):
            await worker.ring_due()
            clock.moves(300)
    policy = office.unit_of_work(None).policy
    assert rung == [
        (AlarmKind.TAKE, dt.timedelta(minutes=policy.take_after_working_minutes)),
        (AlarmKind.ANSWER, dt.timedelta(hours=policy.answer_after_working_hours)),
    ]


async def test_reckoning_anew_leaves_alone_what_is_right(office, clock, ticket):
    clock.now = NOON
    await set_alarm(office, ticket)
    for hours in (0, 1, 2):
        clock.now = NOON + dt.timedelta(hours=hours)
        async with office.database.transaction() as tx:
            assert await timers.reckon_anew(office.unit_of_work(tx)) == 0


async def test_a_notice_that_was_to_be_tried_tomorrow_goes_within_the_longest_wait(office, clock):
    notice = await office.say("first")

    async def later(call):
        return Retry(30)

    await office.courier(later).deliver_due()
    clock.now = NOON
    courier = office.courier(arrives)
    await courier.recover()
    assert await courier.deliver_due() == 0
    clock.moves(outbox.LONGEST_WAIT.total_seconds())
    assert await courier.deliver_due() == 1
    assert (await office.look(notice)).state == State.SENT


async def test_a_chat_that_was_to_rest_until_tomorrow_is_written_to_within_the_longest_wait(office, clock):
    for number in range(CHAT_BURST + 1):
        await office.say(str(number))
    courier = office.courier(arrives)
    assert await courier.deliver_due() == CHAT_BURST
    clock.now = NOON
    await courier.recover()
    assert await courier.deliver_due() == 0
    clock.moves(outbox.LONGEST_WAIT.total_seconds())
    assert await courier.deliver_due() == 1


async def test_a_running_courier_notices_by_itself_that_the_clock_was_set_back(office, clock):
    notice = await office.say("first")
    stop = asyncio.Event()
    outcomes = [Retry(30)]

    async def post(call):
        return outcomes.pop() if outcomes else Sent((1,))

    running = asyncio.create_task(office.courier(post).run(stop))
    await until(lambda: _a_notice_is_put_off(office))
    clock.now = NOON
    office.database.bell(outbox.BELL).set()
    await until(lambda: _no_notice_waits_for_tomorrow(office))
    clock.moves(outbox.LONGEST_WAIT.total_seconds())
    office.database.bell(outbox.BELL).set()
    await until(lambda: _sent(office, notice))
    stop.set()
    await running


async def test_a_claim_of_tomorrow_whose_program_is_gone_holds_up_its_chat_no_longer_than_a_lease(
    office, clock
):
    gone, behind = await office.say("first", kind="words"), await office.say("second")
    async with office.database.transaction() as tx:
        ((found, chat),) = await outbox.due(tx, office.account.id, clock(), 10)
        assert await outbox.claim(tx, [(found, chat)], clock())
    clock.now = NOON
    courier = office.courier(arrives)
    await courier.recover()
    clock.moves(LEASE.total_seconds())
    await courier.recover(only_old=True)
    assert (await office.look(gone)).state == State.UNCERTAIN
    clock.moves(outbox.LONGEST_WAIT.total_seconds())
    await courier.deliver_due()
    assert (await office.look(behind)).state == State.SENT


async def test_the_claim_of_a_replica_whose_clock_is_a_little_ahead_is_left_alone(office, clock):
    notice = await office.say("first")
    async with office.database.transaction() as tx:
        ((found, chat),) = await outbox.due(tx, office.account.id, clock(), 10)
        assert await outbox.claim(tx, [(found, chat)], clock())
    clock.moves(-5)
    assert await office.courier(arrives).recover(only_old=True) == 0
    assert (await office.look(notice)).state == State.SENDING


async def test_questions_of_tomorrow_do_not_count_as_asked_lately(office, clock):
    person = await office.person(7)
    address = await office.address(7)
    async with office.database.transaction() as tx:
        await _ask(tx, person, address, TOMORROW)
        await _ask(tx, person, address, NOON - dt.timedelta(seconds=10))
        since = NOON - dt.timedelta(minutes=1)
        assert (await people.caller(tx, office.account.id, "7", NOON, since)).asked_lately == 1


async def _ask(tx, person, address, at):
    await journal.add(tx, journal.Question(person, address, 5, at, "?", "zh", "answer", "revision"))


async def _is(found, wanted):
    return found == wanted


async def _sent(office, notice):
    return (await office.look(notice)).state == State.SENT


async def _no_update_waits_for_tomorrow(office):
    address = await office.address(7)
    async with office.database.reading() as tx:
        row = await tx.one("inbox.oldest_of_lane", address=address)
    return row is None or from_ms(row["not_before"]) < TOMORROW


async def _a_notice_is_put_off(office):
    async with office.database.reading() as tx:
        due = await outbox.next_due(tx, office.account.id, office.clock())
    return due is not None and due > TOMORROW


async def _no_notice_waits_for_tomorrow(office):
    async with office.database.reading() as tx:
        due = await outbox.next_due(tx, office.account.id, office.clock())
    return due is None or due < TOMORROW
