"""Opening a database: one readable line for whatever stands in the way."""

import sqlite3

import pytest
from engines import opened

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


async def test_an_empty_database_needs_an_upgrade_first(database_url, tmp_path):
    if database_url.startswith("sqlite"):
        (tmp_path / "test.db").touch()
    assert "butler db upgrade" in await refusal(database_url, migrate=False)
    async with opened(database_url):
        pass
    async with opened(database_url, migrate=False) as database, database.reading() as tx:
        assert await tx.all("migrations.applied")


async def test_a_database_newer_than_the_program_is_refused(database_url, tmp_path):
    folder = tmp_path / "two"
    folder.mkdir()
    (folder / "0001_one.sql").write_text("CREATE TABLE one (id INTEGER PRIMARY KEY);")
    (folder / "0002_two.sql").write_text("CREATE TABLE two (id INTEGER PRIMARY KEY);")
    async with opened(database_url, folder=folder):
        pass
    (folder / "0002_two.sql").unlink()
    for migrate in (True, False):
        with pytest.raises(SchemaTooNew, match="update the program"):
            async with opened(database_url, folder=folder, migrate=migrate):
                pass


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
