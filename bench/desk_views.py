"""How long an admin or lawyer waits for a view of a full desk: 200 tickets, 40 lawyers, each view in a transaction of its own.

    python -m bench.desk_views [--database URL] [--rounds 50] [--enterprises 5000]

Beside them stand the enterprises of a county and what was done for them: one in two has a ticket that is closed, half of these with
another side, whose names are compared whenever a ticket with another side is offered.

Without a database a new SQLite file is used; a named one must be empty, or be left from this bench. Only the use case is timed, from the
beginning of its transaction to the commit, with the laying out: what Telegram and the network add is not the desk's. On a machine that
does other work as well the time on the clock says little; the processor time of this process is told beside it.
"""

import argparse
import asyncio
import datetime as dt
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.record import ROOT, keep
from bot.config.settings import Config
from bot.domain.conflict import Side
from bot.domain.desk import Filter
from bot.domain.identity import Account
from bot.domain.message import IncomingMessage
from bot.domain.people import Person, Role
from bot.domain.ticket import CloseReason, Ticket
from bot.encoder import Encoder
from bot.knowledge.live import Knowledge, LiveKnowledge
from bot.storage import conflicts, enterprises, people, roster, tickets
from bot.storage.engine.database import Database, Transaction, open_database
from bot.usecases import (
    butler_changes,
    desk,
    desk_assignment,
    figures,
    lifecycle,
    staff,
    ticket_work,
    unanswered,
    verification,
    wrong_client,
)
from bot.usecases.conflicts import screen
from bot.usecases.unit_of_work import UnitOfWork
from handlers.render.notices import render

TICKETS, LAWYERS, ENTERPRISES = 200, 40, 5_000
HELD_FROM, CLOSED_FROM = 2, 2 * LAWYERS
"""Of the enterprises with a ticket: the first ones' wait, then some are held."""
WAITING = TICKETS + 2
"""A ticket that waits, with another side."""
HELD = TICKETS + LAWYERS // 2 + 1
"""A ticket that the first lawyer holds."""
CHARACTERS = "安邦昌诚达德东方丰福富高光广海汉恒宏华嘉建金锦久康利林隆美明宁鹏奇千瑞润盛顺泰天通万旺祥新鑫兴旭雅阳永优宇元源远月云泽正中众卓"
TRADES = ("五金", "饲料", "服装", "木业", "电子", "食品", "物流", "建材", "纺织", "塑料")
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
    "enterprises": verification.list_unverified,
    "butlers": butler_changes.list_enterprises,
    "who may take it": lambda uow, _: _screened(uow, WAITING),
    "may a lawyer take it": lambda uow, who: _screened(uow, WAITING, who.id),
    "a lawyer's word": lambda uow, who: _checked(uow, who, HELD),
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


async def _screened(uow: UnitOfWork, number: int, only: int | None = None) -> None:
    ticket = await tickets.find(uow.tx, number)
    assert ticket is not None
    await screen(uow, ticket, only)


async def _checked(uow: UnitOfWork, lawyer: Person, number: int) -> None:
    """Whether words of a lawyer to the owner of a ticket name another client."""
    ticket = await tickets.find(uow.tx, number)
    assert ticket is not None
    await wrong_client.doubt(
        uow, lawyer, ticket, [IncomingMessage(1, "text", "合同和付款记录请发给我看一下")]
    )


async def measure(url: str, rounds: int, count: int = ENTERPRISES) -> dict[str, dict[str, float]]:
    """Milliseconds of each view, p50 and p95."""
    knowledge = LiveKnowledge(ROOT / "knowledge", today=NOW.date, encoder=Encoder.builtin()).current
    database = await open_database(url)
    try:
        async with database.transaction() as tx:
            account = await people.account(tx, "1", "bench", START)
            office = Office(database, knowledge, account, Config())
            admin, lawyers = await _fill(office, tx)
            await _grow(office, tx, lawyers, count)
        return {
            name: await _timed(office, view, lawyers[0] if "lawyer" in name else admin, rounds)
            for name, view in VIEWS.items()
        }
    finally:
        await database.close()


async def _fill(office: Office, tx: Transaction) -> tuple[Person, list[Person]]:
    """An admin, the lawyers, and the tickets: half of them held, a fifth of those answered."""
    uow = office.work(tx, START)
    lawyers = [await _somebody(uow, f"lawyer{number}", Role.LAWYER) for number in range(LAWYERS)]
    admin, owner = await _somebody(uow, "admin", Role.ADMIN), await _somebody(uow, "owner", None)
    for number in range(TICKETS):
        at = office.work(tx, START + dt.timedelta(minutes=50 * number))
        ticket = await _opened(at, owner, urgent=number % 20 == 0)
        await tickets.note_event(tx, ticket, tickets.OPENED, at.now, by=owner.id)
        if number % 2 == 0:
            taken = await lifecycle.take(at, ticket, lawyers[number % LAWYERS])
            if taken is not None and number % 10 == 0:
                await lifecycle.answer(at, taken, lawyers[number % LAWYERS])
    return admin, lawyers


async def _opened(
    uow: UnitOfWork, owner: Person, enterprise: int | None = None, *, urgent: bool = False
) -> Ticket:
    return await tickets.open_ticket(
        uow.tx,
        owner=owner.id,
        enterprise=enterprise,
        question=None,
        measure="labour-relations",
        lang="zh",
        urgent=urgent,
        emergency=None,
        now=uow.now,
    )


async def _grow(office: Office, tx: Transaction, lawyers: Sequence[Person], count: int) -> None:
    """So many enterprises, one in two with a ticket: the first two wait, then each lawyer's holds one or two, the others are closed."""
    uow, names = office.work(tx, START), random.Random(1)
    for number in range(count):
        owner = await _somebody(uow, f"keeper{number}", None)
        firm = await enterprises.join(tx, owner.id, name=_name(names), credit_code=None, town=None, now=START)
        if number % 2:
            continue
        ticket = await _opened(uow, owner, firm.id)
        if number % 4:
            ticket = await conflicts.set_side(tx, ticket, Side.NAMED, _name(names))
        lawyer = lawyers[number % LAWYERS]
        held = await lifecycle.take(uow, ticket, lawyer) if number > HELD_FROM else None
        if held is not None and number > CLOSED_FROM:
            await lifecycle.close(uow, held, lawyer, CloseReason.ANSWERED)


def _name(names: random.Random) -> str:
    return f"嘉善{''.join(names.sample(CHARACTERS, 2))}{names.choice(TRADES)}有限公司"


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
    parser.add_argument("--enterprises", type=int, default=ENTERPRISES)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = options.database or f"sqlite:///{Path(folder) / 'desk.db'}"
        found = asyncio.run(measure(url, options.rounds, options.enterprises))
    for name, times in found.items():
        print(
            f"{name:21} p50 {times['p50_ms']:6.1f} ms   p95 {times['p95_ms']:6.1f} ms   cpu p95 {times['cpu_p95_ms']:5.1f} ms"
        )
    engine = "postgres" if url.startswith("postgres") else "sqlite"
    keep(
        f"desk_views_{engine}",
        {"tickets": TICKETS, "lawyers": LAWYERS, "enterprises": options.enterprises, "views": found},
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
