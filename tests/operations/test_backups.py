"""Backups prove themselves before they count, on both engines; an upgrade makes one first."""

import asyncio
import datetime as dt
import stat

import pytest
from engines import NOON, Clock, database, opened, rows_of

from bot.errors import StorageError
from bot.operations.nightly import Plan, back_up_if_due, look_after, night_of
from bot.operations.subject import Subject
from bot.runtime.vitals import Vitals
from bot.storage import backups, people
from bot.storage.engine import backup as engine_backup
from bot.storage.engine import kept_keys, master_key, proof, vault
from bot.storage.engine.backup import restore
from bot.storage.engine.migrate import known
from bot.storage.engine.proof import back_up_before_upgrade, proven_backup, prune

__all__ = ["database"]

SHANGHAI = dt.timezone(dt.timedelta(hours=8))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def plan(tmp_path, database_url):
    return Plan(database_url, None, tmp_path / "backups", hour=3, keep=2, zone=SHANGHAI)


@pytest.fixture
def subject(database, clock):
    return Subject(database, Vitals(), clock, lambda: "r", lambda: 0, None, backs_up=True, way_in="polling")


def key_of(url):
    return master_key.master(url, make=False)


async def standing(subject):
    async with subject.database.reading() as tx:
        return await backups.standing(tx)


def files(plan):
    return sorted(file.name for file in plan.folder.iterdir())


async def test_a_night_has_one_backup_that_restores_whoever_makes_it(subject, plan, tmp_path, clock):
    async with subject.database.transaction() as tx:
        await people.account(tx, "1", "butler", clock())
    made = await asyncio.gather(*(back_up_if_due(subject, plan) for _ in range(3)))
    (file,) = [each for each in made if each is not None]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(plan.folder.stat().st_mode) == 0o700
    restored = await restore(f"sqlite:///{tmp_path}/anew.db", file, key_of(plan.url))
    assert restored["accounts"] == 1
    assert (await standing(subject)).good_at == NOON
    clock.moves(3600)
    assert await back_up_if_due(subject, plan) is None


async def test_old_backups_go_after_a_new_good_one_and_other_files_stay(subject, plan, clock):
    for _ in range(4):
        await back_up_if_due(subject, plan)
        clock.moves(86_400)
    (plan.folder / "notes.txt").write_text("mine")
    assert files(plan) == [
        "butler-20261125T040000Z.backup", "butler-20261126T040000Z.backup", "butler.keys", "notes.txt",
    ]  # fmt: skip
    assert prune(plan.folder, 2) == []


async def test_a_backup_that_does_not_restore_whole_never_gets_a_name_and_is_tried_again(
    subject, plan, clock, monkeypatch, caplog
):
    async def loses_rows(url, key):
        return {**await engine_backup.verify(url, key), "accounts": 5}

    monkeypatch.setattr(proof, "verify", loses_rows)
    assert await back_up_if_due(subject, plan) is None
    assert files(plan) == ["butler.keys"]
    assert "does not restore whole" in caplog.text
    assert (await standing(subject)).has_failed
    assert await back_up_if_due(subject, plan) is None  # not again at once
    monkeypatch.undo()
    clock.moves(3601)
    assert await back_up_if_due(subject, plan) is not None
    assert not (await standing(subject)).has_failed


async def test_a_key_that_was_destroyed_is_not_kept_beside_the_backups(subject, plan, clock):
    async with subject.database.transaction() as tx:
        account = (await people.account(tx, "1", "butler", clock())).id
        person = await people.at_address(tx, account, "7", clock())
        await people.rename(tx, person, "甲")
    await look_after(subject, plan)
    before = kept_keys.fetch(plan.keys, subject.database.ring.master)
    async with subject.database.transaction() as tx:
        await tx.vault.destroy(vault.person(person))
    await look_after(subject, plan)
    assert len(before) == len(kept_keys.fetch(plan.keys, subject.database.ring.master)) + 1


async def test_a_night_begins_at_the_hour_that_is_set(plan):
    at = dt.datetime(2026, 11, 23, 2, 59, tzinfo=SHANGHAI)
    assert night_of(at, plan) == dt.date(2026, 11, 22)
    assert night_of(at + dt.timedelta(minutes=1), plan) == dt.date(2026, 11, 23)


async def test_an_upgrade_makes_a_backup_first_which_restores_as_it_was(empty_url, tmp_path, clock):
    before = len(known()) - 1
    async with opened(empty_url, upto=before) as database, database.transaction() as tx:
        await people.account(tx, "1", "butler", clock())
    file = await back_up_before_upgrade(empty_url, tmp_path / "backups", clock())
    assert await rows_of(empty_url, "SELECT count(*) FROM migrations") == [(before,)]
    assert (await restore(f"sqlite:///{tmp_path}/anew.db", file, key_of(empty_url)))["accounts"] == 1
    async with opened(empty_url):
        pass
    assert await back_up_before_upgrade(empty_url, tmp_path / "backups", clock()) is None


async def test_a_new_database_needs_no_backup(empty_url, tmp_path, clock):
    assert await back_up_before_upgrade(empty_url, tmp_path / "backups", clock()) is None
    assert not (tmp_path / "backups").exists()


async def test_a_database_whose_tables_another_process_is_making_needs_no_backup(empty_url, tmp_path, clock):
    async with opened(empty_url, upto=len(known()) - 1):
        pass
    assert await back_up_before_upgrade(empty_url, tmp_path / "backups", clock()) is None


async def test_a_folder_that_cannot_be_had_is_named(database_url, database, tmp_path, clock):
    (tmp_path / "backups").write_text("a file")
    with pytest.raises(StorageError, match=r"backups cannot hold a backup .*backup\.folder"):
        await proven_backup(database_url, tmp_path / "backups", clock())
