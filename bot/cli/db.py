"""`butler db`: bring the database up to date, back it up, restore it, check it."""

import argparse
import asyncio
import os
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.config import load_config
from bot.storage.engine import backup as backups
from bot.storage.engine.database import open_database


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command and its own commands."""
    parser = subparsers.add_parser("db", description="Look after the database.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _command(commands, "upgrade", upgrade, "Make the database, or bring its tables up to date.")
    _command(commands, "verify", verify, "Check that the database is whole, and count its rows.")
    into = _command(commands, "backup", backup, "Write everything into a new file, also while the bot works.")
    into.add_argument("file", type=Path, help="the file to write; it must not exist yet")
    out_of = _command(commands, "restore", restore, "Put a backup into an empty database, of either engine.")
    out_of.add_argument("file", type=Path, help="a file that `butler db backup` wrote")


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    text: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, description=text, help=text)
    parser.add_argument("--config", type=Path, default=Path("config.yaml"), help="default: %(default)s")
    parser.set_defaults(run=run)
    return parser


def upgrade(arguments: argparse.Namespace) -> int:
    """Take the pending migrations."""

    async def work(url: str) -> None:
        await (await open_database(url)).close()

    asyncio.run(work(_url(arguments)))
    print("The database is up to date.")
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Say that the database is whole, and how many rows each table has."""
    return _show(backups.verify(_url(arguments)), "The database is whole.")


def backup(arguments: argparse.Namespace) -> int:
    """Write a backup."""
    return _show(backups.backup(_url(arguments), arguments.file), f"{arguments.file} is written and checked.")


def restore(arguments: argparse.Namespace) -> int:
    """Restore a backup into an empty database."""
    return _show(backups.restore(_url(arguments), arguments.file), "The backup is restored.")


def _show(work: Awaitable[dict[str, int]], sentence: str) -> int:
    async def waited() -> dict[str, int]:
        return await work

    for table, number in sorted(asyncio.run(waited()).items()):
        print(f"{number:>10}  {table}")
    print(sentence)
    return 0


def _url(arguments: argparse.Namespace) -> str:
    return load_config(arguments.config, os.environ).database.url.get_secret_value()
