"""A SQLite file is served from by one process; whoever only looks is not kept out."""

import os
import subprocess
import sys

import pytest
from engines import opened

from bot.cli import main
from bot.errors import StorageError
from bot.storage.engine import backup
from bot.storage.engine.lock import SUFFIX, alone, holder

HOLD = """
import sys
from bot.storage.engine.lock import alone
with alone(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/butler.db"


@pytest.fixture
def another(url):
    """Another process that holds the file, until it is killed."""
    command = [sys.executable, "-c", HOLD, url]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_whoever_comes_second_is_told_which_process_holds_the_file(url, another):
    with pytest.raises(StorageError, match=rf"is served from already, by process {another.pid};"), alone(url):
        pass
    assert holder(url) == f"process {another.pid}"


def test_a_process_that_was_killed_holds_nothing(url, another):
    another.kill()
    another.wait()
    assert holder(url) is None
    with alone(url):
        assert holder(url) == f"process {os.getpid()}"


def test_a_file_is_the_same_by_whichever_name_it_is_reached(url, another, tmp_path):
    (tmp_path / "other").symlink_to(tmp_path)
    with pytest.raises(StorageError, match="process"), alone(f"sqlite:///{tmp_path}/other/butler.db"):
        pass


def test_files_beside_one_another_do_not_disturb(another, tmp_path):
    with alone(f"sqlite:///{tmp_path}/second.db"):
        pass


def test_looking_makes_no_file(url, tmp_path):
    assert holder(url) is None
    assert list(tmp_path.iterdir()) == []


def test_only_its_user_reads_the_locked_file(url, tmp_path):
    with alone(url):
        assert (tmp_path / f"butler.db{SUFFIX}").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(StorageError, match="create it"), alone(f"sqlite:///{tmp_path}/no/butler.db"):
        pass


async def test_a_backup_is_made_and_checked_beside_the_process_that_serves(url, another, tmp_path):
    async with opened(url):
        assert await backup.backup(url, tmp_path / "copy.db") == await backup.verify(url)


@pytest.mark.parametrize("words", [["upgrade"], ["restore", "copy.db"]], ids=["upgrade", "restore"])
def test_tables_are_not_changed_under_the_feet_of_a_running_bot(
    url, another, words, capsys, monkeypatch, tmp_path
):
    (tmp_path / "config.yaml").write_text("{}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUTLER_DATABASE__URL", url)
    assert main(["db", *words]) == 1
    assert f"is served from already, by process {another.pid}" in capsys.readouterr().err
    assert not (tmp_path / "butler.db").exists()


def test_many_processes_share_a_server():
    with alone("postgresql://nobody@127.0.0.1/butler"), alone("postgresql://nobody@127.0.0.1/butler"):
        assert holder("postgresql://nobody@127.0.0.1/butler") is None
