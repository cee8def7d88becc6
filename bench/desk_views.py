"""How long an admin or lawyer waits for a view of a full desk: 200 tickets, 40 lawyers, each view in a transaction of its own.

    python -m bench.desk_views [--database URL] [--rounds 50]

Without a database a new SQLite file is used; a named one must be empty, or be left from this bench. Only the use case is timed, from the
beginning of its transaction to the commit, with the laying out: what Telegram and the network add is not the desk's. On a machine that
does other work as well the time on the clock says little; the processor time of this process is told beside it.
"""

import argparse
import asyncio
import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.record import ROOT, keep
from bot.config.settings import Config
from bot.domain.desk import Filter
from bot.domain.identity import Account
from bot.domain.people import Person, Role
from bot.encoder import Encoder
from bot.knowledge.live import Knowledge, LiveKnowledge
from bot.storage import people, roster, tickets
from bot.storage.engine.database import Database, Transaction, open_database
from bot.usecases import desk, desk_assignment, figures, lifecycle, staff, ticket_work, unanswered
from bot.usecases.unit_of_work import UnitOfWork
from handlers.render.notices import render

TICKETS, LAWYERS = 200, 40
START = dt.datetime(2026, 11, 16, 1, 30, tzinfo=dt.UTC)
NOW = START + dt.timedelta(days=7, hours=1)
VIEWS: Mapping[str, Callable[[UnitOfWork, Person], Awaitable[None]]] = {
    **{f"queue, {only}": (lambda uow, who, only=only: desk.queue(uow, who, only)) for only in Filter},
    "how one stands": lambda uow, who: desk.gist(uow, who, 7),
    "whom to assign": lambda uow, who: desk_assignment.ask(uow, who, 7),
    "unanswered": unanswered.list_unanswered,
    "people": staff.list_people,
    "figures": figures.tell,
    "figures in detail": figures.in_detail,
    "a lawyer's queue": ticket_work.queue,
    "a lawyer's own": ticket_work.mine,
}


@dataclass(frozen=True, slots=True)
class Office:
    """What every unit of work shares."""

    database: Database
    knowledge: Knowledge
    account: Account
    config: Config

    def work(self, tx: Transaction, now: dt.datetime) -> UnitOfWork:
        """A unit of work at this instant."""
        policy, calendar = self.config.policy(), self.config.working_calendar()
        return UnitOfWork(tx, self.knowledge, policy, calendar, now, self.account, render)


async def measure(url: str, rounds: int) -> dict[str, dict[str, float]]:
    """Milliseconds of each view, p50 and p95."""
    knowledge = LiveKnowledge(ROOT / "knowledge", today=NOW.date, encoder=Encoder.builtin()).current
    database = await open_database(url)
    try:
        async with database.transaction() as tx:
            account = await people.account(tx, "1", "bench", START)
            office = Office(database, knowledge, account, Config())
            admin, lawyer = await _fill(office, tx)
        return {
            name: await _timed(office, view, lawyer if "lawyer" in name else admin, rounds)
            for name, view in VIEWS.items()
        }
    finally:
        await database.close()


async def _fill(office: Office, tx: Transaction) -> tuple[Person, Person]:
    """An admin, the lawyers, and the tickets: half of them held, a fifth of those answered."""
    uow = office.work(tx, START)
    lawyers = [await _somebody(uow, f"lawyer{number}", Role.LAWYER) for number in range(LAWYERS)]
    admin, owner = await _somebody(uow, "admin", Role.ADMIN), await _somebody(uow, "owner", None)
    for number in range(TICKETS):
        at = office.work(tx, START + dt.timedelta(minutes=50 * number))
        ticket = await tickets.open_ticket(
            tx,
            owner=owner.id,
            enterprise=None,
            question=None,
            measure="labour-relations",
            lang="zh",
            urgent=number % 20 == 0,
            emergency=None,
            now=at.now,
        )
        assert ticket is not None
        await tickets.note_event(tx, ticket, tickets.OPENED, at.now, by=owner.id)
        if number % 2 == 0:
            taken = await lifecycle.take(at, ticket, lawyers[number % LAWYERS])
            if taken is not None and number % 10 == 0:
                await lifecycle.answer(at, taken, lawyers[number % LAWYERS])
    return admin, lawyers[0]


async def _somebody(uow: UnitOfWork, name: str, role: Role | None) -> Person:
    number = await people.at_address(uow.tx, uow.account.id, name, uow.now)
    await people.rename(uow.tx, number, name)
    if role is not None:
        await roster.appoint(uow.tx, number, role, uow.now)
    found = await people.find(uow.tx, number)
    assert found is not None
    return found


async def _timed(
    office: Office, view: Callable[[UnitOfWork, Person], Awaitable[None]], reader: Person, rounds: int
) -> dict[str, float]:
    took, worked = [], []
    for _ in range(rounds):
        began, busy = time.perf_counter(), time.process_time()
        async with office.database.transaction() as tx:
            await view(office.work(tx, NOW), reader)
        took.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    return {
        "p50_ms": statistics.median(took),
        "p95_ms": statistics.quantiles(took, n=20)[-1],
        "cpu_p95_ms": statistics.quantiles(worked, n=20)[-1],
    }


def main() -> int:
    """Measure, print, and keep the figures under bench/results."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk_views", description=__doc__.splitlines()[0])
    parser.add_argument("--database", help="sqlite:///file.db or postgresql://…, empty")
    parser.add_argument("--rounds", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{Path(folder) / 'desk.db'}"
        found = asyncio.run(measure(url, options.rounds))
    for name, times in found.items():
        print(
            f"{name:20} p50 {times['p50_ms']:6.1f} ms   p95 {times['p95_ms']:6.1f} ms   cpu p95 {times['cpu_p95_ms']:5.1f} ms"
        )
    engine = "postgres" if url.startswith("postgres") else "sqlite"
    keep(f"desk_views_{engine}", {"tickets": TICKETS, "lawyers": LAWYERS, "views": found})
    return 0


if __name__ == "__main__":
    sys.exit(main())
