"""`butler demo`: the whole product in a browser, without Telegram and without an account.

The simulator runs here; the bot is a process of its own, the very `butler run` of real life. If it is killed it is
started again, and nothing is lost: that can be tried.
"""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
import tempfile
import time
import webbrowser
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import ButlerError
from simulator.player import Player
from simulator.running import Simulator, running_simulator
from simulator.world import World

TOKEN = "1:demo"  # noqa: S105  the simulator takes any
REAL_LIFE = ("BUTLER_TELEGRAM__", "BUTLER_DATABASE__")
"""Variables of a real bot that has its home on this machine."""
RESTART_S = 1.0
"""Seconds before a bot that ended is started again."""
PATIENCE_S = 30.0
"""Seconds for the first scene; it takes about three."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom the visitor plays. The names are plainly examples."""

    owner: Player
    lawyers: tuple[Player, Player]
    admin: Player


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser("demo", description="Play owner, lawyers and admin in a browser.")
    parser.add_argument("--port", type=int, default=8080, help="of this machine; default: %(default)s")
    parser.add_argument("--no-browser", action="store_true", help="do not open the page")
    parser.add_argument("--database", metavar="URL", help="default: a file that is gone afterwards")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Play until Ctrl-C."""
    with _database(arguments.database) as database, contextlib.suppress(asyncio.CancelledError):
        asyncio.run(_play(arguments.port, database, browser=not arguments.no_browser))
    return 0


@contextlib.contextmanager
def _database(url: str | None) -> Iterator[str]:
    if url is not None:
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="butler-demo-") as folder:
        yield f"sqlite:///{Path(folder) / 'demo.db'}"


async def _play(port: int, database: str, *, browser: bool) -> None:
    try:
        async with running_simulator(port, World(default_token=TOKEN)) as simulator:
            await _perform(simulator, database, browser=browser)
    except OSError as error:
        raise ButlerError(
            f"port {port} of this machine cannot be used ({error.strerror}); choose another with --port"
        ) from None


async def _perform(simulator: Simulator, database: str, *, browser: bool) -> None:
    cast = _cast(simulator)
    try:
        async with asyncio.TaskGroup() as group:
            begun = asyncio.Event()
            _stop_on_signal()
            group.create_task(_keep_running(_environment(simulator, database, cast), begun))
            await _first_scene(cast)
            begun.set()
            print(f"ready {simulator.url}", flush=True)
            if browser:
                await asyncio.to_thread(webbrowser.open, simulator.url)
    except* TimeoutError:
        raise ButlerError(
            f"the bot has not spoken for {PATIENCE_S:.0f} s; what it printed above says why"
        ) from None


def _cast(simulator: Simulator) -> Cast:
    """People with ids never used before, so that a database of an earlier demo takes them for newcomers."""
    first = int(time.time()) * 10

    def person(place: int, name: str, role: str, language: str = "zh-hans") -> Player:
        added = simulator.world.add_person(name, language, id=first + place, role=role)
        return Player(simulator.world, added)

    return Cast(
        owner=person(1, "示例企业主", "企业主 · owner"),
        lawyers=(person(2, "示例甲", "律师 · lawyer"), person(3, "示例乙", "律师 · lawyer")),
        admin=person(4, "示例管理员", "管理员 · admin"),
    )


def _environment(simulator: Simulator, database: str, cast: Cast) -> Mapping[str, str]:
    """What the bot is told: nothing of a real bot's line to Telegram or of its database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(REAL_LIFE)}
    return kept | {
        "BUTLER_TELEGRAM__TOKEN": TOKEN,
        "BUTLER_TELEGRAM__BASE_URL": simulator.base_url,
        "BUTLER_TELEGRAM__BASE_FILE_URL": simulator.base_file_url,
        "BUTLER_TELEGRAM__WEBHOOK_URL": "",
        "BUTLER_TELEGRAM__PROXY": "",
        "BUTLER_DATABASE__URL": database,
        "BUTLER_OPERATIONS__PORT": "0",
        "BUTLER_BACKUP__KEEP": "0",
        "BUTLER_ADMINS": str(cast.admin.id),
        "BUTLER_LAWYERS": ",".join(str(lawyer.id) for lawyer in cast.lawyers),
    }


async def _keep_running(environment: Mapping[str, str], begun: asyncio.Event) -> None:
    """Run the bot, and start it again whenever it ends; it ends with us.

    One that ends before the first scene was played will not do better the next time: ButlerError.
    """
    while True:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=dict(environment)
        )
        print(
            f"bot: process {process.pid} (kill it if you like: it comes back, and nothing is lost)",
            flush=True,
        )
        try:
            status = await process.wait()
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            await process.wait()
        if not begun.is_set():
            raise ButlerError("the bot could not start; what it printed above says why")
        print(f"bot: ended with {status}, starting again", flush=True)
        await asyncio.sleep(RESTART_S)


def _stop_on_signal() -> None:
    """End all of it, the first scene too, without a word."""
    playing = asyncio.current_task()
    assert playing is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, playing.cancel)


async def _first_scene(cast: Cast) -> None:
    """Everybody says hello; the lawyers are there, at night and on Sundays, too; the owner agrees and names an enterprise.

    All that follows is the visitor's.
    """
    for person in (*cast.lawyers, cast.admin):
        person.starts()
        await person.hears(PATIENCE_S)
    for lawyer in cast.lawyers:
        lawyer.says("/duty on")
        await lawyer.hears(PATIENCE_S)
    owner = cast.owner
    owner.starts()
    await owner.hears(PATIENCE_S)
    for label, answer in (
        ("同意并开始", None),
        ("登记企业", "示例五金制品有限公司"),
        ("跳过", None),
        ("姚庄", None),
    ):
        owner.taps(label)
        await owner.hears(PATIENCE_S)
        if answer is not None:
            owner.says(answer)
            await owner.hears(PATIENCE_S)
