"""PostgreSQL behind a pooler that lends sessions for one transaction, and behind a door that leads to another server later."""

import asyncio
from urllib.parse import urlsplit

import asyncpg
import pytest
from engines import NOON, _server, fresh_postgres_url, key_for, opened
from notebook import soon, write, written
from pooler import Door, Pooler

from bot.cli import doctor
from bot.config import load_config
from bot.errors import StorageError, StorageUnavailable
from bot.storage import inbox, people
from bot.storage.engine import backup
from bot.storage.engine.database import open_database
from bot.storage.engine.postgres import behind_pooler

FENCED = "ALTER DATABASE {} SET default_transaction_read_only = on"


@pytest.fixture
async def url(postgres_server):
    return await fresh_postgres_url(postgres_server)


@pytest.fixture
async def pooled(url):
    async with Pooler(url).opened() as address:
        yield address


async def test_a_pooler_is_known_and_a_plain_door_is_none(url, pooled):
    assert await behind_pooler(pooled)
    assert not await behind_pooler(url)
    async with Door(url).opened() as address:
        assert not await behind_pooler(address)


async def test_the_doctor_says_that_a_pooler_stands_between(url, pooled, tmp_path):
    (tmp_path / "config.yaml").write_text("{}")

    def said_of(address):
        config = load_config(tmp_path / "config.yaml", {"BUTLER_DATABASE__URL": address, **key_for(address)})
        return [each.text for each in doctor.look_at("database", config, NOON)]

    async with opened(url):
        said = await asyncio.to_thread(said_of, pooled)
        assert any("pooler" in each for each in said), said
        assert not any("pooler" in each for each in await asyncio.to_thread(said_of, url))


async def test_behind_a_pooler_everything_goes_on_as_without(pooled, notebook_folder):
    async with opened(pooled, folder=notebook_folder) as notebook:
        await asyncio.gather(*(write(notebook, number) for number in range(40)))
        async with notebook.transaction() as tx:
            with pytest.raises(KeyError):  # noqa: PT012 -- the error has to leave the attempt
                async with tx.attempt():
                    await tx.change("notes.write", number=99)
                    raise KeyError
        assert await written(notebook) == set(range(40))


async def test_statements_that_outlive_their_transaction_would_be_missed(
    pooled, monkeypatch, notebook_folder
):
    async def looks_plain(_url):
        return False

    monkeypatch.setattr("bot.storage.engine.postgres.behind_pooler", looks_plain)
    with pytest.raises(StorageError, match="prepared statement"):
        await open_database(pooled, folder=notebook_folder)


async def test_two_that_work_behind_a_pooler_take_turns_in_a_lane(pooled, clock):
    async with opened(pooled) as database:
        async with database.transaction() as tx:
            account = await people.account(tx, "1", "example_bot", clock())
            updates = [{"update_id": n, "message": {"chat": {"id": n % 3}}} for n in range(9)]
            await inbox.receive(tx, account.id, updates, clock())
        taken = []

        async def work():
            while True:
                async with database.transaction() as tx:
                    item = await inbox.take_next(tx, account.id, clock())
                    if item is None:
                        return
                    taken.append(item.update_id)
                    await inbox.done(tx, item)

        await asyncio.gather(work(), work())
        await work()
    assert sorted(taken) == list(range(9))
    assert [n for n in taken if n % 3 == 0] == [0, 3, 6]


async def test_a_backup_is_made_through_a_pooler(pooled, tmp_path):
    async with opened(pooled):
        assert await backup.backup(pooled, tmp_path / "copy.db") == await backup.verify(pooled)


@pytest.fixture
async def successor(url):
    """A second server with a database of the same name."""
    with _server() as server:
        connection = await asyncpg.connect(server.get_uri())
        await connection.execute(f"CREATE DATABASE {name_in(url)}")
        await connection.close()
        yield server.get_uri(name_in(url))


def name_in(url):
    return urlsplit(url).path.removeprefix("/")


@pytest.fixture
async def both(url, successor, notebook_folder):
    """A door that leads to the first of two servers with the same rows, the notebook behind it, and the second's address."""
    for each in (url, successor):
        async with opened(each, folder=notebook_folder) as notebook:
            await write(notebook, 1)
    door = Door(url)
    async with door.opened() as address, opened(address, folder=notebook_folder) as notebook:
        await write(notebook, 2)
        yield door, notebook, successor


async def trouble_of(work):
    (error,) = await asyncio.gather(work, return_exceptions=True)
    return error


async def until_written(notebook, number):
    async with soon():
        while True:
            try:
                await write(notebook, number)
            except StorageUnavailable:
                continue
            return


async def test_when_another_server_takes_over_the_same_address_leads_there(both):
    door, notebook, successor = both
    door.leads_to(successor)
    door.cuts()
    await until_written(notebook, 3)
    assert await written(notebook) == {1, 3}


async def test_a_server_that_only_reads_any_more_is_left_for_its_successor(both, url):
    door, notebook, successor = both
    connection = await asyncpg.connect(url)
    await connection.execute(FENCED.format(name_in(url)))
    await connection.close()
    door.cuts()  # new sessions learn of it
    troubles = [await trouble_of(write(notebook, number)) for number in range(3, 9)]
    assert {type(each) for each in troubles} == {StorageUnavailable}
    assert "read-only" in str(troubles[-1])
    door.leads_to(successor)
    await until_written(notebook, 50)
    assert 50 in await written(notebook)
