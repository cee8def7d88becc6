"""What holds for transactions on both engines, and for the shared commits of SQLite."""

import asyncio
import sqlite3
import subprocess
import sys
import threading

import pytest
from engines import opened
from notebook import soon, write, written

from bot.errors import StorageError, StorageUnavailable
from bot.storage.engine import sqlite as engine
from bot.storage.engine import sqlite_transaction
from bot.storage.engine.sqlite_transaction import IN_A_ROW


async def test_what_a_transaction_wrote_is_there_for_others_when_it_is_left(notebook):
    async with notebook.transaction() as tx:
        assert await tx.change("notes.write", number=7) == 1
        assert await tx.change("notes.write", number=7) == 0
    assert await written(notebook) == {7}


async def test_a_batch_runs_its_queries_in_order_and_returns_the_rows_of_each(notebook):
    async with notebook.transaction() as tx:
        assert await tx.batch([]) == []
        assert await tx.batch(
            [
                ("notes.write", {"number": 7}),
                ("notes.mark", {"note": 7}),
                ("notes.all", {}),
                ("notes.find", {"number": 8}),
            ]
        ) == [[], [], [{"number": 7, "words": ""}], []]
    assert await written(notebook) == {7}


async def test_a_batch_of_which_one_query_fails_breaks_the_transaction(notebook):
    with pytest.raises(StorageError, match=r"notes\.mark"):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            with pytest.raises(StorageError):
                await tx.batch([("notes.write", {"number": 7}), ("notes.mark", {"note": 404})])
    assert await written(notebook) == set()


async def test_a_query_that_runs_with_many_values_returns_the_rows_of_all_in_their_order(notebook):
    async with notebook.transaction() as tx:
        assert await tx.many("notes.write", []) == []
        assert await tx.many("notes.write", [{"number": number} for number in (7, 8)]) == []
        assert await tx.many("notes.find", [{"number": number} for number in (8, 9, 7)]) == [
            {"number": 8},
            {"number": 7},
        ]
    assert await written(notebook) == {7, 8}


async def test_many_of_which_one_fails_break_the_transaction(notebook):
    with pytest.raises(StorageError, match=r"notes\.mark"):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            await tx.change("notes.write", number=7)
            with pytest.raises(StorageError):
                await tx.many("notes.mark", [{"note": 7}, {"note": 404}])
    assert await written(notebook) == set()


@pytest.fixture
def trips(sqlite_notebook, monkeypatch):
    """What goes to the thread of SQLite that writes, from when it is emptied."""
    connection, gone = sqlite_notebook._connections[0], []
    execute = connection._execute

    async def counted(*words):
        gone.append(words)
        return await execute(*words)

    monkeypatch.setattr(connection, "_execute", counted)
    return gone


async def test_until_the_commit_nothing_makes_a_trip_to_the_thread_of_sqlite(sqlite_notebook, trips):
    async with sqlite_notebook.transaction() as tx:
        await tx.batch([("notes.write", {"number": number}) for number in range(5)])
        async with tx.attempt():
            await tx.change("notes.write", number=5)
        assert trips == []
    assert await written(sqlite_notebook) == set(range(6))


async def test_while_another_process_holds_the_file_it_is_the_thread_that_waits(sqlite_notebook):
    other = sqlite3.connect(sqlite_notebook.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    commits, clock = Commits(sqlite_notebook), asyncio.get_running_loop().time
    began, writing = clock(), asyncio.create_task(write(sqlite_notebook, 1))
    async with soon():
        await commits.begun.wait()
    assert clock() - began < engine.BUSY_MS / 1000  # this thread would have waited for so long
    assert not writing.done()
    other.execute("COMMIT")
    other.close()
    await writing
    assert await written(sqlite_notebook) == {1}


async def test_many_queries_of_one_caller_let_others_run_in_between(sqlite_notebook):
    async def counts():
        while True:
            rounds.append(1)
            await asyncio.sleep(0)

    rounds = []
    async with sqlite_notebook.transaction() as tx:
        other = asyncio.create_task(counts())
        for number in range(3 * IN_A_ROW):
            await tx.change("notes.write", number=number)
        assert len(rounds) == 3
        other.cancel()


async def test_a_caller_who_fails_before_any_statement_undoes_nobody_elses(sqlite_notebook):
    async def failing(*, inside):
        async with sqlite_notebook.transaction() as tx:
            if inside:
                async with tx.attempt():
                    raise KeyError
            raise KeyError

    first, second, third = (write(sqlite_notebook, number) for number in (1, 2, 3))
    ended = await asyncio.gather(
        first, failing(inside=False), second, failing(inside=True), third, return_exceptions=True
    )
    assert [type(each) for each in ended if each is not None] == [KeyError, KeyError]
    assert await written(sqlite_notebook) == {1, 2, 3}


async def test_what_was_written_before_an_attempt_that_does_nothing_is_undone_with_its_caller(
    sqlite_notebook,
):
    with pytest.raises(KeyError):  # noqa: PT012 -- the error has to leave the transaction
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=1)
            async with tx.attempt():
                pass
            raise KeyError
    assert await written(sqlite_notebook) == set()


async def test_an_exception_undoes_the_whole_transaction(notebook):
    with pytest.raises(KeyError):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            await tx.change("notes.write", number=7)
            raise KeyError
    assert await written(notebook) == set()


async def test_what_is_done_last_comes_in_order_what_locks_behind_the_rest_and_what_was_undone_not_at_all(
    notebook,
):
    def noting(name):
        async def noted():
            done.append(name)

        return noted

    done = []
    async with notebook.transaction() as tx:
        tx.at_last(noting("lock"), locks=True)
        tx.at_last(noting("first"))
        with pytest.raises(KeyError):  # noqa: PT012 -- the error has to leave the attempt
            async with tx.attempt():
                tx.at_last(noting("undone"))
                raise KeyError
        tx.at_last(noting("second"))
        assert done == []
    assert done == ["first", "second", "lock"]


async def test_an_attempt_that_fails_is_undone_alone(notebook):
    bell = notebook.bell("b")
    async with notebook.transaction() as tx:
        await tx.change("notes.write", number=1)
        with pytest.raises(StorageError):  # noqa: PT012 -- the error has to leave the attempt
            async with tx.attempt():
                await tx.change("notes.write", number=2)
                tx.ring("b")
                await tx.change("notes.mark", note=404)
        with pytest.raises(KeyError):  # noqa: PT012 -- the error has to leave the attempt
            async with tx.attempt():
                await tx.change("notes.write", number=3)
                raise KeyError
        async with tx.attempt():
            await tx.change("notes.write", number=4)
    assert await written(notebook) == {1, 4}
    assert not bell.is_set()


@pytest.mark.parametrize("error", [OSError, TimeoutError, KeyError])
async def test_errors_of_the_caller_are_not_taken_for_errors_of_the_database(notebook, error):
    with pytest.raises(error):
        async with notebook.transaction():
            raise error


async def test_rows_are_mappings_by_column_name(notebook):
    async with notebook.transaction() as tx:
        await tx.change("notes.write", number=7)
        row = await tx.one("notes.all")
        assert row == {"number": 7, "words": ""}
        assert row.get("nothing") is None
        assert await tx.one("notes.find", number=8) is None


async def test_after_a_failed_query_nothing_of_the_transaction_is_kept(notebook):
    with pytest.raises(StorageError):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            await tx.change("notes.write", number=7)
            with pytest.raises(StorageError):
                await tx.change("notes.mark", note=404)
    assert await written(notebook) == set()


async def test_errors_of_the_driver_name_no_values(notebook):
    with pytest.raises(StorageError) as caught:
        async with notebook.transaction() as tx:
            await tx.change("notes.mark", note=987654321)
    assert "987654321" not in str(caught.value)
    assert "\n" not in str(caught.value)


async def test_readers_cannot_write(notebook):
    with pytest.raises(StorageError):
        async with notebook.reading() as tx:
            await tx.change("notes.write", number=7)
    assert await written(notebook) == set()


async def test_a_reader_sees_one_state_however_long_it_looks(notebook):
    async with notebook.reading() as reader:
        assert await reader.all("notes.all") == []
        async with notebook.transaction() as tx:
            await tx.change("notes.write", number=7)
        assert await reader.all("notes.all") == []
    assert await written(notebook) == {7}


async def test_a_bell_rings_after_the_commit_and_never_for_what_failed(notebook):
    bell = notebook.bell("b")
    with pytest.raises(KeyError):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            tx.ring("b")
            raise KeyError
    assert not bell.is_set()
    async with notebook.transaction() as tx:
        tx.ring("b")
        assert not bell.is_set()
    assert bell.is_set()


async def test_many_callers_at_once_all_get_their_rows(notebook):
    async def add(number):
        async with notebook.transaction() as tx:
            await tx.change("notes.write", number=number)

    await asyncio.gather(*(add(number) for number in range(1, 101)))
    assert await written(notebook) == set(range(1, 101))


async def test_a_closed_database_says_so(sqlite_notebook):
    await sqlite_notebook.close()
    with pytest.raises(StorageError, match="closed"):
        async with sqlite_notebook.transaction():
            pass
    with pytest.raises(StorageError, match="closed"):
        async with sqlite_notebook.reading():
            pass


# SQLite: shared commits


class Commits:
    """Counts what the writer tells SQLite."""

    def __init__(self, database, fail=()):
        self.said = []
        self.begun = asyncio.Event()
        self.fail = list(fail)
        connection = database._connections[0]
        self._execute = connection.execute
        connection.execute = self.execute

    async def execute(self, sql, *values):
        self.said.append(sql)
        self.begun.set()
        if sql in self.fail:
            self.fail.remove(sql)
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return await self._execute(sql, *values)

    @property
    def number(self):
        return self.said.count("COMMIT")


async def test_callers_who_come_together_share_a_commit(sqlite_notebook):
    commits = Commits(sqlite_notebook)

    async def add(number):
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=number)

    await asyncio.gather(*(add(number) for number in range(1, 65)))
    assert await written(sqlite_notebook) == set(range(1, 65))
    assert commits.number == 64 / engine.BATCH


async def test_nobody_returns_before_the_shared_commit(sqlite_notebook):
    commits = Commits(sqlite_notebook)
    seen = []

    async def add(number):
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=number)
        seen.append((commits.number, await written(sqlite_notebook)))

    await asyncio.gather(*(add(number) for number in (1, 2, 3)))
    assert all(number == 1 and rows == {1, 2, 3} for number, rows in seen)


async def test_callers_run_in_the_order_in_which_they_came(sqlite_notebook):
    order = []

    async def add(number):
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=number)
            order.append(number)

    await asyncio.gather(*(add(number) for number in range(1, 41)))
    assert order == list(range(1, 41))


async def test_who_goes_ahead_runs_before_those_who_came_earlier(sqlite_notebook):
    order = []

    async def add(number, *, ahead=False):
        async with sqlite_notebook.transaction(ahead=ahead) as tx:
            await tx.change("notes.write", number=number)
            order.append(number)

    await asyncio.gather(add(1), add(2), add(3, ahead=True), add(4), add(5, ahead=True))
    assert order == [3, 5, 1, 2, 4]


async def test_those_who_go_ahead_share_a_commit_among_themselves(sqlite_notebook):
    commits = Commits(sqlite_notebook)

    async def add(number, *, ahead):
        async with sqlite_notebook.transaction(ahead=ahead) as tx:
            await tx.change("notes.write", number=number)

    await asyncio.gather(*(add(number, ahead=number % 2 == 0) for number in range(1, 9)))
    assert await written(sqlite_notebook) == set(range(1, 9))
    assert commits.number == 2


async def test_who_is_in_a_hurry_waits_for_nobody_who_comes_behind(sqlite_notebook):
    is_kept = asyncio.Event()

    async def takes_long():
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=2)
            await is_kept.wait()

    async with asyncio.timeout(10):
        async with sqlite_notebook.transaction() as tx:
            behind = asyncio.create_task(takes_long())
            await tx.change("notes.write", number=1)
            await asyncio.sleep(0)
            tx.hurry()
        is_kept.set()
        await behind
    assert await written(sqlite_notebook) == {1, 2}


async def test_a_failing_caller_takes_back_its_own_rows_and_nobody_elses(sqlite_notebook):
    async def add(number):
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=number)
            if number % 3 == 0:
                raise KeyError(number)

    results = await asyncio.gather(*(add(number) for number in range(1, 31)), return_exceptions=True)
    assert [type(result) for result in results] == [
        KeyError if number % 3 == 0 else type(None) for number in range(1, 31)
    ]
    assert await written(sqlite_notebook) == {number for number in range(1, 31) if number % 3}


async def test_a_caller_cancelled_in_the_middle_harms_nobody(sqlite_notebook):
    inside = asyncio.Event()

    async def slow():
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=1)
            inside.set()
            await asyncio.Event().wait()

    async def add(number):
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=number)

    first = asyncio.create_task(slow())
    await inside.wait()
    others = [asyncio.create_task(add(number)) for number in (2, 3)]
    first.cancel()
    await asyncio.gather(*others)
    await asyncio.wait({first})
    assert first.cancelled()
    assert await written(sqlite_notebook) == {2, 3}


async def test_callers_cancelled_while_waiting_in_line_harm_nobody(sqlite_notebook):
    inside, leave = asyncio.Event(), asyncio.Event()

    async def holder():
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=1)
            inside.set()
            await leave.wait()

    async def add(number):
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=number)

    first = asyncio.create_task(holder())
    await inside.wait()
    waiting = [asyncio.create_task(add(number)) for number in range(2, 6)]
    await asyncio.sleep(0)
    for task in waiting[:2] + waiting[3:]:
        task.cancel()
    leave.set()
    await asyncio.gather(first, *waiting, return_exceptions=True)
    assert await written(sqlite_notebook) == {1, 4}


async def test_all_in_line_cancelled_still_lets_the_holder_commit(sqlite_notebook):
    inside, leave = asyncio.Event(), asyncio.Event()

    async def holder():
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=1)
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
    assert await written(sqlite_notebook) == {1}


async def test_a_commit_that_fails_is_told_to_everybody_who_shared_it(sqlite_notebook):
    Commits(sqlite_notebook, fail=["COMMIT"])

    async def add(number):
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=number)
            tx.ring("b")

    results = await asyncio.gather(*(add(number) for number in (1, 2, 3)), return_exceptions=True)
    assert [type(result) for result in results] == [StorageUnavailable] * 3
    assert "free some space" in str(results[0])
    assert not sqlite_notebook.bell("b").is_set()
    assert await written(sqlite_notebook) == set()
    await add(4)
    assert await written(sqlite_notebook) == {4}


async def test_a_savepoint_that_fails_is_told_to_everybody_who_shared_it(sqlite_notebook, monkeypatch):
    run = sqlite_transaction._run_all

    def full(connection, calls):
        if "SAVEPOINT caller_2" in str(calls):
            monkeypatch.setattr(sqlite_transaction, "_run_all", run)
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return run(connection, calls)

    monkeypatch.setattr(sqlite_transaction, "_run_all", full)

    async def add(number):
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=number)

    results = await asyncio.gather(*(add(number) for number in (1, 2, 3)), return_exceptions=True)
    assert [type(result) for result in results] == [StorageUnavailable, StorageUnavailable, type(None)]
    assert await written(sqlite_notebook) == {3}


async def test_a_transaction_inside_a_transaction_is_refused_instead_of_waiting_for_ever(sqlite_notebook):
    async with sqlite_notebook.transaction():
        with pytest.raises(RuntimeError, match="inside"):
            async with sqlite_notebook.transaction():
                pass
    await written(sqlite_notebook)


async def test_a_failed_statement_that_is_swallowed_does_not_write_outside_the_transaction(sqlite_notebook):
    with pytest.raises(StorageError):  # noqa: PT012 -- the error has to leave the transaction
        async with sqlite_notebook.transaction() as tx:
            for number in (404, 405):
                with pytest.raises(StorageError):
                    await tx.change("notes.mark", note=number)
            with pytest.raises(StorageError):
                await tx.change("notes.write", number=1)
    assert await written(sqlite_notebook) == set()


async def test_closing_commits_what_was_finished_and_ends_every_thread(tmp_path, notebook_folder):
    before = set(threading.enumerate())
    async with opened(f"sqlite:///{tmp_path}/test.db", folder=notebook_folder) as notebook:
        async with notebook.transaction() as tx:
            await tx.change("notes.write", number=1)
        assert await written(notebook) == {1}
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
            await tx.script("CREATE TABLE more (number BIGINT);")
        async with database.reading() as tx:
            await tx.one("migrations.applied")
        raise SystemExit(7)
    finally:
        await database.close()
asyncio.run(main())
"""
    assert subprocess.run([sys.executable, "-c", program], timeout=30, check=False).returncode == 7
