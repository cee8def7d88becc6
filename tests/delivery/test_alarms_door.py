"""The worker's second door: a due alarm is rung once, tried again when that fails, and set aside when it fails for good."""

import asyncio
import datetime as dt

import pytest
from engines import NOON

from bot.domain.actions import RetryAlarm, unpack
from bot.domain.outgoing import Notice, Sentence
from bot.domain.people import Role
from bot.errors import StorageUnavailable
from bot.runtime.worker import Worker
from bot.storage import alarms, inbox, outbox, people, roster, set_aside, tickets
from bot.storage.alarms import AlarmKind
from bot.usecases import alarms as timers

ADMIN = 300
FIRST, SECOND = inbox.PAUSES


class Bell:
    """Stands where a use case stands: notes which tickets it was called for, and fails for poisoned ones."""

    def __init__(self, office):
        self.office = office
        self.tries = []
        self.rung = []
        self.poisoned = {}

    async def __call__(self, tx, alarm):
        self.tries.append(alarm.ticket)
        if alarm.ticket in self.poisoned:
            person = await people.at_address(tx, self.office.account.id, "7", NOON)
            half_done = Notice(person, Sentence("half done"))
            await outbox.write(tx, half_done, self.office.account.id, NOON)
            raise self.poisoned[alarm.ticket]
        self.rung.append(alarm.ticket)


@pytest.fixture
def bell(office):
    return Bell(office)


@pytest.fixture
async def admin(office):
    person = await office.person(ADMIN)
    async with office.database.transaction() as tx:
        await roster.appoint(tx, person, Role.ADMIN, NOON)
    return person


async def tell_set_aside(office, tx, alarm):
    await timers.tell_set_aside(office.unit_of_work(tx), alarm)


def worker_of(office, ring, *, told=None, hear=None, **more):
    async def never(tx, work):
        raise AssertionError(work)

    async def tell(tx, alarm):
        await tell_set_aside(office, tx, alarm)

    return Worker(
        office.database,
        office.account,
        office.clock,
        update=hear or never,
        update_set_aside=never,
        alarm=ring,
        alarm_set_aside=told or tell,
        **more,
    )


@pytest.fixture
def worker(office, bell, admin):
    return worker_of(office, bell)


async def ticket_with_alarm(office, due_at=NOON):
    """A waiting ticket whose lawyers are to be reminded at an instant."""
    owner = await office.person(7)
    async with office.database.transaction() as tx:
        ticket = await tickets.open_ticket(
            tx,
            owner=owner,
            enterprise=None,
            question=None,
            measure=None,
            lang="zh",
            urgent=False,
            emergency=None,
            now=NOON,
        )
        await alarms.wind(tx, AlarmKind.TAKE, ticket.id, due_at, NOON)
    return ticket.id


async def alarms_set_aside(office):
    async with office.database.reading() as tx:
        return [each for each in await set_aside.everything(tx) if each.kind == "alarm"]


async def test_a_due_alarm_rings_once(office, worker, bell, clock):
    now, later = (
        await ticket_with_alarm(office),
        await ticket_with_alarm(office, NOON + dt.timedelta(minutes=1)),
    )
    assert await worker.ring_due() == 1
    assert await worker.ring_due() == 0
    clock.moves(60)
    assert await worker.ring_due() == 1
    assert bell.rung == [now, later]


async def test_several_workers_ring_each_alarm_once(office, bell, admin):
    rung = [await ticket_with_alarm(office) for _ in range(20)]
    workers = [worker_of(office, bell) for _ in range(4)]
    await asyncio.gather(*(worker.ring_due() for worker in workers))
    assert sorted(bell.rung) == rung


async def test_an_alarm_that_fails_is_tried_three_times_with_pauses_and_then_set_aside(
    *, office, worker, bell, clock, caplog
):
    ticket = await ticket_with_alarm(office)
    bell.poisoned[ticket] = ValueError("secret words")
    for pause in (FIRST, SECOND):
        assert await worker.ring_due() == 1
        clock.moves(pause.total_seconds() - 0.1)
        assert await worker.ring_due() == 0
        clock.moves(0.1)
    assert await alarms_set_aside(office) == []
    assert await worker.ring_due() == 1
    clock.moves(86_400)
    assert await worker.ring_due() == 0
    (row,) = await alarms_set_aside(office)
    assert (row.tries, row.error, bell.tries) == (3, "ValueError", [ticket] * 3)
    assert "ValueError at test_alarms_door.py" in caplog.text
    assert "secret" not in caplog.text


async def test_other_alarms_ring_while_one_fails(office, worker, bell, clock):
    poisoned = await ticket_with_alarm(office, NOON - dt.timedelta(minutes=1))
    bell.poisoned[poisoned] = ValueError()
    same_time, soon = await ticket_with_alarm(office), await ticket_with_alarm(office, NOON + FIRST)
    assert await worker.ring_due() == 2
    assert bell.rung == [same_time]
    clock.moves(FIRST.total_seconds())
    assert await worker.ring_due() == 2
    assert bell.rung == [same_time, soon]


async def test_what_a_failing_alarm_did_is_undone(office, worker, bell):
    bell.poisoned[await ticket_with_alarm(office)] = ValueError()
    await worker.ring_due()
    async with office.database.reading() as tx:
        assert await outbox.open_notices(tx) == 0


async def fail_for_good(office, worker, clock):
    for pause in (FIRST, SECOND, FIRST):
        await worker.ring_due()
        clock.moves(pause.total_seconds())


async def test_the_admins_are_told_of_an_alarm_that_was_set_aside_with_a_button_that_puts_it_back(
    *, office, worker, bell, clock
):
    ticket = await ticket_with_alarm(office)
    bell.poisoned[ticket] = ValueError()
    await fail_for_good(office, worker, clock)
    (told,) = await office.told_in(ADMIN)
    ((again,),) = told.rows
    assert (told.key, told.params["number"], again.label) == ("failure.alarm", ticket, "button.try_again")
    assert unpack(again.action) == RetryAlarm((await alarms_set_aside(office))[0].id)


async def test_an_alarm_that_was_put_back_rings_or_is_told_of_again(office, worker, bell, clock):
    ticket = await ticket_with_alarm(office)
    bell.poisoned[ticket] = ValueError()
    for times in (1, 2):
        await fail_for_good(office, worker, clock)
        async with office.database.reading() as tx:
            assert await outbox.open_notices(tx) == times
        await put_back(office, True)
        await put_back(office, False)
    bell.poisoned.clear()
    assert await worker.ring_due() == 1
    assert bell.rung == [ticket]
    await put_back(office, False)


async def put_back(office, there_was_one):
    async with office.database.transaction() as tx:
        assert await alarms.try_again(tx, 1) is there_was_one


async def test_an_alarm_is_set_aside_even_when_nobody_can_be_told(office, bell, admin, clock):
    async def cannot_tell(tx, alarm):
        raise KeyError("secret words")

    bell.poisoned[await ticket_with_alarm(office)] = ValueError()
    worker = worker_of(office, bell, told=cannot_tell)
    await fail_for_good(office, worker, clock)
    assert len(await alarms_set_aside(office)) == 1
    fine = await ticket_with_alarm(office)
    await worker.ring_due()
    assert bell.rung == [fine]


async def test_an_alarm_of_a_kind_that_this_program_does_not_know_is_set_aside_and_told(
    office, bell, admin, clock
):
    strange, known = await ticket_with_alarm(office), await ticket_with_alarm(office)
    async with office.database.transaction() as tx:
        await tx.script(f"UPDATE alarms SET kind = 'dance' WHERE ticket = {strange};")

    async def ring(tx, alarm):
        if alarm.ticket == known:
            await bell(tx, alarm)
        else:
            await timers.ring(office.unit_of_work(tx), alarm)

    await fail_for_good(office, worker_of(office, ring), clock)
    assert bell.rung == [known]
    assert len(await alarms_set_aside(office)) == 1
    assert [each.params["number"] for each in await office.told_in(ADMIN)] == [strange]
    async with office.database.transaction() as tx:  # the chore of every hour passes it over, too
        assert await alarms.try_again(tx, 1)
        assert await timers.reckon_anew(office.unit_of_work(tx)) == 0


async def test_an_alarm_whose_ticket_no_longer_waits_rings_for_nothing(office, admin):
    ticket = await ticket_with_alarm(office)
    async with office.database.transaction() as tx:
        await tx.script(f"UPDATE tickets SET state = 'closed' WHERE id = {ticket};")

    async def ring(tx, alarm):
        await timers.ring(office.unit_of_work(tx), alarm)

    assert await worker_of(office, ring).ring_due() == 1
    assert office.told == []
    async with office.database.reading() as tx:
        assert await alarms.running(tx, ticket) == []


async def test_the_databases_own_trouble_uses_up_none_of_an_alarms_tries(office, worker, bell):
    ticket = await ticket_with_alarm(office)
    bell.poisoned[ticket] = StorageUnavailable("away")
    for _ in range(4):
        with pytest.raises(StorageUnavailable):
            await worker.ring_due()
    bell.poisoned.clear()
    assert await worker.ring_due() == 1
    assert bell.rung == [ticket]


async def test_a_handler_that_does_not_end_counts_as_failed(office, admin, monkeypatch):
    monkeypatch.setattr("bot.runtime.worker.PROCESS_S", 0.01)

    async def hang(tx, alarm):
        await asyncio.Event().wait()

    await ticket_with_alarm(office)
    async with asyncio.timeout(20):
        assert await worker_of(office, hang).ring_due() == 1
    async with office.database.reading() as tx:
        (alarm,) = await alarms.all_running(tx)
    assert alarm.attempts == 1


async def test_the_process_goes_on_although_an_alarm_fails_again_and_again(office, bell, admin, monkeypatch):
    monkeypatch.setattr("bot.runtime.worker.TICK_S", 0.001)
    poisoned = await ticket_with_alarm(office)
    bell.poisoned[poisoned] = ValueError()
    heard, stop = asyncio.Event(), asyncio.Event()

    async def hear(tx, item):
        heard.set()

    no_pauses = (dt.timedelta(), dt.timedelta())
    worker = worker_of(office, bell, hear=hear, pauses=no_pauses)
    running = asyncio.create_task(worker.run(stop))
    async with asyncio.timeout(20):
        while not await alarms_set_aside(office):  # noqa: ASYNC110 -- the worker has no event for tests
            await asyncio.sleep(0.002)
        fine = await ticket_with_alarm(office)
        while not bell.rung:  # noqa: ASYNC110 -- the worker has no event for tests
            await asyncio.sleep(0.002)
        async with office.database.transaction() as tx:
            await inbox.receive(tx, office.account.id, [{"update_id": 1}], NOON)
        await heard.wait()
    assert not running.done()
    stop.set()
    await running
    assert bell.rung == [fine]
    assert bell.tries.count(poisoned) == 3
