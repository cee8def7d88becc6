"""What else happens to a bureau: the database crashes, stands still or has no room, the clock jumps."""

import asyncio
import os
import resource
import signal
from pathlib import Path

import pytest
from storms import at_work_here, stormy
from tally import note

PER_SECOND = 3
ROUNDS = int(os.environ.get("ROUNDS", "1"))
"""How often each disturbance comes."""
FROZEN_S = float(os.environ.get("FROZEN_S", "5"))


async def talks_while(storm, *disturbances):
    """People talk before, while and after it happens; what became of every word."""
    for disturb in disturbances * ROUNDS:
        talking = asyncio.create_task(storm.cast.talks(5 * PER_SECOND, PER_SECOND))
        await asyncio.sleep(1)  # in the middle of it
        await disturb()
        storm.events += 1
        await talking
    return await storm.reckoning()


def is_well(test, storm, found):
    note(test, storm.events, found, died=len(storm.died))
    faults = (found.lost, found.doubled, found.leaked, found.misordered)
    assert faults == ([], [], [], []), storm.cast.heard_after(found.lost[:5])
    assert storm.died == []


def postgres_processes(server):
    """The server and all that it has started."""
    first = int((Path(server._server.pgdata) / "postmaster.pid").read_text().split()[0])
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:  # it has ended meanwhile
            continue
    return [first, *(pid for pid, parent in parents.items() if parent == first)]


class TestTheDatabase:
    @pytest.mark.parametrize("mode", ["immediate", "fast"])
    async def test_a_database_that_is_restarted(self, tmp_path, rng, breakable_server, mode):
        async def restarts():
            await breakable_server.stop(mode)
            await asyncio.sleep(1)  # nobody answers for a while
            await breakable_server.start()

        async with stormy(
            breakable_server.url, tmp_path, rng, people=(6, 2), replicas=2, webhook=True
        ) as storm:
            found = await talks_while(storm, restarts)
            is_well(f"PostgreSQL stopped with -m {mode}, two replicas", storm, found)

    async def test_a_database_that_stands_still(self, tmp_path, rng, breakable_server):
        async def stands_still():
            stopped = postgres_processes(breakable_server)
            for number in (signal.SIGSTOP, signal.SIGCONT):
                for pid in stopped:
                    os.kill(pid, number)
                await asyncio.sleep(FROZEN_S if number == signal.SIGSTOP else 0)

        async with stormy(breakable_server.url, tmp_path, rng, people=(6, 2)) as storm:
            found = await talks_while(storm, stands_still)
            is_well(f"PostgreSQL frozen for {FROZEN_S:g} s", storm, found)

    @pytest.mark.parametrize("limit", [resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE], ids=["size", "number"])
    async def test_files_that_may_not_grow_or_be_opened(self, tmp_path, rng, limit):
        async with stormy(f"sqlite:///{tmp_path / 'butler.db'}", tmp_path, rng, people=(6, 2)) as storm:

            async def has_no_room():
                pid = storm.house.replicas[0].pid
                before = resource.prlimit(pid, limit)
                resource.prlimit(pid, limit, (4, before[1]))
                await asyncio.sleep(3)  # nothing can be written, or opened, for a while
                resource.prlimit(pid, limit, before)

            is_well("limit of files, then lifted", storm, await talks_while(storm, has_no_room))


async def test_a_clock_that_jumps_a_day_ahead_and_back(tmp_path, rng, database_url):
    async with at_work_here(database_url, tmp_path, rng, people=(6, 2)) as storm:

        async def jumps():
            for days in (1, -1, -1, 1):
                storm.clock.moves(days=days)
                await asyncio.sleep(0.5)  # some words fall between two jumps

        is_well("clock ± 1 day", storm, await talks_while(storm, jumps))
