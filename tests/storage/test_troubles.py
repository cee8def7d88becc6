"""Which troubles pass and which do not, and that nothing but a StorageError leaves the storage room."""

import asyncio
import contextlib
import gc
import sqlite3
import threading
from pathlib import Path

import asyncpg
import pytest
from engines import fresh_postgres_url, opened
from notebook import soon, write, written

from bot.errors import CommitUnknown, StorageError, StorageUnavailable
from bot.storage.engine import postgres, postgres_errors, sqlite_errors
from bot.storage.engine import sqlite as engine

URL = "postgresql://butler:hunter2@db.example/butler"


async def trouble_with(database, query, **values):
    """Return what leaves a transaction in which this query fails."""
    with pytest.raises(StorageError) as caught:
        async with database.transaction() as tx:
            await tx.change(query, **values)
    assert "\n" not in str(caught.value)
    return caught.value


# Both engines


async def test_a_broken_rule_is_no_passing_trouble(notebook):
    assert type(await trouble_with(notebook, "notes.mark", note=404)) is StorageError


@pytest.mark.parametrize("words", [{"secret": "words"}, None, "\ud800secret words"])
async def test_a_value_that_cannot_be_stored_is_refused_for_good_and_not_repeated(notebook, words):
    trouble = await trouble_with(notebook, "notes.word", number=1, words=words)
    assert type(trouble) is StorageError
    assert "secret" not in str(trouble)
    assert await written(notebook) == set()


async def test_a_number_that_is_too_large_is_refused_for_good(notebook):
    assert type(await trouble_with(notebook, "notes.write", number=2**70)) is StorageError
    await write(notebook, 1)


async def test_what_failed_first_is_told_again_whatever_is_tried_afterwards(notebook):
    with pytest.raises(StorageError, match=r"notes\.mark"):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            with pytest.raises(StorageError):
                await tx.change("notes.mark", note=404)
            await tx.change("notes.write", number=1)


async def test_an_attempt_around_an_attempt_undoes_both(notebook):
    async with notebook.transaction() as tx:
        await tx.change("notes.write", number=1)
        with pytest.raises(KeyError):  # noqa: PT012 -- the error has to leave the attempt
            async with tx.attempt():
                await tx.change("notes.write", number=2)
                async with tx.attempt():
                    await tx.change("notes.write", number=3)
                raise KeyError
        await tx.change("notes.write", number=4)
    assert await written(notebook) == {1, 4}


async def test_a_transaction_is_over_when_it_is_left(notebook):
    async with notebook.transaction() as tx:
        pass
    async with notebook.reading() as reader:
        pass
    async with notebook.transaction():
        for late in (tx, reader):
            with pytest.raises(StorageError, match="over"):
                await late.change("notes.write", number=1)
    assert await written(notebook) == set()


async def test_whoever_swallows_a_cancelled_statement_commits_nothing(notebook):
    with pytest.raises(StorageError, match="cancelled"):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            await tx.change("notes.write", number=1)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0):
                    await tx.script("INSERT INTO notes (number, words) VALUES (2, '');")
    assert await written(notebook) == set()
    await write(notebook, 3)


async def test_whoever_swallows_a_cancelled_attempt_commits_nothing(notebook):
    with pytest.raises(StorageError, match="cancelled"):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(0.05), tx.attempt():
                    await tx.change("notes.write", number=1)
                    await asyncio.Event().wait()
    assert await written(notebook) == set()


async def test_a_limit_of_time_within_an_attempt_is_undone_with_it(notebook):
    async with notebook.transaction() as tx:
        await tx.change("notes.write", number=1)
        with contextlib.suppress(TimeoutError):
            async with tx.attempt(), asyncio.timeout(0):
                await tx.change("notes.write", number=2)
                await asyncio.Event().wait()
    assert await written(notebook) == {1}


async def test_a_closed_database_says_so_however_often_it_is_closed(notebook):
    await write(notebook, 1)
    await notebook.close()
    await notebook.close()
    for begin in (notebook.transaction, notebook.reading):
        with pytest.raises(StorageError, match="the database is closed"):
            async with begin():
                pass


async def test_closing_does_not_wait_for_ever_for_a_reader(notebook, monkeypatch):
    monkeypatch.setattr(postgres, "CLOSE_S", 0.05)
    with pytest.raises(StorageError):  # noqa: PT012 -- the error has to leave the reader
        async with soon(), notebook.reading() as tx:
            await notebook.close()
            await tx.all("notes.all")


def test_the_kinds_of_trouble_are_told_apart_by_their_class():
    assert issubclass(CommitUnknown, StorageUnavailable)
    assert issubclass(StorageUnavailable, StorageError)


# SQLite


async def test_a_file_that_another_program_holds_passes(sqlite_notebook, tmp_path, monkeypatch):
    await written(sqlite_notebook)
    await sqlite_notebook._connections[0].execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        trouble = await trouble_with(sqlite_notebook, "notes.write", number=1)
    finally:
        other.close()
    assert type(trouble) is StorageUnavailable
    assert "another program holds it" in str(trouble)
    await write(sqlite_notebook, 2)
    assert await written(sqlite_notebook) == {2}


async def test_a_full_disk_passes_also_for_those_who_share_the_commit(sqlite_notebook):
    unexpected = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unexpected.append(context))
    connection = sqlite_notebook._connections[0]
    await connection.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size for it
    sizes = {1: 1, 2: 100_000, 3: 1}

    async def add(number):
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.word", number=number, words="x" * sizes[number])

    results = await asyncio.gather(*(add(number) for number in sizes), return_exceptions=True)
    assert type(results[1]) is StorageUnavailable
    assert "free some space" in str(results[1])
    assert {type(result) for result in results} <= {StorageUnavailable, type(None)}
    gc.collect()  # an error that nobody fetched is told when it is collected
    assert unexpected == []
    kept = {number for number, result in zip(sizes, results, strict=True) if result is None}
    assert await written(sqlite_notebook) == kept
    await connection.execute("PRAGMA max_page_count = 100000")
    await add(2 if 2 not in kept else 4)


async def test_a_transaction_that_never_ends_is_given_up_for_the_others(sqlite_notebook, monkeypatch):
    monkeypatch.setattr(engine, "TRANSACTION_S", 0.05)
    inside, leave = asyncio.Event(), asyncio.Event()

    async def hang():
        async with sqlite_notebook.transaction() as tx:
            await tx.change("notes.write", number=1)
            inside.set()
            await leave.wait()
            async with tx.attempt():
                await tx.change("notes.write", number=2)

    hanging = asyncio.create_task(hang())
    await inside.wait()
    async with soon():
        await write(sqlite_notebook, 3)
    leave.set()
    with pytest.raises(StorageError, match="took longer"):
        await hanging
    assert await written(sqlite_notebook) == {3}


async def test_the_writer_outlives_an_error_that_nobody_expects(sqlite_notebook, monkeypatch):
    connection = sqlite_notebook._connections[0]
    execute = connection.execute

    async def fail(sql, *values):
        if sql == "COMMIT":
            monkeypatch.setattr(connection, "execute", execute)
            raise MemoryError
        return await execute(sql, *values)

    monkeypatch.setattr(connection, "execute", fail)
    async with soon():
        with pytest.raises(StorageUnavailable, match="MemoryError"):
            await write(sqlite_notebook, 1)
        await write(sqlite_notebook, 2)
    assert await written(sqlite_notebook) == {2}


async def test_when_all_readers_are_busy_waiting_ends(sqlite_notebook, monkeypatch):
    monkeypatch.setattr(engine, "READER_S", 0.01)
    async with soon(), contextlib.AsyncExitStack() as readers:
        for _ in range(engine.READERS):
            await readers.enter_async_context(sqlite_notebook.reading())
        with pytest.raises(StorageUnavailable, match="in use"):
            await written(sqlite_notebook)
    assert await written(sqlite_notebook) == set()


async def test_a_reader_that_cannot_be_opened_leaves_no_thread_and_takes_no_place(
    sqlite_notebook, monkeypatch
):
    threads = threading.active_count()
    monkeypatch.setattr(sqlite_notebook, "path", Path("/nowhere/at/all.db"))
    for _ in range(engine.READERS + 1):
        with pytest.raises(StorageUnavailable, match="unable to open"):
            await written(sqlite_notebook)
    monkeypatch.undo()
    for thread in threading.enumerate()[threads:]:
        thread.join(timeout=10)
    assert threading.active_count() == threads


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StorageUnavailable),
        (sqlite3.SQLITE_LOCKED_SHAREDCACHE, StorageUnavailable),
        (sqlite3.SQLITE_IOERR_FSYNC, StorageUnavailable),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, StorageError),
        (sqlite3.SQLITE_CORRUPT_INDEX, StorageError),
        (sqlite3.SQLITE_ERROR, StorageError),
    ],
)
def test_sqlites_codes_are_sorted_by_whether_they_pass(code, kind):
    error = sqlite3.OperationalError("trouble")
    error.sqlite_errorcode = code
    assert type(sqlite_errors.explain(error, Path("test.db"), "testing")) is kind


# PostgreSQL


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("40P01", StorageUnavailable),
        ("40001", StorageUnavailable),
        ("08006", StorageUnavailable),
        ("53300", StorageUnavailable),
        ("53100", StorageUnavailable),
        ("55P03", StorageUnavailable),
        ("57014", StorageUnavailable),
        ("57P01", StorageUnavailable),
        ("57P03", StorageUnavailable),
        ("25P03", StorageUnavailable),
        ("25P02", StorageError),
        ("23505", StorageError),
        ("42601", StorageError),
        ("42501", StorageError),
        ("22P02", StorageError),
        ("28P01", StorageError),
        ("3D000", StorageError),
        ("XX001", StorageError),
    ],
)
def test_postgres_codes_are_sorted_by_whether_they_pass(state, kind):
    error = asyncpg.PostgresError.new(
        {"C": state, "M": "trouble with 'secret'\nDETAIL: secret", "S": "ERROR"}
    )
    trouble = postgres_errors.explain(error, URL, "testing")
    assert type(trouble) is kind
    assert "\n" not in str(trouble)
    assert "hunter2" not in str(trouble)
    if state.startswith("22"):
        assert "secret" not in str(trouble)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (asyncpg.InternalClientError("cannot switch to state 15; another operation (2) is in progress"),
         StorageUnavailable),
        (asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
         StorageUnavailable),
        (asyncpg.InvalidCachedStatementError("cached statement plan is invalid"), StorageUnavailable),
        (asyncpg.OutdatedSchemaCacheError("the schema was changed"), StorageUnavailable),
        (ConnectionResetError(), StorageUnavailable),
        (TimeoutError(), StorageUnavailable),
        (asyncpg.InterfaceError("another operation is in progress"), StorageError),
        (AttributeError("'NoneType' object has no attribute 'is_closed'"), StorageError),
    ],
)  # fmt: skip
def test_the_drivers_own_errors_are_sorted_as_well(error, kind):
    assert type(postgres_errors.explain(error, URL, "testing")) is kind
    assert type(postgres_errors.explain(error, URL, "testing", lost=True)) is StorageUnavailable


@pytest.mark.parametrize("url", ["postgresql://[half/butler", "postgresql://host:port/butler"])
async def test_an_address_that_cannot_be_read_says_how_to_write_it(url):
    with pytest.raises(StorageError, match="write postgresql://"):
        async with opened(url):
            pass


async def test_a_deadlock_passes(postgres_server, notebook_folder):
    url = await fresh_postgres_url(postgres_server)
    async with opened(url, folder=notebook_folder) as notebook:
        await write(notebook, 1)
        await write(notebook, 2)
        both = asyncio.Barrier(2)

        async def touch(first, second):
            async with notebook.transaction() as tx:
                await tx.script("SET LOCAL deadlock_timeout = '10ms'")
                await tx.change("notes.touch", number=first)
                await both.wait()
                await tx.change("notes.touch", number=second)

        results = await asyncio.gather(touch(1, 2), touch(2, 1), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "StorageUnavailable"]


async def test_a_lock_that_is_not_to_be_had_in_time_passes(postgres_server, notebook_folder, monkeypatch):
    url = await fresh_postgres_url(postgres_server)
    async with opened(url, folder=notebook_folder) as notebook:
        await write(notebook, 1)
        async with soon(), notebook.transaction() as tx:
            await tx.change("notes.touch", number=1)
            monkeypatch.setattr(postgres, "STATEMENT_S", 0.02)
            assert type(await trouble_with(notebook, "notes.touch", number=1)) is StorageUnavailable
