"""`butler db`: bring the database up to date, back it up, restore it, check it, try again what was set aside."""

import argparse
import asyncio
import datetime as dt
import os
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import cast, get_args

from bot.cli import rotation
from bot.config import insist_on_master_key, load_config
from bot.domain.audit import AuditAct, ChainBreak
from bot.errors import StorageError
from bot.storage import audit, restored, set_aside
from bot.storage.engine import backup as backups
from bot.storage.engine import kept_keys
from bot.storage.engine.database import Database, Transaction, open_database
from bot.storage.engine.lock import alone
from bot.storage.engine.master import Master
from bot.storage.engine.proof import back_up_before_upgrade

Named = tuple[set_aside.Kind, int]
"""An update or an alarm by its number."""
RESTORED = (
    "The backup is restored. What waited in it is not said again unasked; old buttons do nothing, and numbers go on above"
    " a gap. The admins are told what is in doubt when the bot starts."
)


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command and its own commands."""
    parser = subparsers.add_parser("db", description="Look after the database.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _command(commands, "upgrade", upgrade, "Make the database, or bring its tables up to date.")
    _command(
        commands, "verify", verify, "Check that the database and its audit log are whole, and count its rows."
    )
    into = _command(commands, "backup", backup, "Write everything into a new file, also while the bot works.")
    into.add_argument("file", type=Path, help="the file to write; it must not exist yet")
    out_of = _command(commands, "restore", restore, "Put a backup into an empty database, of either engine.")
    out_of.add_argument("file", type=Path, help="a file that `butler db backup` wrote")
    out_of.add_argument(
        "--keys", type=Path, help="the newest butler.keys; default: beside FILE, or in backup.folder"
    )
    again = _command(
        commands, "retry", retry, "List what was set aside, or have it tried again, also while the bot works."
    )
    again.add_argument("what", nargs="*", type=_named, help="as it is listed, such as update:12")
    again.add_argument("--all", action="store_true", help="everything that is listed")
    into = _command(
        commands, "rotate-key", rotation.run, "Replace the master key; the old one opens nothing any more."
    )
    into.add_argument(
        "--into", type=Path, help="the file for the new key, where the old one is given by the environment"
    )
    _command(commands, "new-key", new_key, "Print a new master key, for BUTLER_SECRETS__MASTER_KEY.")


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
    config = load_config(arguments.config, os.environ)
    insist_on_master_key(config)
    (url, key), folder = _database(arguments), config.backup_folder()

    async def work() -> Path | None:
        now, keeps = dt.datetime.now(dt.UTC), config.backup.keep > 0
        with alone(url):  # not under the feet of a bot that knows another schema
            before = await back_up_before_upgrade(url, folder, now, key) if keeps else None
            await (await open_database(url, key=key)).close()
        return before

    before = asyncio.run(work())
    if before is not None:
        print(f"The database as it was before stands in {before}.")
    print("The database is up to date.")
    return 0


def verify(arguments: argparse.Namespace) -> int:
    """Say that the database and the chain of its audit log are whole, and how many rows each table has.

    Raises StorageError at the first entry of the log that was changed, left out or cut off.
    """
    whole = _show(backups.verify(*_database(arguments)), "The database is whole.")
    broken = asyncio.run(_chain(*_database(arguments)))
    if broken is not None:
        raise StorageError(
            f"the audit log does not hold: entry {broken.number}: {broken.why};"
            " compare it with a backup and with the program's log, which names each entry's fingerprint"
        )
    print("The audit log is whole.")
    return whole


async def _chain(url: str, key: str | None) -> ChainBreak | None:
    database = await open_database(url, key=key, migrate=False)
    try:
        async with database.reading() as tx:
            return await audit.first_break(tx)
    finally:
        await database.close()


def backup(arguments: argparse.Namespace) -> int:
    """Write a backup; its keys go where those of the nightly ones are, and are renewed there."""
    url, key = _database(arguments)
    keys = load_config(arguments.config, os.environ).backup_folder() / kept_keys.NAME

    async def work() -> dict[str, int]:
        counts = await backups.backup(url, arguments.file, key, keys=keys)
        await _note(url, key, AuditAct.BACKED_UP)
        return counts

    return _show(
        work(), f"{arguments.file} is written and checked. Its keys are in {keys}: keep a copy of the newest."
    )


async def _note(url: str, key: str | None, act: AuditAct) -> None:
    database = await open_database(url, key=key, migrate=False)
    try:
        async with database.transaction() as tx:
            audit.note(tx, act, dt.datetime.now(dt.UTC))
    finally:
        await database.close()


def restore(arguments: argparse.Namespace) -> int:
    """Restore a backup into an empty database; what it leaves in doubt the admins are told when the bot starts."""

    async def put_right(copy: Database) -> Mapping[str, int]:
        return await restored.put_right(copy, dt.datetime.now(dt.UTC))

    insist_on_master_key(load_config(arguments.config, os.environ))
    url, key = _database(arguments)
    with alone(url):
        return _show(backups.restore(url, arguments.file, key, put_right, keys=_keys(arguments)), RESTORED)


def _keys(arguments: argparse.Namespace) -> Path:
    """The file of the keys: the one that is named, or beside the backup, or in the folder of the nightly ones."""
    if arguments.keys is not None:
        return cast(Path, arguments.keys)
    beside: Path = arguments.file.with_name(kept_keys.NAME)
    folder = load_config(arguments.config, os.environ).backup_folder()
    return beside if beside.exists() else folder / kept_keys.NAME


def retry(arguments: argparse.Namespace) -> int:
    """List updates and alarms that were set aside, or put those named back in line; 1 if one was not there."""
    return asyncio.run(_retry(*_database(arguments), arguments.what, everything=arguments.all))


async def _retry(url: str, key: str | None, named: Sequence[Named], *, everything: bool) -> int:
    database = await open_database(url, migrate=False, key=key)
    try:
        async with database.transaction() as tx:
            aside = await set_aside.everything(tx)
            if everything:
                named = [(each.kind, each.id) for each in aside]
            if not named:
                return _list(aside)
            return int(not all([await _put_back(tx, *each) for each in named]))
    finally:
        await database.close()


async def _put_back(tx: Transaction, kind: set_aside.Kind, number: int) -> bool:
    is_back = await set_aside.put_back(tx, kind, number)
    print(f"{kind}:{number} {'is tried again' if is_back else 'is not set aside'}")
    return is_back


def _list(aside: Sequence[set_aside.SetAside]) -> int:
    for each in aside:
        print(
            f"{each.kind}:{each.id}  since {each.since:%Y-%m-%d %H:%M} UTC, {each.tries} tries, {each.error}"
        )
    print("Name those to try again, or: butler db retry --all" if aside else "Nothing is set aside.")
    return 0


def _named(word: str) -> Named:
    kind, _, number = word.partition(":")
    if kind in get_args(set_aside.Kind) and number.isascii() and number.isdigit():
        return cast(set_aside.Kind, kind), int(number)
    raise argparse.ArgumentTypeError(
        f"{word} is nothing that was set aside; write, for instance, update:12 or alarm:3"
    )


def _show(work: Awaitable[dict[str, int]], sentence: str) -> int:
    async def waited() -> dict[str, int]:
        return await work

    for table, number in sorted(asyncio.run(waited()).items()):
        print(f"{number:>10}  {table}")
    print(sentence)
    return 0


def new_key(_: argparse.Namespace) -> int:
    """Print a new master key."""
    print(Master.new())
    return 0


def _database(arguments: argparse.Namespace) -> tuple[str, str | None]:
    """The address of the database, and the master key if one is given."""
    config = load_config(arguments.config, os.environ)
    return config.database.url.get_secret_value(), config.secrets.key
