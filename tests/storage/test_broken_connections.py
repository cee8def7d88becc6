"""PostgreSQL: wherever a connection breaks, the caller hears one kind of error, and the next one a fresh start."""

import asyncio
import os
import signal

import asyncpg
import pytest
from engines import fresh_postgres_url, opened
from notebook import soon, write, written

from bot.errors import CommitUnknown, StorageError, StorageUnavailable
from bot.storage.engine import postgres

BREAKS = [
    asyncpg.InternalClientError("cannot switch to state 15; another operation (2) is in progress"),
    asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
    asyncpg.InterfaceError("connection is closed"),
    ConnectionResetError("Connection reset by peer"),
    AttributeError("'NoneType' object has no attribute 'is_connected'"),
    RuntimeError("unable to perform operation on <TCPTransport closed=True>; the handler is closed"),
]
"""What drivers and loops were seen to raise when a connection breaks."""

SLOW_COMMIT = """
CREATE FUNCTION wait() RETURNS trigger AS $$ BEGIN PERFORM pg_sleep(30); RETURN NULL; END $$ LANGUAGE plpgsql;
CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON marks DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION wait();
"""


@pytest.fixture
async def url(postgres_server):
    return await fresh_postgres_url(postgres_server)


@pytest.fixture
async def notebook(url, notebook_folder):
    async with opened(url, folder=notebook_folder) as database:
        yield database


@pytest.fixture
async def admin(url):
    connection = await asyncpg.connect(url)
    yield connection
    await connection.close()


def process_of(tx):
    return tx._connection.get_server_pid()


async def end(admin, process):
    """End the server's side of a connection, and wait until it has ended."""
    await admin.execute("SELECT pg_terminate_backend($1, 5000)", process)


async def until_running(admin, query):
    """Return when a session works on the query: the server can only be asked, it does not tell."""
    sql = "SELECT count(*) FROM pg_stat_activity WHERE query = $1 AND state = 'active'"
    async with soon():
        while not await admin.fetchval(sql, query):
            pass


def break_at(monkeypatch, sql, error, *, gone=True):
    """Let the driver raise when it sends this; `gone` says whether it knows that the connection is lost."""
    execute = asyncpg.Connection.execute

    async def broken(self, query, *args, **how):
        if query.startswith(sql):
            monkeypatch.undo()
            if gone:
                self.terminate()
            raise error
        return await execute(self, query, *args, **how)

    monkeypatch.setattr(asyncpg.Connection, "execute", broken)


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        pytest.param(sql, error, id=f"{sql}-{type(error).__name__}")
        for sql in ("BEGIN", "INSERT", "SAVEPOINT", "COMMIT")
        for error in BREAKS
        if (sql, type(error)) != ("BEGIN", asyncpg.InternalClientError)  # is replaced: see the next test
    ],
)
async def test_a_connection_that_breaks_at_any_step_is_trouble_that_passes(notebook, monkeypatch, sql, error):
    break_at(monkeypatch, sql, error)
    with pytest.raises(StorageUnavailable) as caught:
        async with notebook.transaction() as tx, tx.attempt():
            await tx.change("notes.write", number=1)
    assert isinstance(caught.value, CommitUnknown) == (sql == "COMMIT")
    assert "\n" not in str(caught.value)
    await write(notebook, 2)
    assert await written(notebook) == {2}


async def test_a_connection_that_is_being_told_of_its_end_when_it_begins_is_replaced(notebook, monkeypatch):
    break_at(monkeypatch, "BEGIN", asyncpg.InternalClientError("another operation is in progress"))
    await write(notebook, 1)
    assert await written(notebook) == {1}


@pytest.mark.parametrize("error", BREAKS, ids=lambda error: type(error).__name__)
async def test_a_connection_that_breaks_while_rolling_back_hides_no_error_of_the_caller(
    notebook, monkeypatch, error
):
    break_at(monkeypatch, "ROLLBACK", error)
    with pytest.raises(KeyError):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            await tx.change("notes.write", number=1)
            raise KeyError
    await write(notebook, 2)
    assert await written(notebook) == {2}


async def test_a_connection_in_doubt_is_not_used_again(notebook, monkeypatch):
    break_at(monkeypatch, "ROLLBACK", TimeoutError(), gone=False)
    with pytest.raises(KeyError):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            first = process_of(tx)
            raise KeyError
    async with notebook.transaction() as tx:
        assert process_of(tx) != first


@pytest.mark.parametrize("error", BREAKS, ids=lambda error: type(error).__name__)
async def test_a_connection_that_breaks_while_it_is_given_back_takes_back_no_commit(
    notebook, monkeypatch, error
):
    async def broken(connection):
        connection.terminate()
        raise error

    monkeypatch.setattr(asyncpg.Connection, "_reset", broken)
    for number in range(postgres.CONNECTIONS + 1):
        await write(notebook, number)
    monkeypatch.undo()
    assert await written(notebook) == set(range(postgres.CONNECTIONS + 1))


async def test_a_session_that_the_server_ends_between_two_statements(notebook, admin):
    with pytest.raises(StorageUnavailable):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            await tx.change("notes.write", number=1)
            await end(admin, process_of(tx))
            await tx.change("notes.write", number=2)
    await write(notebook, 3)
    assert await written(notebook) == {3}


async def test_a_session_that_the_server_ends_during_a_statement(notebook, admin):
    processes = []

    async def wait():
        async with notebook.transaction() as tx:
            processes.append(process_of(tx))
            await tx.script("SELECT pg_sleep(30)")

    waiting = asyncio.create_task(wait())
    await until_running(admin, "SELECT pg_sleep(30)")
    await end(admin, processes[0])
    with pytest.raises(StorageUnavailable):
        await waiting
    await write(notebook, 1)


async def test_a_session_that_the_server_ends_before_the_commit_keeps_nothing(notebook, admin):
    with pytest.raises(StorageUnavailable):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            await tx.change("notes.write", number=1)
            await end(admin, process_of(tx))
    assert await written(notebook) == set()


async def test_a_session_that_the_server_ends_during_the_commit_leaves_it_unknown(notebook, admin):
    await admin.execute(SLOW_COMMIT)
    processes = []

    async def commit():
        async with notebook.transaction() as tx:
            processes.append(process_of(tx))
            await tx.change("notes.write", number=1)
            await tx.change("notes.mark", note=1)
            tx.ring("b")

    committing = asyncio.create_task(commit())
    await until_running(admin, "COMMIT")
    await end(admin, processes[0])
    with pytest.raises(CommitUnknown, match="look whether it was kept"):
        await committing
    assert not notebook.bell("b").is_set()
    await write(notebook, 2)
    assert await written(notebook) == {2}


async def test_a_commit_that_the_server_refuses_is_not_unknown(notebook, admin):
    await admin.execute(SLOW_COMMIT.replace("PERFORM pg_sleep(30)", "RAISE unique_violation"))
    with pytest.raises(StorageError) as caught:  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            await tx.change("notes.write", number=1)
            await tx.change("notes.mark", note=1)
    assert type(caught.value) is StorageError
    assert await written(notebook) == set()


async def test_a_commit_that_the_server_turned_into_a_rollback_is_no_success(notebook):
    with pytest.raises(StorageError, match="nothing was committed"):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            await tx.change("notes.write", number=1)
            with pytest.raises(asyncpg.PostgresError):
                await tx._connection.execute("SELECT 1 / 0")
    assert await written(notebook) == set()


async def test_idle_connections_that_the_server_has_ended_are_replaced(notebook, admin):
    both = asyncio.Barrier(4)

    async def meet(number):
        async with notebook.transaction() as tx:
            await both.wait()
            await tx.change("notes.write", number=number)

    await asyncio.gather(*(meet(number) for number in range(4)))
    await admin.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    await asyncio.gather(*(meet(number) for number in range(4, 8)))
    assert await written(notebook) == set(range(8))


async def test_a_caller_cancelled_during_a_statement_leaves_no_work_and_no_lock_behind(notebook, admin):
    await write(notebook, 1)

    async def wait():
        async with notebook.transaction() as tx:
            await tx.change("notes.touch", number=1)
            await tx.script("SELECT pg_sleep(30)")

    waiting = asyncio.create_task(wait())
    await until_running(admin, "SELECT pg_sleep(30)")
    waiting.cancel()
    await asyncio.wait({waiting})
    assert waiting.cancelled()
    async with notebook.transaction() as tx:
        await tx.script("SET LOCAL lock_timeout = '100ms'")
        await tx.change("notes.touch", number=1)


async def test_a_server_that_is_silent_is_given_up(url, notebook_folder, monkeypatch):
    monkeypatch.setattr(postgres, "SILENCE_S", 0.1)
    monkeypatch.setattr(postgres, "END_S", 0.1)
    async with opened(url, folder=notebook_folder) as notebook:
        process = None
        try:
            async with soon():
                with pytest.raises(StorageUnavailable, match="does not answer"):  # noqa: PT012 -- as above
                    async with notebook.transaction() as tx:
                        process = process_of(tx)
                        os.kill(process, signal.SIGSTOP)
                        await tx.change("notes.write", number=1)
                await write(notebook, 2)
        finally:
            os.kill(process, signal.SIGCONT)
        assert await written(notebook) == {2}


async def test_when_all_connections_are_in_use_waiting_ends(notebook, monkeypatch):
    monkeypatch.setattr(postgres, "ACQUIRE_S", 0.05)
    readers = [notebook.reading() for _ in range(postgres.CONNECTIONS)]
    for reader in readers:
        await reader.__aenter__()
    try:
        async with soon():
            with pytest.raises(StorageUnavailable):
                await write(notebook, 1)
    finally:
        for reader in readers:
            await reader.__aexit__(None, None, None)
    await write(notebook, 1)


async def test_the_server_ends_a_transaction_that_is_forgotten(notebook, admin, monkeypatch):
    monkeypatch.setattr(postgres, "TRANSACTION_S", 0.05)
    with pytest.raises(StorageUnavailable):  # noqa: PT012 -- the error has to leave the transaction
        async with notebook.transaction() as tx:
            await tx.change("notes.write", number=1)
            process = process_of(tx)  # not asked in the loop: a connection that has ended tells it no more
            sql = "SELECT count(*) FROM pg_stat_activity WHERE pid = $1"
            async with soon():
                while await admin.fetchval(sql, process):
                    pass
    assert await written(notebook) == set()
