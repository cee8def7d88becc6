"""A new master key: the old one opens nothing any more, and wherever the program is stopped one of the two opens all."""

import asyncio

import pytest
from engines import NOON, opened, raw_rows_of

from bot.cli import main
from bot.errors import StorageError, StorageUnavailable
from bot.storage import people, rotation
from bot.storage.engine import master_key
from bot.storage.engine.master import Master, master_of

NAME = "红烧肉四两"


async def named(database, chat="7"):
    """Somebody with a name; their number."""
    async with database.transaction() as tx:
        account = (await people.account(tx, "1", "test_bot", NOON)).id
        person = await people.at_address(tx, account, chat, NOON)
        await people.rename(tx, person, NAME)
    return person


async def name_of(database, person):
    async with database.reading() as tx:
        return (await people.find(tx, person)).name


async def masters(url):
    return {master_of(wrapped) for (wrapped,) in await raw_rows_of(url, "SELECT wrapped FROM data_keys")}


async def test_the_new_key_opens_what_the_old_one_sealed_and_the_old_one_nothing(database_url):
    old, new = Master.new(), Master.new()
    async with opened(database_url, key=old) as database:
        person = await named(database)
        assert await rotation.rotate(database, Master.read(new), NOON) == 2
        assert await name_of(database, person) == NAME
    assert await masters(database_url) == {Master.read(new).id}
    async with opened(database_url, key=new) as database:
        assert await name_of(database, person) == NAME
    with pytest.raises(StorageError, match="sealed under the master key"):
        async with opened(database_url, key=old):
            pass
    ((act,),) = await raw_rows_of(database_url, "SELECT act FROM audit")
    assert act == "keys_rotated"


async def test_a_process_with_the_old_key_waits_rather_than_seal_what_nobody_could_read(database_url):
    old, new = Master.new(), Master.new()
    async with opened(database_url, key=old) as here, opened(database_url, key=old) as there:
        person = await named(here)
        await rotation.rotate(there, Master.read(new), NOON)
        with pytest.raises(StorageUnavailable, match="BUTLER_SECRETS__MASTER_KEY"):
            await named(here, "8")
        assert await name_of(here, person) == NAME
    assert await masters(database_url) == {Master.read(new).id}


async def test_of_two_that_begin_with_keys_of_their_own_the_second_seals_nothing(database_url):
    first, second = Master.new(), Master.new()
    async with opened(database_url, key=first) as here, opened(database_url, key=second) as there:
        await named(here)
        with pytest.raises(StorageUnavailable, match="sealed under the master key"):
            await named(there, "8")
    assert await masters(database_url) == {Master.read(first).id}


async def test_whoever_fails_in_the_middle_leaves_the_old_key_in_force(database_url, monkeypatch):
    old, new = Master.new(), Master.new()
    async with opened(database_url, key=old) as database:
        person = await named(database)
        monkeypatch.setattr(rotation.audit, "note", None)  # the last step of the transaction
        with pytest.raises(TypeError):
            await rotation.rotate(database, Master.read(new), NOON)
        assert await name_of(database, person) == NAME
    async with opened(database_url, key=old) as database:
        assert await name_of(database, person) == NAME


@pytest.fixture
def alone_at_home(tmp_path, monkeypatch):
    """A folder with a database of its own; its address."""
    (tmp_path / "config.yaml").write_text("{}\n")
    monkeypatch.chdir(tmp_path)
    url = f"sqlite:///{tmp_path}/one.db"
    monkeypatch.setenv("BUTLER_DATABASE__URL", url)
    assert main(["db", "upgrade"]) == 0
    return url


async def test_a_command_killed_between_its_two_steps_is_finished_by_the_next_start(
    alone_at_home, monkeypatch
):
    async with opened(alone_at_home) as database:
        person = await named(database)
    before = master_key.file_of(alone_at_home).read_text()

    def killed(*_, **__):
        raise KeyboardInterrupt

    def rotates():
        return main(["db", "rotate-key"])

    with monkeypatch.context() as patch:
        patch.setattr(rotation.audit, "note", killed)
        assert await _in_thread(rotates) == 130
    async with opened(
        alone_at_home
    ) as database:  # killed before the commit: the old key, and the new one still waits
        assert await name_of(database, person) == NAME
    assert master_key.file_of(alone_at_home).read_text() == before
    with monkeypatch.context() as patch:
        patch.setattr(master_key, "take_over", killed)
        assert await _in_thread(rotates) == 130
    assert master_key.next_file(alone_at_home).exists()
    async with opened(alone_at_home) as database:  # killed after it
        assert await name_of(database, person) == NAME
    after = master_key.file_of(alone_at_home)
    assert after.read_text() != before
    assert after.stat().st_mode & 0o777 == 0o600
    assert not master_key.next_file(alone_at_home).exists()
    with monkeypatch.context() as patch:
        patch.setattr(master_key, "take_over", killed)
        assert await _in_thread(rotates) == 130
    assert await _in_thread(rotates) == 0  # or by the command itself
    async with opened(alone_at_home) as database:
        assert await name_of(database, person) == NAME


async def _in_thread(work):
    """The command line has a loop of its own."""
    return await asyncio.to_thread(work)


async def test_a_process_whose_key_is_in_a_file_goes_on_with_the_new_one(alone_at_home):
    async with opened(alone_at_home) as here:
        async with opened(alone_at_home) as there:
            await rotation.rotate(there, master_key.made(master_key.next_file(alone_at_home)), NOON)
        master_key.take_over(alone_at_home)
        assert await name_of(here, await named(here)) == NAME


async def test_where_the_key_is_given_the_command_says_what_is_left_to_do(
    database_url, tmp_path, monkeypatch, capsys
):
    old = Master.new()
    async with opened(database_url, key=old) as database:
        person = await named(database)
    (tmp_path / "config.yaml").write_text("{}\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUTLER_DATABASE__URL", database_url)
    monkeypatch.setenv("BUTLER_SECRETS__MASTER_KEY", old)
    assert await _in_thread(lambda: main(["db", "rotate-key"])) == 1
    assert "--into FILE" in capsys.readouterr().err
    for said in ("keys are wrapped by the new master key", "It was replaced before"):
        assert await _in_thread(lambda: main(["db", "rotate-key", "--into", "new"])) == 0
        told = capsys.readouterr().out
        assert said in told
        assert "Put what stands in new" in told
    async with opened(database_url, key=(tmp_path / "new").read_text()) as database:
        assert await name_of(database, person) == NAME
