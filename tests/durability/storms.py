"""Storms: what is done to the processes of a bureau while everybody talks. Each is a number of events with pauses between."""

import asyncio
import signal
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from cast import engaged, roles, settles
from checker import reckon
from processes import House, housed
from small_folder import Room
from stage import Clock, configured, performing

from simulator.running import running_simulator


@dataclass
class Storm:
    """One bureau in a storm: who talks, what runs, and what was done to it."""

    cast: object
    house: object
    rng: object
    clock: object = None
    """The bureau's clock, where a test moves it."""
    events: int = 0
    died: list = field(default_factory=list)
    """Exit codes of processes that ended although nobody had ended them."""

    async def kills(self, times, every_s):
        """`kill -9` at random moments, and a new start at once."""
        for _ in range(times):
            await asyncio.sleep(self.rng.uniform(*every_s))
            victim = self.rng.choice(self.house.replicas)
            self._sees_the_dead()
            await victim.is_killed()
            await victim.starts()
            self.events += 1

    async def freezes(self, seconds):
        """A process is stopped for so long and goes on, as after a snapshot or with the lid closed."""
        victim = self.rng.choice(self.house.replicas)
        victim.is_sent(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        victim.is_sent(signal.SIGCONT)
        self.events += 1

    def _sees_the_dead(self):
        self.died += [each.pid for each in self.house.replicas if not each.is_alive]

    async def reckoning(self):
        """When all is quiet again: what became of every word. Where nothing happened, nothing may be uncertain."""
        self.cast.ledger.was_cut = self.events > 0
        try:
            await settles(self.cast, self.house.url, self.clock)
        except AssertionError as unsettled:
            alive = [each.pid for each in self.house.replicas if each.is_alive]
            unsettled.add_note(f"alive: {alive}; said last: {self.house.logged[-2000:]}")
            raise
        self._sees_the_dead()
        return reckon(await self.cast.closes_ledger(self.house.url))


@asynccontextmanager
async def stormy(url, folder, rng, *, people=(20, 3), **how):
    """A bureau at work: everybody has a ticket, and nothing has been done to it yet."""
    Room(folder / "knowledge")
    async with running_simulator() as sim:
        cast = engaged(sim, rng, owners=people[0], lawyers=people[1])
        async with housed(sim, url, folder, **(how | roles(cast))) as house:
            await cast.begins()
            yield Storm(cast, house, rng)


@asynccontextmanager
async def at_work_here(url, folder, rng, *, people=(20, 3), bystanders=0):
    """The same in this very process, so that a test has its clock and its loop in hand."""
    Room(folder / "knowledge")
    async with running_simulator() as sim:
        cast, clock = engaged(sim, rng, owners=people[0], lawyers=people[1], bystanders=bystanders), Clock()
        environ = roles(cast) | {
            "BUTLER_DATABASE__URL": url,
            "BUTLER_KNOWLEDGE__PATH": str(folder / "knowledge"),
            "BUTLER_ANSWERS__ENCODER": "none",
        }
        async with performing(configured(folder, sim, **environ), sim, clock):
            await cast.begins()
            yield Storm(cast, House([], url, folder), rng, clock)
