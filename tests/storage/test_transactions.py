"""What holds for transactions on both engines, and for the shared commits of SQLite."""

import asyncio
import sqlite3
import subprocess
import sys
import threading

import pytest
from engines import opened

from bot.errors import StorageError
from bot.storage.engine import queries
from bot.storage.engine import sqlite as engine

LANE = "inbox.open_lane"


async def lanes(database):
    async with database.reading() as tx:
        return {row["chat_id"] for row in await tx.all("test.lanes")}


@pytest.fixture(autouse=True)
def _lanes_can_be_listed(monkeypatch, tmp_path_factory):
    """Give the product's queries one more for the tests."""
    read = queries.load_queries

    def with_ours(which):
        return {**read(which), "test.lanes": queries.Query("SELECT chat_id FROM chats", ())}

    monkeypatch.setattr("bot.storage.engine.sqlite.load_queries", with_ours)
    monkeypatch.setattr("bot.storage.engine.postgres.load_queries", with_ours)


async def test_what_a_transaction_wrote_is_there_for_others_when_it_is_left(database):
    async with database.transaction() as tx:
        assert await tx.change(LANE, chat=7) == 1
        assert await tx.change(LANE, chat=7) == 0
    assert await lanes(database) == {7}


async def test_an_exception_undoes_the_whole_transaction(database):
    with pytest.raises(KeyError):  # noqa: PT012 -- the error has to leave the transaction
        async with database.transaction() as tx:
            await tx.change(LANE, chat=7)
            raise KeyError
    assert await lanes(database) == set()


async def test_an_attempt_that_fails_is_undone_alone(database):
    bell = database.bell("b")
    async with database.transaction() as tx:
        await tx.change(LANE, chat=1)
        with pytest.raises(StorageError):  # noqa: PT012 -- the error has to leave the attempt
            async with tx.attempt():
                await tx.change(LANE, chat=2)
                tx.ring("b")
                await tx.change("inbox.receive", update_id=1, chat=404, now=0, body="{}")
        with pytest.raises(KeyError):  # noqa: PT012 -- the error has to leave the attempt
            async with tx.attempt():
                await tx.change(LANE, chat=3)
                raise KeyError
        async with tx.attempt():
            await tx.change(LANE, chat=4)
    assert await lanes(database) == {1, 4}
    assert not bell.is_set()


@pytest.mark.parametrize("error", [OSError, TimeoutError, KeyError])
async def test_errors_of_the_caller_are_not_taken_for_errors_of_the_database(database, error):
    with pytest.raises(error):
        async with database.transaction():
            raise error


async def test_rows_are_mappings_by_column_name(database):
    async with database.transaction() as tx:
        await tx.change(LANE, chat=7)
        row = await tx.one("test.lanes")
        assert row == {"chat_id": 7}
        assert row.get("nothing") is None
        assert await tx.one("inbox.oldest_of_chat", chat=7) is None


async def test_after_a_failed_query_nothing_of_the_transaction_is_kept(database):
    with pytest.raises(StorageError):  # noqa: PT012 -- the error has to leave the transaction
        async with database.transaction() as tx:
            await tx.change(LANE, chat=7)
            with pytest.raises(StorageError):
                await tx.change("inbox.receive", update_id=1, chat=404, now=0, body="{}")
    assert await lanes(database) == set()


async def test_errors_of_the_driver_name_no_values(database):
    with pytest.raises(StorageError) as caught:
        async with database.transaction() as tx:
            await tx.change("inbox.receive", update_id=1, chat=987654321, now=0, body="secret words")
    assert "987654321" not in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_readers_cannot_write(database):
    with pytest.raises(StorageError):
        async with database.reading() as tx:
            await tx.change(LANE, chat=7)
    assert await lanes(database) == set()


async def test_a_reader_sees_one_state_however_long_it_looks(database):
    async with database.reading() as reader:
        assert await reader.all("test.lanes") == []
        async with database.transaction() as tx:
            await tx.change(LANE, chat=7)
        assert await reader.all("test.lanes") == []
    assert await lanes(database) == {7}


async def test_a_bell_rings_after_the_commit_and_never_for_what_failed(database):
    bell = database.bell("b")
    with pytest.raises(KeyError):  # noqa: PT012 -- the error has to leave the transaction
        async with database.transaction() as tx:
            tx.ring("b")
            raise KeyError
    assert not bell.is_set()
    async with database.transaction() as tx:
        tx.ring("b")
        assert not bell.is_set()
    assert bell.is_set()


async def test_many_callers_at_once_all_get_their_rows(database):
    async def add(chat):
        async with database.transaction() as tx:
            await tx.change(LANE, chat=chat)

    await asyncio.gather(*(add(chat) for chat in range(1, 101)))
    assert await lanes(database) == set(range(1, 101))


async def test_a_closed_database_says_so(sqlite):
    await sqlite.close()
    with pytest.raises(StorageError, match="closed"):
        async with sqlite.transaction():
            pass
    with pytest.raises(StorageError, match="closed"):
        async with sqlite.reading():
            pass


# SQLite: shared commits


class Commits:
    """Counts what the writer tells SQLite."""

    def __init__(self, database, fail=()):
        self.said = []
        self.fail = list(fail)
        connection = database._connections[0]
        self._execute = connection.execute
        connection.execute = self.execute

    async def execute(self, sql, *values):
        self.said.append(sql)
        if sql in self.fail:
            self.fail.remove(sql)
            raise sqlite3.OperationalError("database or disk is full")
        return await self._execute(sql, *values)

    @property
    def number(self):
        return self.said.count("COMMIT")


async def test_callers_who_come_together_share_a_commit(sqlite):
    commits = Commits(sqlite)

    async def add(chat):
        async with sqlite.transaction() as tx:
            await tx.change(LANE, chat=chat)

    await asyncio.gather(*(add(chat) for chat in range(1, 65)))
    assert await lanes(sqlite) == set(range(1, 65))
    assert commits.number == 64 / engine.BATCH


async def test_nobody_returns_before_the_shared_commit(sqlite):
    commits = Commits(sqlite)
    seen = []

    async def add(chat):
        async with sqlite.transaction() as tx:
            await tx.change(LANE, chat=chat)
        seen.append((commits.number, await lanes(sqlite)))

    await asyncio.gather(*(add(chat) for chat in (1, 2, 3)))
    assert all(number == 1 and rows == {1, 2, 3} for number, rows in seen)


async def test_callers_run_in_the_order_in_which_they_came(sqlite):
    order = []

    async def add(chat):
        async with sqlite.transaction() as tx:
            await tx.change(LANE, chat=chat)
            order.append(chat)

    await asyncio.gather(*(add(chat) for chat in range(1, 41)))
    assert order == list(range(1, 41))


async def test_a_failing_caller_takes_back_its_own_rows_and_nobody_elses(sqlite):
    async def add(chat):
        async with sqlite.transaction() as tx:
            await tx.change(LANE, chat=chat)
            if chat % 3 == 0:
                raise KeyError(chat)

    results = await asyncio.gather(*(add(chat) for chat in range(1, 31)), return_exceptions=True)
    assert [type(result) for result in results] == [
        KeyError if chat % 3 == 0 else type(None) for chat in range(1, 31)
    ]
    assert await lanes(sqlite) == {chat for chat in range(1, 31) if chat % 3}


async def test_a_caller_cancelled_in_the_middle_harms_nobody(sqlite):
    inside = asyncio.Event()

    async def slow():
        async with sqlite.transaction() as tx:
            await tx.change(LANE, chat=1)
            inside.set()
            await asyncio.Event().wait()

    async def add(chat):
        async with sqlite.transaction() as tx:
            await tx.change(LANE, chat=chat)

    first = asyncio.create_task(slow())
    await inside.wait()
    others = [asyncio.create_task(add(chat)) for chat in (2, 3)]
    first.cancel()
    await asyncio.gather(*others)
    await asyncio.wait({first})
    assert first.cancelled()
    assert await lanes(sqlite) == {2, 3}


async def test_callers_cancelled_while_waiting_in_line_harm_nobody(sqlite):
    inside, leave = asyncio.Event(), asyncio.Event()

    async def holder():
        async with sqlite.transaction() as tx:
            await tx.change(LANE, chat=1)
            inside.set()
            await leave.wait()

    async def add(chat):
        async with sqlite.transaction() as tx:
            await tx.change(LANE, chat=chat)

    first = asyncio.create_task(holder())
    await inside.wait()
    waiting = [asyncio.create_task(add(chat)) for chat in range(2, 6)]
    await asyncio.sleep(0)
    for task in waiting[:2] + waiting[3:]:
        task.cancel()
    leave.set()
    await asyncio.gather(first, *waiting, return_exceptions=True)
    assert await lanes(sqlite) == {1, 4}


async def test_all_in_line_cancelled_still_lets_the_holder_commit(sqlite):
    inside, leave = asyncio.Event(), asyncio.Event()

    async def holder():
        async with sqlite.transaction() as tx:
            await tx.change(LANE, chat=1)
            inside.set()
            await leave.wait()

    first = asyncio.create_task(holder())
    await inside.wait()
    waiting = [asyncio.create_task(holder()) for _ in range(3)]
    await asyncio.sleep(0)
    leave.set()
    for task in waiting:
        task.cancel()
    await first
    assert await lanes(sqlite) == {1}


async def test_a_commit_that_fails_is_told_to_everybody_who_shared_it(sqlite):
    Commits(sqlite, fail=["COMMIT"])

    async def add(chat):
        async with sqlite.transaction() as tx:
            await tx.change(LANE, chat=chat)
            tx.ring("b")

    results = await asyncio.gather(*(add(chat) for chat in (1, 2, 3)), return_exceptions=True)
    assert [type(result) for result in results] == [StorageError] * 3
    assert "free some space" in str(results[0])
    assert not sqlite.bell("b").is_set()
    assert await lanes(sqlite) == set()
    await add(4)
    assert await lanes(sqlite) == {4}


async def test_a_savepoint_that_fails_is_told_to_everybody_who_shared_it(sqlite):
    Commits(sqlite, fail=["SAVEPOINT caller"])

    async def add(chat):
        async with sqlite.transaction() as tx:
            await tx.change(LANE, chat=chat)

    results = await asyncio.gather(*(add(chat) for chat in (1, 2, 3)), return_exceptions=True)
    assert [type(result) for result in results] == [StorageError, StorageError, type(None)]
    assert await lanes(sqlite) == {3}


async def test_a_transaction_inside_a_transaction_is_refused_instead_of_waiting_for_ever(sqlite):
    async with sqlite.transaction():
        with pytest.raises(RuntimeError, match="inside"):
            async with sqlite.transaction():
                pass
    await lanes(sqlite)


async def test_a_failed_statement_that_is_swallowed_does_not_write_outside_the_transaction(sqlite):
    with pytest.raises(StorageError):  # noqa: PT012 -- the error has to leave the transaction
        async with sqlite.transaction() as tx:
            for chat in (404, 405):
                with pytest.raises(StorageError):
                    await tx.change("inbox.receive", update_id=chat, chat=chat, now=0, body="{}")
            with pytest.raises(StorageError):
                await tx.change(LANE, chat=1)
    assert await lanes(sqlite) == set()


async def test_closing_commits_what_was_finished_and_ends_every_thread(tmp_path):
    before = set(threading.enumerate())
    async with opened(f"sqlite:///{tmp_path}/test.db") as database:
        async with database.transaction() as tx:
            await tx.change(LANE, chat=1)
        assert await lanes(database) == {1}
        ours = set(threading.enumerate()) - before
        assert ours
    for thread in ours:
        thread.join(timeout=10)
        assert not thread.is_alive()


def test_a_program_that_closes_its_database_ends(tmp_path):
    program = f"""
import asyncio
from bot.storage.engine.database import open_database
async def main():
    database = await open_database("sqlite:///{tmp_path}/test.db")
    try:
        async with database.transaction() as tx:
            await tx.change("inbox.open_lane", chat=1)
        async with database.reading() as tx:
            await tx.one("inbox.waiting")
        raise SystemExit(7)
    finally:
        await database.close()
asyncio.run(main())
"""
    assert subprocess.run([sys.executable, "-c", program], timeout=30, check=False).returncode == 7
