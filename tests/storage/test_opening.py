"""Opening a database: one readable line for whatever stands in the way."""

import contextlib
import sqlite3
import threading

import asyncpg
import pytest
from engines import fresh_postgres_url, opened

from bot.errors import SchemaTooNew, StorageError


async def refusal(url, **how):
    with pytest.raises(StorageError) as caught:
        async with opened(url, **how):
            pass
    assert "\n" not in str(caught.value)
    return str(caught.value)


async def test_a_missing_folder_is_named(tmp_path):
    line = await refusal(f"sqlite:///{tmp_path}/nowhere/test.db")
    assert f"{tmp_path}/nowhere" in line
    assert "create it" in line


async def test_a_folder_is_no_database(tmp_path):
    assert "has to name a file" in await refusal(f"sqlite:///{tmp_path}")


async def test_a_file_of_another_kind_is_left_alone(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir or Madam, " * 100)
    assert "restore a backup" in await refusal(f"sqlite:///{file}")
    assert file.read_text().startswith("Dear")


@pytest.mark.parametrize("migrate", [True, False])
async def test_a_file_that_cannot_be_opened_leaves_no_thread(tmp_path, migrate):
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam, " * 100)
    before = set(threading.enumerate())
    await refusal(f"sqlite:///{tmp_path}/letter.txt", migrate=migrate)
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=10)
        assert not thread.is_alive()


async def test_a_locked_file_is_waited_for_and_then_named(tmp_path, monkeypatch):
    monkeypatch.setattr("bot.storage.engine.sqlite.BUSY_MS", 1)
    other = sqlite3.connect(tmp_path / "test.db", isolation_level=None)
    other.execute("CREATE TABLE t (x)")
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert "stop the other one" in await refusal(f"sqlite:///{tmp_path}/test.db")
    finally:
        other.close()


@pytest.mark.parametrize("url", ["", "butler.db", "sqlite://", "sqlite:///", "mysql://host/name"])
async def test_an_address_that_means_nothing_says_what_would(url):
    assert "write sqlite:///file.db" in await refusal(url)


async def test_without_migrating_nothing_is_made(tmp_path):
    assert "butler db upgrade" in await refusal(f"sqlite:///{tmp_path}/test.db", migrate=False)
    assert list(tmp_path.iterdir()) == []


# The states that a database may be in


def steps(folder, *names):
    """A folder of migrations with these names, each of which makes a table."""
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    for number, name in enumerate(names, start=1):
        (folder / f"{number:04d}_{name}.sql").write_text(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY);")
    return folder


async def built(url, folder):
    """Make the database as the program with these migrations does."""
    async with opened(url, folder=folder):
        pass


async def run_script(url, sql):
    """Do to a database what another program may have done."""
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.executescript(sql)
        return
    connection = await asyncpg.connect(url)
    await connection.execute(sql)
    await connection.close()


async def test_an_empty_database_is_called_empty(empty_url, tmp_path):
    if empty_url.startswith("sqlite"):
        (tmp_path / "test.db").touch()
    assert await refusal(empty_url, migrate=False) == "the database is empty; run: butler db upgrade"


async def test_an_older_database_is_called_older_until_it_is_upgraded(empty_url, tmp_path):
    await built(empty_url, steps(tmp_path / "steps", "one"))
    folder = steps(tmp_path / "steps", "one", "two")
    assert "older than this program; run: butler db upgrade" in await refusal(
        empty_url, folder=folder, migrate=False
    )
    await built(empty_url, folder)
    async with opened(empty_url, folder=folder, migrate=False):
        pass


async def test_a_database_that_another_process_is_making_can_be_looked_at(empty_url):
    async with opened(empty_url, upto=1):
        pass
    async with opened(empty_url, migrate=False, older=True) as database, database.reading() as tx:
        assert await tx.catalogue()


@pytest.mark.parametrize("migrate", [True, False])
async def test_a_database_newer_than_the_program_is_refused(empty_url, tmp_path, migrate):
    await built(empty_url, steps(tmp_path / "steps", "one", "two"))
    with pytest.raises(SchemaTooNew, match="update the program"):
        async with opened(empty_url, folder=steps(tmp_path / "steps", "one"), migrate=migrate):
            pass


@pytest.mark.parametrize("migrate", [True, False])
@pytest.mark.parametrize("now", [["schema"], ["schema", "more"], ["schema", "more", "yet_more"]])
async def test_a_database_from_before_the_first_release_is_refused_with_what_to_do(
    empty_url, tmp_path, migrate, now
):
    await built(empty_url, steps(tmp_path / "steps", "delivery", "casework"))
    folder = steps(tmp_path / "steps", *now)
    assert await refusal(empty_url, folder=folder, migrate=migrate) == (
        "the database is of a version before 0.1.0 (it began with 0001_delivery);"
        " there is nothing to move from it: name a new file or an empty database in database.url"
    )


@pytest.mark.parametrize("migrate", [True, False])
@pytest.mark.parametrize(
    "table", ["albums (id BIGINT)", "migrations (id BIGINT, migration TEXT, batch BIGINT)"]
)
async def test_a_database_of_another_program_is_left_alone(empty_url, table, migrate):
    await run_script(empty_url, f"CREATE TABLE {table};")
    assert await refusal(empty_url, migrate=migrate) == (
        f"the database belongs to another program (it has a table {table.split()[0]});"
        " name a new file or an empty database in database.url"
    )
    await run_script(empty_url, f"DROP TABLE {table.split()[0]};")
    assert "is empty" in await refusal(empty_url, migrate=False)


@pytest.mark.parametrize("migrate", [True, False])
async def test_a_damaged_database_is_called_damaged(tmp_path, migrate):
    file = tmp_path / "test.db"
    await built(f"sqlite:///{file}", steps(tmp_path / "steps", "one"))
    content = bytearray(file.read_bytes())
    content[100:4096] = b"\xff" * 3996
    file.write_bytes(content)
    line = await refusal(f"sqlite:///{file}", folder=tmp_path / "steps", migrate=migrate)
    assert "it is damaged; restore a backup" in line


async def test_looking_at_a_file_changes_nothing_in_it(tmp_path):
    file = tmp_path / "test.db"
    await run_script(f"sqlite:///{file}", "CREATE TABLE albums (id BIGINT);")
    before = file.read_bytes()
    await refusal(f"sqlite:///{file}", migrate=False)
    assert file.read_bytes() == before
    file.write_bytes(b"")
    await refusal(f"sqlite:///{file}", migrate=False)
    assert file.read_bytes() == b""


async def test_what_belongs_to_an_extension_is_not_taken_for_another_program(postgres_server, tmp_path):
    url = await fresh_postgres_url(postgres_server)
    await run_script(
        url,
        "CREATE TABLE theirs (id BIGINT); ALTER EXTENSION plpgsql ADD TABLE theirs; CREATE VIEW v AS SELECT 1;",
    )
    await built(url, steps(tmp_path / "steps", "one"))


async def test_a_server_that_is_down_is_named_without_its_password():
    line = await refusal("postgresql://butler:hunter2@127.0.0.1:1/butler")
    assert "does not answer" in line
    assert "127.0.0.1/butler" in line
    assert "hunter2" not in line


async def test_a_database_that_the_server_does_not_have_is_named(postgres_server):
    assert "does not exist" in await refusal(postgres_server.get_uri("nowhere"))


async def test_a_user_that_the_server_does_not_know_is_refused(postgres_server):
    url = postgres_server.get_uri().replace("postgres:@", "nobody:@")
    assert "user or password" in await refusal(url)
