"""`butler doctor`: whether everything is ready, and if not, what is to be done."""

import argparse
import asyncio
import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

from bot.cli import language
from bot.cli.findings import Finding
from bot.cli.logs import quieten_libraries
from bot.config import Config, insist_on_master_key, load_config
from bot.domain.answer import Lang
from bot.errors import ButlerError, KnowledgeError


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "doctor",
        description="Check config, encoder, knowledge, calendar, database and Telegram; say what to do.",
    )
    parser.add_argument("--config", type=Path, default=Path("config.yaml"), help="default: %(default)s")
    parser.add_argument(
        "--remove-webhook",
        action="store_true",
        help="first take down the webhook that Telegram has for this bot; waiting updates stay",
    )
    language.add_option(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one finding a line; 1 if anything is broken."""
    quieten_libraries()
    broken = False
    for finding in _findings(arguments):
        print(finding, flush=True)
        broken = broken or finding.state == "broken"
    return int(broken)


def _findings(arguments: argparse.Namespace) -> Iterator[Finding]:
    if arguments.remove_webhook:
        yield take_webhook_down(arguments.config)
    yield from examine(arguments.config, dt.datetime.now(dt.UTC), language.chosen(arguments, os.environ))


def examine(config_path: Path, now: dt.datetime, lang: Lang = "en") -> Iterator[Finding]:
    """Look at everything in turn; faults of files are told in `lang`. Without a config there is nothing else to look at."""
    try:
        config = load_config(config_path, os.environ)
    except ButlerError as error:
        yield Finding("broken", "config", language.in_words(error, lang))
        return
    yield Finding("ok", "config", f"{config_path} and the environment agree")
    for about in LOOKS:
        yield from look_at(about, config, now, lang)


def look_at(about: str, config: Config, now: dt.datetime, lang: Lang = "en") -> Iterator[Finding]:
    """Look at one thing; what is wrong with it is found, never raised."""
    try:
        yield from LOOKS[about](config, now)
    except ButlerError as error:
        yield Finding("broken", about, language.in_words(error, lang))
        if isinstance(error, KnowledgeError) and about in KEPT:
            yield _instead(config, KEPT[about])


def people(config: Config, _now: dt.datetime) -> Iterator[Finding]:
    """See that somebody can invite the others."""
    if config.admins:
        yield Finding("ok", "people", f"{len(config.admins)} admin(s) named, {len(config.lawyers)} lawyer(s)")
    else:
        yield Finding(
            "note", "people", "no admin is named; put your Telegram id into admins, or BUTLER_ADMINS"
        )


def knowledge(config: Config, now: dt.datetime) -> Iterator[Finding]:
    """See that the knowledge loads whole."""
    from bot.knowledge.live import load  # noqa: PLC0415 - the doctor must run even when this room is broken

    today = now.astimezone(config.office.zone).date()
    current = load(
        config.knowledge.path,
        today=today,
        answer_precision=config.answers.answer_precision,
        encoder=config.sentence_encoder(),
    )
    unreviewed = sum(entry.status == "unreviewed" for entry in current.entries.values())
    yield Finding("ok", "knowledge", f"{len(current.entries)} entries, revision {current.revision}")
    if unreviewed:
        yield Finding("note", "knowledge", f"{unreviewed} entries await a lawyer's review")


def _instead(config: Config, kind: Literal["knowledge", "calendar"]) -> Finding:
    """Say what a bot that starts now does without these files."""
    last_good = config.last_good(kind)
    if last_good.fetch() is None:
        return Finding("note", kind, "nothing was kept from before, so that the bot does not start like this")
    text = f"until this is mended, the bot starts with what was in force last, kept in {last_good.file}"
    return Finding("note", kind, text)


def encoder(config: Config, _now: dt.datetime) -> Iterator[Finding]:
    """See that the sentence encoder, if one is set, opens and encodes."""
    found = config.sentence_encoder()
    if found is None:
        yield Finding("ok", "encoder", "none is set (answers.encoder); words alone decide")
    else:
        yield Finding(
            "ok", "encoder", f"{found.folder or 'builtin'} makes {found.dimension} numbers of a sentence"
        )


def calendar(config: Config, now: dt.datetime) -> Iterator[Finding]:
    """See that the holidays of this year and, once they are announced, of the next are known."""
    office = config.working_calendar()
    this_year = now.astimezone(office.timezone).year
    missing = "copy the State Council's notice into " + str(config.knowledge.calendar)
    if office.covered(this_year):
        yield Finding("ok", "calendar", f"the holidays of {this_year} are known")
    else:
        yield Finding("broken", "calendar", f"the holidays of {this_year} are missing; {missing}")
    if not office.covered(this_year + 1):
        text = (
            f"the holidays of {this_year + 1} are not known yet: until then weekends and the holidays that the law itself"
            f" names count, and no make-up days; when they are announced, {missing}"
        )
        yield Finding("note", "calendar", text)


def database(config: Config, _now: dt.datetime) -> Iterator[Finding]:
    """See that the database opens with the tables of this program; looking makes no new file."""
    url = config.database.url.get_secret_value()
    file = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:") and not file.exists():
        yield from _place_for(file)
        return
    insist_on_master_key(config)
    removed = asyncio.run(_removed_although_named(url, config))
    yield Finding("ok", "database", "opens, and its tables are in order")
    yield from _who_stands_between(url)
    for named in removed:
        text = (
            f"{named} is named in the configuration but was removed, and stays so; /invite brings them back"
        )
        yield Finding("note", "people", text)


def _who_stands_between(url: str) -> Iterator[Finding]:
    """Say who else has a hand on the database: a process that serves from the file, or a pooler before the server."""
    from bot.storage.engine.lock import holder  # noqa: PLC0415 - as for the knowledge
    from bot.storage.engine.postgres import behind_pooler  # noqa: PLC0415 - as for the knowledge

    if url.startswith("sqlite:"):
        process = holder(url)
        if process is not None:
            yield Finding(
                "note", "database", f"{process} serves from this file; a second one would not start"
            )
        return
    if asyncio.run(behind_pooler(url)):
        text = "a pooler such as pgbouncer stands between; let it lend sessions by transaction (pool_mode)"
        yield Finding("note", "database", text)


def _place_for(file: Path) -> Iterator[Finding]:
    folder = file.absolute().parent
    if os.access(folder, os.W_OK):
        yield Finding("ok", "database", f"{file} will be made at the first start")
    else:
        yield Finding(
            "broken", "database", f"{folder} is not there or cannot be written; make it, or set database.url"
        )


async def _removed_although_named(url: str, config: Config) -> list[str]:
    """Open the database, and tell which of the people whom the configuration names lost their role there."""
    from bot.domain.people import Role  # noqa: PLC0415 - as for the knowledge
    from bot.storage import roster  # noqa: PLC0415 - as for the knowledge
    from bot.storage.engine.database import open_database  # noqa: PLC0415 - as for the knowledge

    named = {Role.ADMIN: config.admins, Role.LAWYER: config.lawyers}
    opened = await open_database(url, migrate=False, key=config.secrets.key)
    try:
        async with opened.reading() as tx:
            return [
                f"{role.value} {each.external_id}"
                for role, ids in named.items()
                for each in await roster.revoked(tx, role)
                if each.external_id in map(str, ids)
            ]
    finally:
        await opened.close()


def telegram(config: Config, _now: dt.datetime) -> Iterator[Finding]:
    """See that Telegram, or the server in its place, knows the token, and brings updates as we expect."""
    from bot.cli import telegram_check  # noqa: PLC0415 - slow to import, and not needed without a token

    if config.telegram.token is None:
        yield Finding("note", "telegram", "no token; ask @BotFather for one and set BUTLER_TELEGRAM__TOKEN")
        return
    yield from telegram_check.examine(config.telegram)


def take_webhook_down(config_path: Path) -> Finding:
    """Take the webhook down, for which an operator has to ask: other processes may live by it."""
    from bot.cli import telegram_check  # noqa: PLC0415 - as above

    telegram = load_config(config_path, os.environ).telegram
    if telegram.token is None:
        return Finding("broken", "webhook", "no token; set BUTLER_TELEGRAM__TOKEN of the bot that is meant")
    return telegram_check.take_webhook_down(telegram)


KEPT: dict[str, Literal["knowledge", "calendar"]] = {"knowledge": "knowledge", "calendar": "calendar"}
"""What a bot that starts now has from before, if it is broken, by what is looked at."""

LOOKS: dict[str, Callable[[Config, dt.datetime], Iterator[Finding]]] = {
    "people": people,
    "encoder": encoder,
    "knowledge": knowledge,
    "calendar": calendar,
    "database": database,
    "telegram": telegram,
}
