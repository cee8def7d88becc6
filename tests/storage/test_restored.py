"""A restored backup says nothing twice unasked, gives no number away again, and tells what is in doubt."""

import datetime as dt
import itertools

import pytest
from engines import ENGINES, NOON, fresh_postgres_url, opened

from bot.domain.outgoing import Notice, Sentence, Toast
from bot.domain.people import Role
from bot.storage import (
    alarms,
    epochs,
    inbox,
    not_delivered,
    outbox,
    people,
    restored,
    roster,
    set_aside,
    tickets,
)
from bot.storage.alarms import AlarmKind
from bot.storage.engine.backup import backup, restore
from bot.storage.engine.master import Master
from bot.storage.restored import GAPS

KEY = Master.new()
LATER = NOON + dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def new_url(request, tmp_path):
    """Make the address of an empty database on the engine that is asked for."""
    numbers = itertools.count(1)

    async def make(engine):
        if engine == "sqlite":
            return f"sqlite:///{tmp_path}/{next(numbers)}.db"
        return await fresh_postgres_url(request.getfixturevalue("postgres_server"))

    return make


async def opens(tx, owner):
    return await tickets.open_ticket(
        tx, owner=owner, enterprise=None, question=None, measure=None, lang="zh", urgent=False, emergency=None, now=NOON
    )  # fmt: skip


async def is_under_way(url):
    """A database in which everything waits that can wait; its epoch."""
    async with opened(url, key=KEY) as database, database.transaction() as tx:
        account = (await people.account(tx, "1", "test_bot", NOON)).id
        person = await people.at_address(tx, account, "7", NOON)
        ticket = await opens(tx, person)
        await inbox.receive(
            tx, account, [{"update_id": 5, "message": {"chat": {"id": 7}, "text": "你好"}}], NOON
        )
        for _ in range(2):
            await outbox.write(tx, Notice(person, Sentence("test.good"), ticket=ticket.id), account, NOON)
        await outbox.claim(tx, await outbox.due(tx, account, NOON, 1), NOON)
        await outbox.write(tx, Notice(person, Toast("1")), account, NOON)
        await roster.grant(tx, person, Role.ADMIN, by=None, now=NOON)
        await roster.invite(tx, "code", Role.ADMIN, by=person, now=NOON, expires_at=NOON + 7 * 24 * HOUR)
        await alarms.wind(tx, AlarmKind.TAKE, ticket.id, NOON + HOUR, NOON)
        return await epochs.current(tx, NOON)


async def comes_back(new_url, tmp_path, source, target):
    here, there = await new_url(source), await new_url(target)
    before = await is_under_way(here)
    await backup(here, tmp_path / "backup.db", KEY)
    await restore(there, tmp_path / "backup.db", KEY, put_right=lambda copy: restored.put_right(copy, LATER))
    return there, before


@pytest.mark.parametrize("source", ENGINES)
@pytest.mark.parametrize("target", ENGINES)
async def test_nothing_that_waited_goes_on_by_itself_and_the_admins_learn_how_much_that_is(
    new_url, tmp_path, source, target
):
    there, before = await comes_back(new_url, tmp_path, source, target)
    async with opened(there, key=KEY) as database, database.transaction() as tx:
        assert await outbox.due(tx, 1, LATER, 9) == []
        assert await outbox.open_notices(tx) == 0
        assert await not_delivered.count(tx) == 2  # not what answered a tap
        assert await inbox.take_next(tx, 1, LATER) is None
        (aside,) = await set_aside.everything(tx)
        assert (aside.kind, aside.id, aside.error) == ("update", 1, restored.REASON)
        assert await roster.use_invitation(tx, "code", 1, LATER) is None
        assert await epochs.current(tx, LATER) != before
        found = await epochs.untold(tx, LATER)
        assert (found.uncertain, found.updates, found.invitations) == (2, 1, 1)
        assert found.backup_at == NOON
        assert await epochs.untold(tx, LATER) is None  # told once
        assert await inbox.try_again(tx, 1)
        assert (await inbox.take_next(tx, 1, LATER)).update["message"]["text"] == "你好"


@pytest.mark.parametrize("target", ENGINES)
async def test_an_alarm_that_fell_due_meanwhile_has_its_whole_span_once_more(new_url, tmp_path, target):
    there, _ = await comes_back(new_url, tmp_path, "sqlite", target)
    async with opened(there, key=KEY) as database, database.transaction() as tx:
        (alarm,) = await alarms.all_running(tx)
    assert (alarm.set_at, alarm.due_at) == (LATER, LATER + HOUR)


@pytest.mark.parametrize("target", ENGINES)
async def test_numbers_go_on_above_a_gap_also_after_a_second_restore(new_url, tmp_path, target):
    there, _ = await comes_back(new_url, tmp_path, "sqlite", target)
    async with opened(there, key=KEY) as database, database.transaction() as tx:
        first = await opens(tx, 1)
        notice = await outbox.write(tx, Notice(1, Sentence("test.good")), 1, LATER)
        assert first.id == 2 * GAPS["tickets"] + 1
        assert notice == 2 * GAPS["outbox"] + 1
        assert (await opens(tx, 1)).id == first.id + 1
        assert await outbox.write(tx, Notice(1, Sentence("test.good")), 1, LATER) == notice + 1
    await backup(there, tmp_path / "second.db", KEY)
    again = await new_url(target)
    await restore(again, tmp_path / "second.db", KEY, put_right=lambda copy: restored.put_right(copy, LATER))
    async with opened(again, key=KEY) as database, database.transaction() as tx:
        assert (await opens(tx, 1)).id == 4 * GAPS["tickets"] + 1


@pytest.mark.parametrize("target", ENGINES)
async def test_a_backup_of_nothing_leaves_nothing_in_doubt(new_url, tmp_path, target):
    here, there = await new_url("sqlite"), await new_url(target)
    async with opened(here, key=KEY):
        pass
    await backup(here, tmp_path / "backup.db", KEY)
    await restore(there, tmp_path / "backup.db", KEY, put_right=lambda copy: restored.put_right(copy, LATER))
    async with opened(there, key=KEY) as database, database.transaction() as tx:
        found = await epochs.untold(tx, LATER)
        assert (found.uncertain, found.updates, found.invitations) == (0, 0, 0)
