"""Backups: whole, checked, and from either engine to either."""

import asyncio
import io
import itertools

import pytest
from engines import ENGINES, NOON, fresh_postgres_url, opened, raw_rows_of

from bot.cli import main
from bot.domain.outgoing import Notice, Sentence
from bot.errors import StorageError
from bot.storage import amending, inbox, outbox, people
from bot.storage.engine import kept_keys, vault
from bot.storage.engine.backup import backup, restore, verify
from bot.storage.engine.kept_keys import NAME
from bot.storage.engine.master import Master
from bot.storage.engine.sealed_file import CHUNK, SALT, TAG, Header, header_of, seal, unseal
from bot.storage.engine.sealing import DataKey


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
        assert await amending.unshown(tx, notice) == GOOD
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
    with pytest.raises(StorageError, match=r"backup\.db is damaged: it was cut off, or changed"):
        await restore(await new_url("sqlite"), file, KEY)


async def test_a_file_of_another_kind_is_refused(new_url, tmp_path):
    letter, plain, target = tmp_path / "letter.txt", tmp_path / "plain.db", await new_url("sqlite")
    letter.write_text("Dear Sir or Madam, " * 100)
    async with opened(f"sqlite:///{plain}", key=KEY):
        pass
    for file in (letter, plain):
        with pytest.raises(StorageError, match=r"is no backup, .* not sealed as a whole"):
            await restore(target, file, KEY)
    with pytest.raises(StorageError, match="does not exist"):
        await restore(target, tmp_path / "nothing.backup", KEY)


async def test_a_backup_needs_its_own_keys_and_the_master_key(new_url, tmp_path):
    first, second, target = tmp_path / "a" / "1.backup", tmp_path / "b" / "2.backup", await new_url("sqlite")
    for file in (first, second):
        file.parent.mkdir()
        url = await new_url("sqlite")
        await fill(url)
        await backup(url, file, KEY)
    with pytest.raises(
        StorageError, match=r"holds the keys of another database than .*; name its own with --keys"
    ):
        await restore(target, first, KEY, keys=second.with_name(NAME))
    with pytest.raises(StorageError, match=r"whose backups need it; .* backup\.folder"):
        await backup(url, tmp_path / "3.backup", KEY, keys=first.with_name(NAME))
    with pytest.raises(StorageError, match=r"sealed under the master key .* BUTLER_SECRETS__MASTER_KEY"):
        await restore(target, first, Master.new())
    first.with_name(NAME).unlink()
    with pytest.raises(StorageError, match=r"No such file .* --keys"):
        await restore(target, first, KEY)


@pytest.mark.parametrize("engine", ENGINES)
async def test_what_was_forgotten_since_is_forgotten_in_an_old_backup(new_url, tmp_path, engine):
    url, file, target = await new_url(engine), tmp_path / "1.backup", await new_url(engine)
    async with opened(url, key=KEY) as database:
        async with database.transaction() as tx:
            account = (await people.account(tx, "1", "test_bot", NOON)).id
            one, other = [await people.at_address(tx, account, chat, NOON) for chat in "78"]
            await people.rename(tx, one, "Marker One")
            await people.rename(tx, other, "Marker Other")
            update = {"update_id": 5, "message": {"chat": {"id": 7}, "text": "Marker waits"}}
            await inbox.receive(tx, account, [update], NOON)
        await backup(url, file, KEY)
        assert not await kept_keys.renew(database, tmp_path / NAME)
        async with database.transaction() as tx:
            await tx.vault.destroy(vault.person(one))
        assert await kept_keys.renew(database, tmp_path / NAME)
    await restore(target, file, KEY)
    async with opened(target, key=KEY) as database, database.transaction() as tx:
        assert (await people.find(tx, one)).name == ""
        assert (await people.find(tx, other)).name == "Marker Other"
        assert (await inbox.take_next(tx, 1, NOON)).update == {}


async def test_a_backup_holds_neither_words_nor_a_key(new_url, tmp_path):
    url, file, plain = await new_url("sqlite"), tmp_path / "1.backup", tmp_path / "plain.db"
    await fill(url)
    await backup(url, file, KEY)
    keys = await raw_rows_of(url, "SELECT id, wrapped FROM data_keys")
    by = DataKey(
        "", "", Master.read(KEY).unwrap(header_of(file).by, vault.BACKUPS, dict(keys)[header_of(file).by])
    )
    with file.open("rb") as sealed, plain.open("wb") as target:
        unseal(sealed, target, header_of(file), by.raw)
    assert b"SQLite format 3" not in file.read_bytes()
    assert b"SQLite format 3" in plain.read_bytes()
    for _, wrapped in keys:
        assert wrapped.encode() not in plain.read_bytes()
        assert wrapped.encode() not in (tmp_path / NAME).read_bytes()
    assert {each.stat().st_mode & 0o777 for each in (file, tmp_path / NAME)} == {0o600}


HEADER, SECRET = Header("backup", "a", "a"), bytes(32)
BODY = len(HEADER.line) + SALT
WHOLE = CHUNK + TAG


def sealed(content):
    target = io.BytesIO()
    seal(io.BytesIO(content), target, HEADER, SECRET)
    return target.getvalue()


def reads(file):
    target = io.BytesIO()
    with file.open("rb") as source:
        unseal(source, target, header_of(file), SECRET)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_sealed_opens_whatever_its_size(tmp_path, size):
    (tmp_path / "file").write_bytes(sealed(bytes(size)))
    assert reads(tmp_path / "file") == bytes(size)


@pytest.mark.parametrize(
    "broken",
    [
        lambda kept: kept[: BODY + 2 * WHOLE],
        lambda kept: kept[:BODY],
        lambda kept: kept[:-1],
        lambda kept: kept + b"x",
        lambda kept: kept + kept[BODY : BODY + WHOLE],
        lambda kept: kept[:BODY] + kept[BODY + WHOLE : BODY + 2 * WHOLE] + kept[BODY : BODY + WHOLE] + kept[BODY + 2 * WHOLE :],
        lambda kept: kept.replace(b" backup a", b" backup b", 1),
    ],
    ids=["last left out", "all left out", "cut", "longer", "one twice", "another order", "another name"],
)  # fmt: skip
def test_a_sealed_file_that_is_not_as_it_was_is_refused(tmp_path, broken):
    (tmp_path / "file").write_bytes(broken(sealed(bytes(CHUNK) + bytes(CHUNK - 1) + b"1" + b"end")))
    with pytest.raises(
        StorageError, match="file is damaged: it was cut off, or changed since it was written"
    ):
        reads(tmp_path / "file")


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
    assert capsys.readouterr().err.strip() == "copy.db exists already; name a new file"
    assert asyncio.run(raw_rows_of("sqlite:///one.db", "SELECT act FROM audit")) == [("backed_up",)]
    monkeypatch.setenv("BUTLER_DATABASE__URL", "sqlite:///two.db")
    assert main(["db", "restore", "copy.db"]) == 1
    assert "No such file" in capsys.readouterr().err
    (tmp_path / "two.db-key").write_text((tmp_path / "one.db-key").read_text())
    assert main(["db", "restore", "copy.db", "--keys", "one.db-backups/butler.keys"]) == 0
    shown = capsys.readouterr()
    assert "The backup is restored." in shown.out
    acts = [act for (act,) in asyncio.run(raw_rows_of("sqlite:///two.db", "SELECT act FROM audit"))]
    assert acts == ["restored"]


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
