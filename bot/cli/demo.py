"""`butler demo`: the whole product in a browser, without Telegram and without an account.

The simulator runs here; the bot is a process of its own, the very `butler run` of real life. If it is killed it is
started again, and nothing is lost: that can be tried.
"""

import argparse
import asyncio
import contextlib
import os
import signal
import socket
import sys
import tempfile
import webbrowser
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.cli.demo_numbers import Numbers
from bot.errors import ButlerError
from simulator.port import HOST, bound

TOKEN = "1:demo"  # noqa: S105  the simulator takes any
REAL_LIFE = ("BUTLER_TELEGRAM__", "BUTLER_DATABASE__")
"""Variables of a real bot that has its home on this machine."""
RESTART_S = 1.0
"""Seconds before a bot that ended is started again."""


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
    """Start the bot, which takes longest, and everything else while it starts; it ends before the simulator does."""
    listener, numbers = _listening(port), Numbers.fresh()
    url = f"http://{HOST}:{listener.getsockname()[1]}"
    _stop_on_signal()
    try:
        async with asyncio.TaskGroup() as group:
            begun = asyncio.Event()
            bot = group.create_task(_keep_running(_environment(url, database, numbers), begun))
            await asyncio.sleep(0)  # it is under way
            from bot.cli import demo_scene  # noqa: PLC0415 -- meanwhile

            async with demo_scene.opened(listener, TOKEN, numbers) as cast:
                try:
                    await demo_scene.play(cast)
                    begun.set()
                    print(f"ready {url}", flush=True)
                    if browser:
                        await asyncio.to_thread(webbrowser.open, url)
                    await bot
                finally:
                    bot.cancel()
                    await asyncio.wait({bot})
    except* TimeoutError:
        raise ButlerError("the bot has not spoken for two minutes; what it printed above says why") from None


def _listening(port: int) -> socket.socket:
    try:
        return bound(port)
    except OSError as error:
        raise ButlerError(
            f"port {port} of this machine cannot be used ({error.strerror}); choose another with --port"
        ) from None


def _environment(url: str, database: str, numbers: Numbers) -> Mapping[str, str]:
    """What the bot is told: nothing of a real bot's line to Telegram or of its database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(REAL_LIFE)}
    return kept | {
        "BUTLER_TELEGRAM__TOKEN": TOKEN,
        "BUTLER_TELEGRAM__BASE_URL": f"{url}/bot",
        "BUTLER_TELEGRAM__BASE_FILE_URL": f"{url}/file/bot",
        "BUTLER_TELEGRAM__WEBHOOK_URL": "",
        "BUTLER_TELEGRAM__PROXY": "",
        "BUTLER_DATABASE__URL": database,
        "BUTLER_OPERATIONS__PORT": "0",
        "BUTLER_BACKUP__KEEP": "0",
        "BUTLER_ADMINS": str(numbers.admin),
        "BUTLER_LAWYERS": ",".join(map(str, numbers.lawyers)),
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
