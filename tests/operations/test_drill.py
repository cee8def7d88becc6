"""The restore drill of docs/operations.md, command by command as it stands there."""

import asyncio
import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from engines import NOON, opened
from small_folder import Room

from bot.storage import people
from bot.storage.engine.master import Master

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "operations.md").read_text("utf-8")
NAME = "红烧肉四两"
SHANGHAI = dt.timezone(dt.timedelta(hours=8))


def commands_of(engine):
    """The commands of the drill for this engine, and those that clear away."""
    block = re.search(rf"^\*\*{engine}\.\*\*.*?^```\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)[1]
    before, after = block.split("unset BUTLER_DATABASE__URL\n")
    return before, after


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder as that of an installation; `butler` is a command there."""
    folder = tmp_path / "home"
    (folder / "bin").mkdir(parents=True)
    butler = folder / "bin" / "butler"
    butler.write_text(f'#!/bin/sh\nexec {sys.executable} -m bot "$@"\n')
    butler.chmod(0o755)
    (folder / "config.yaml").write_text("answers: {encoder: none}\n")
    Room(folder / "knowledge")
    year = dt.datetime.now(SHANGHAI).year  # the commands have no clock of a test's own
    (folder / "knowledge" / "calendar.yaml").write_text(
        f"years:\n  {year}: {{source: a test, holidays: [{year}-01-01], make_up_days: []}}\n"
    )
    for name in [name for name in os.environ if name.startswith("BUTLER_")]:
        monkeypatch.delenv(name)
    return folder


async def told(home, script, **environ):
    """Run the script there; what it says."""
    bins = [str(home / "bin"), environ.pop("BIN", ""), os.environ["PATH"]]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PATH": ":".join(bins)} | environ
    done = await asyncio.to_thread(
        subprocess.run, ["bash", "-euc", script], cwd=home, env=environment, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


async def is_backed_up_under_use(home, url, **environ):
    """Somebody has a name; a backup is made while others come."""
    async with opened(url, key=environ.get("BUTLER_SECRETS__MASTER_KEY")) as database:
        async with database.transaction() as tx:
            account = (await people.account(tx, "1", "test_bot", NOON)).id
            await people.rename(tx, await people.at_address(tx, account, "7", NOON), NAME)
        made = asyncio.create_task(
            told(home, "butler db backup drill.backup", BUTLER_DATABASE__URL=url, BUTLER_BACKUP__FOLDER=".", **environ)
        )  # fmt: skip
        chat = 8
        while not made.done():
            async with database.transaction() as tx:
                await people.at_address(tx, account, str(chat), NOON)
            chat += 1
            await asyncio.wait({made}, timeout=0.02)
        await made


async def first_name(url, **how):
    async with opened(url, **how) as database, database.reading() as tx:
        return (await people.find(tx, 1)).name


def drilled(engine):
    return commands_of(engine)[0].replace("FILE", "drill.backup")


async def test_the_drill_with_sqlite(home):
    await is_backed_up_under_use(home, f"sqlite:///{home}/butler.db")
    said = await told(home, drilled("SQLite"))
    assert "The backup is restored." in said
    assert "The audit log is whole." in said
    restored = f"sqlite:///{home}/drill/restored.db"
    assert await first_name(restored) == NAME
    await told(home, commands_of("SQLite")[1])
    assert not (home / "drill").exists()


async def test_the_drill_with_postgresql(home, postgres_server, postgres_databases):
    key, url = Master.new(), postgres_server.get_uri("butler_drill")
    environ = {
        "BUTLER_SECRETS__MASTER_KEY": key,
        "BIN": str(postgres_server.bin_path),
        "PGHOST": parse_qs(urlsplit(url).query)["host"][0],
        "PGUSER": "postgres",
    }
    async with postgres_databases.one() as at_work:
        await is_backed_up_under_use(home, at_work, **environ)
    script = drilled("PostgreSQL").replace("postgresql://USER@HOST/butler_drill", f"'{url}'")
    assert "The backup is restored." in await told(home, script, **environ)
    assert await first_name(url, key=key) == NAME
    await told(home, commands_of("PostgreSQL")[1], **environ)
