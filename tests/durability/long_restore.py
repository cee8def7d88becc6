"""A backup is made while everybody talks, and restored: nobody reads what is another's, and nothing is said twice."""

import asyncio
import os
import sys

from processes import ROOT
from storms import stormy
from tally import note


async def told(house, *words):
    """Run `butler db …` on the bureau's database."""
    environment = os.environ | house.replicas[0].environment | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bot", "db", words[0], "--config", environment["CONFIG"], *words[1:]]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    assert await process.wait() == 0


async def test_a_backup_that_is_restored_says_nothing_twice_and_nothing_to_others(tmp_path, rng):
    url = f"sqlite:///{tmp_path / 'butler.db'}"
    async with stormy(url, tmp_path, rng, people=(6, 2)) as storm:
        only = storm.house.replicas[0]
        talking = asyncio.create_task(storm.cast.talks(15, 5))
        await told(storm.house, "backup", str(tmp_path / "backup.db"))
        await talking
        await storm.cast.talks(10, 5)  # this is not in the backup
        await storm.reckoning()
        await only.is_killed()
        for file in tmp_path.glob("butler.db*"):
            if file.is_file() and not file.name.endswith("-key"):
                file.unlink()
        await told(storm.house, "restore", str(tmp_path / "backup.db"))
        await only.starts()
        storm.events += 1
        await storm.cast.talks(10, 5)
        found = await storm.reckoning()
        note("backup under load, restored", storm.events, found)
        assert found.faults == {}
