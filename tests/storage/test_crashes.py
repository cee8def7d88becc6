"""PostgreSQL stopped and started under load: what was reported is true, and everybody goes on by themselves."""

import asyncio
import itertools

from engines import opened

from bot.errors import CommitUnknown, StorageUnavailable

WRITERS = 6
CRASHES = 20
ORDERLY_STOPS = 4
PROGRESS = 10
"""Commits after each start that show that everybody works again."""


class Load:
    """Writers and readers that never give up, and what each transaction reported."""

    def __init__(self, notebook):
        self._notebook = notebook
        self._numbers = itertools.count(1)
        self.kept, self.undone, self.unknown = set(), set(), set()
        self.reads = 0
        self._progress = asyncio.Event()

    async def write(self):
        """Write notes for ever; each comes with its mark, or not at all."""
        while True:
            number = next(self._numbers)
            try:
                await self._note(number)
            except CommitUnknown:
                self.unknown.add(number)
            except StorageUnavailable:
                self.undone.add(number)
                await asyncio.sleep(0.002)  # the server is down: leave it the processor
            else:
                self.kept.add(number)
                self._progress.set()

    async def _note(self, number):
        async with self._notebook.transaction() as tx:
            await tx.change("notes.write", number=number)
            async with tx.attempt():
                await tx.change("notes.mark", note=number)

    async def write_in_a_hurry(self):
        """As above, by a caller who gives up in the middle of it all the time."""
        while True:
            number = next(self._numbers)
            self.unknown.add(number)
            try:
                async with asyncio.timeout(0.003):
                    await self._note(number)
            except (StorageUnavailable, TimeoutError):
                await asyncio.sleep(0.002)

    async def read(self):
        """Look for ever: a note without its mark is never seen."""
        while True:
            try:
                async with self._notebook.reading() as tx:
                    notes = {row["number"] for row in await tx.all("notes.all")}
                    assert notes == {row["note"] for row in await tx.all("notes.marked")}
                self.reads += 1
            except StorageUnavailable:
                pass
            await asyncio.sleep(0.02)

    async def goes_on(self):
        """Return when some more transactions have been committed."""
        goal = len(self.kept) + PROGRESS
        async with asyncio.timeout(20):
            while len(self.kept) < goal:
                self._progress.clear()
                await self._progress.wait()


async def test_whatever_was_reported_is_true_after_twenty_crashes(breakable_server, notebook_folder):
    unexpected = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unexpected.append(context))
    stops = ["immediate"] * CRASHES + ["fast"] * ORDERLY_STOPS
    async with asyncio.timeout(120), opened(breakable_server.url, folder=notebook_folder) as notebook:
        load = Load(notebook)
        tasks = [load.write_in_a_hurry(), load.read(), *(load.write() for _ in range(WRITERS))]
        async with asyncio.TaskGroup() as group:
            running = [group.create_task(task) for task in tasks]
            for mode in stops:
                await load.goes_on()
                await breakable_server.stop(mode)
                await breakable_server.start()
            await load.goes_on()
            for task in running:
                task.cancel()
        async with notebook.reading() as tx:
            notes = {row["number"] for row in await tx.all("notes.all")}
            marks = {row["note"] for row in await tx.all("notes.marked")}
    assert notes == marks
    assert load.kept - notes == set()
    assert load.undone & notes == set()
    assert len(load.undone) > len(stops)
    assert load.reads > len(stops)
    assert unexpected == []
