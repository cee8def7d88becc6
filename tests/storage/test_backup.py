"""Backups: whole, checked, and from either engine to either."""

import itertools

import pytest
from engines import ENGINES, NOON, fresh_postgres_url, opened

from bot.cli import main
from bot.domain.outgoing import Notice, Sentence
from bot.errors import StorageError
from bot.storage import inbox, outbox, people
from bot.storage.engine.backup import backup, examine, restore, verify
from bot.storage.engine.master import Master


@pytest.fixture
def new_url(request, tmp_path):
    """Make the address of an empty database on the engine that is asked for."""
    numbers = itertools.count(1)

    async def make(engine):
        if engine == "sqlite":
            return f"sqlite:///{tmp_path}/{next(numbers)}.db"
        return await fresh_postgres_url(request.getfixturevalue("postgres_server"))

    return make


KEY = Master.new()
GOOD = Sentence("test.good", {"text": "好"})


async def fill(url):
    async with opened(url, key=KEY) as database, database.transaction() as tx:
        account = (await people.account(tx, "1", "test_bot", NOON)).id
        update = {"update_id": 5, "message": {"chat": {"id": 7}, "text": "你好 ' \""}}
        await inbox.receive(tx, account, [update], NOON)
        person = await people.at_address(tx, account, "7", NOON)
        return await outbox.write(tx, Notice(person, GOOD, ticket=12), account, NOON)


@pytest.mark.parametrize("source", ENGINES)
@pytest.mark.parametrize("target", ENGINES)
async def test_a_backup_restores_every_row_on_either_engine(new_url, tmp_path, source, target):
    here, there, file = await new_url(source), await new_url(target), tmp_path / "backup.db"
    notice = await fill(here)
    counts = await backup(here, file, KEY)
    assert counts["inbox"] == counts["outbox"] == counts["addresses"] == 1
    assert await restore(there, file, KEY) == counts
    assert await verify(there, KEY) == counts
    async with opened(there, key=KEY) as database, database.transaction() as tx:
        assert (await inbox.take_next(tx, 1, NOON)).update["message"]["text"] == "你好 ' \""
        assert await outbox.unshown(tx, notice) == GOOD
        assert await outbox.write(tx, Notice(1, GOOD), 1, NOON) > notice


async def test_a_backup_never_overwrites_and_leaves_nothing_half_done(new_url, tmp_path):
    url, file = await new_url("sqlite"), tmp_path / "backup.db"
    await fill(url)
    file.write_text("precious")
    with pytest.raises(StorageError, match="exists already"):
        await backup(url, file, KEY)
    assert file.read_text() == "precious"
    with pytest.raises(StorageError, match="does not exist"):
        await backup(url, tmp_path / "nowhere" / "backup.db", KEY)
    with pytest.raises(StorageError, match="butler db upgrade"):
        await backup(await new_url("sqlite"), tmp_path / "other.db")
    assert not list(tmp_path.glob(".backup*"))
    assert not (tmp_path / "other.db").exists()


@pytest.mark.parametrize("engine", ENGINES)
async def test_a_database_with_rows_is_not_restored_into(new_url, tmp_path, engine):
    url, file = await new_url(engine), tmp_path / "backup.db"
    await fill(url)
    await backup(url, file, KEY)
    with pytest.raises(StorageError, match="holds rows already"):
        await restore(url, file, KEY)


async def test_a_damaged_backup_is_refused(new_url, tmp_path):
    url, file = await new_url("sqlite"), tmp_path / "backup.db"
    await fill(url)
    await backup(url, file, KEY)
    content = bytearray(file.read_bytes())
    content[5000:9000] = b"\xff" * 4000
    file.write_bytes(content)
    with pytest.raises(StorageError, match="damaged"):
        await restore(await new_url("sqlite"), file)


def test_a_file_of_another_kind_is_refused(tmp_path):
    file = tmp_path / "letter.txt"
    file.write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(StorageError, match="something else than a database"):
        examine(file)
    with pytest.raises(StorageError, match="does not exist"):
        examine(tmp_path / "nothing.db")


def test_the_command_line_does_all_of_it(tmp_path, monkeypatch, capsys):
    config = tmp_path / "config.yaml"
    config.write_text("{}\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUTLER_DATABASE__URL", "sqlite:///one.db")
    assert main(["db", "verify"]) == 1
    assert "butler db upgrade" in capsys.readouterr().err
    assert main(["db", "upgrade"]) == 0
    assert main(["db", "verify"]) == 0
    assert main(["db", "backup", "copy.db"]) == 0
    assert main(["db", "backup", "copy.db"]) == 1
    monkeypatch.setenv("BUTLER_DATABASE__URL", "sqlite:///two.db")
    assert main(["db", "restore", "copy.db"]) == 0
    shown = capsys.readouterr()
    assert "The backup is restored." in shown.out
    assert shown.err.strip() == "copy.db exists already; name a new file"


def test_the_command_line_tells_what_is_wrong_with_a_database(tmp_path, monkeypatch, capsys):
    (tmp_path / "config.yaml").write_text("{}\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUTLER_DATABASE__URL", "sqlite:///one.db")
    assert main(["db", "upgrade"]) == 0
    whole = (tmp_path / "one.db").read_bytes()
    states = {
        "is damaged": whole[:4096] + b"\xff" * (len(whole) - 4096),
        "is empty": b"",
        "is something else than a database": b"Dear Sir or Madam, " * 1000,
    }
    for words, content in states.items():
        (tmp_path / "one.db").write_bytes(content)
        assert main(["db", "verify"]) == 1
        shown = capsys.readouterr().err
        assert words in shown
        assert shown.count("\n") == 1


async def test_a_backup_that_may_not_be_written_there_says_so(new_url, tmp_path, monkeypatch):
    def refuse(**how):
        raise PermissionError(13, "Permission denied")

    url = await new_url("sqlite")
    await fill(url)
    monkeypatch.setattr("tempfile.TemporaryDirectory", refuse)
    with pytest.raises(StorageError, match=r"backup\.db cannot be written \(Permission denied\)"):
        await backup(url, tmp_path / "backup.db", KEY)
