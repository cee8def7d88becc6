"""`butler run`: serve people in Telegram until told to stop."""

import argparse
import asyncio
import os
import signal
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from bot.app import serve
from bot.cli.logs import log_to_stderr
from bot.config import insist_on_master_key, load_config
from bot.runtime import loop

STOP_S = 20.0
"""How long a stopping bot may finish what it has in hand."""


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser("run", description="Serve people in Telegram until Ctrl-C.")
    parser.add_argument("--config", type=Path, default=Path("config.yaml"), help="default: %(default)s")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM; what is in hand is finished first."""
    config = load_config(arguments.config, os.environ)
    insist_on_master_key(config)
    log_to_stderr(config.logging.format)
    loop.run(_until_signalled(lambda stop: serve(config, stop)))
    return 0


async def _until_signalled(work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    """Do the work with an event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    task = asyncio.create_task(work(stop))
    waiting = asyncio.create_task(stop.wait())
    # While it is still being built, as when Telegram does not answer, there is nothing to finish.
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    await asyncio.wait({task}, timeout=STOP_S)
    if task.done():
        await task
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
