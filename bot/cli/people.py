"""`butler people import`: lists of lawyers and enterprises that admins keep in Excel, looked at first, then taken over."""

import argparse
import asyncio
import datetime as dt
import os
import sys
from pathlib import Path

from bot.cli import language
from bot.cli.logs import quieten_libraries
from bot.cli.people_report import fault_line, report
from bot.config import Config, load_config
from bot.domain.answer import LANGS
from bot.domain.identity import Account
from bot.errors import ButlerError, RosterError, message
from bot.importing.reading import Measures, Roster, read_roster
from bot.importing.sheets import refusal
from bot.knowledge import answers
from bot.knowledge.cache import load_kept
from bot.knowledge.snapshot import Knowledge
from bot.locales.faults import worded
from bot.storage import people, register
from bot.storage.engine.database import Transaction, open_database
from bot.usecases import roster_import
from bot.usecases.roster_import import Step
from bot.usecases.unit_of_work import UnitOfWork
from handlers.render.notices import render

NO_ACCOUNT = Account(0, "")
"""For a list of enterprises: nobody is spoken to."""


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command and its own command."""
    parser = subparsers.add_parser("people", description="Look after lawyers and enterprises.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    text = "Show what a list of lawyers or enterprises would change; write it with --yes."
    importing = commands.add_parser("import", description=text, help=text)
    importing.add_argument("file", type=Path, metavar="FILE", help="a .csv or .xlsx file")
    importing.add_argument("--config", type=Path, default=Path("config.yaml"), help="default: %(default)s")
    how = importing.add_mutually_exclusive_group()
    how.add_argument("--dry-run", action="store_true", help="only show it; the default")
    how.add_argument("--yes", action="store_true", help="write it")
    language.add_option(importing)
    importing.set_defaults(run=import_)


def import_(arguments: argparse.Namespace) -> int:
    """Print what each row changes, and how many; 1, with all faults on standard error, if the file has any."""
    quieten_libraries()
    lang = language.chosen(arguments, os.environ)
    config = load_config(arguments.config, os.environ)
    knowledge = _knowledge(config)
    try:
        roster = read_roster(arguments.file.name, _content(arguments.file), _measures(knowledge), lang)
    except RosterError as error:
        for fault in error.faults:
            print(fault_line(fault, lang), file=sys.stderr)
        print(worded(message("roster.faults", number=len(error.faults)), lang), file=sys.stderr)
        return 1
    steps = asyncio.run(_take_over(config, knowledge, roster, write=arguments.yes))
    titles = dict(answers.measures(knowledge, lang))
    for line in report(steps, roster.unread, titles, lang, written=arguments.yes):
        print(line)
    return 0


async def _take_over(config: Config, knowledge: Knowledge, roster: Roster, *, write: bool) -> list[Step]:
    """Plan, and carry it out in the same transaction if it is to be written. Raises StorageError."""
    database = await open_database(
        config.database.url.get_secret_value(), migrate=False, key=config.secrets.key
    )
    now = dt.datetime.now(dt.UTC)
    try:
        if not write:
            async with database.reading() as tx:
                return await roster_import.plan(tx, roster.lawyers, roster.enterprises)
        async with database.transaction() as tx:
            steps = await roster_import.plan(tx, roster.lawyers, roster.enterprises)
            account = await _account(tx, config, now) if roster.lawyers else NO_ACCOUNT
            calendar = config.working_calendar()
            uow = UnitOfWork(tx, knowledge, config.policy(), calendar, now, account, render)
            await roster_import.carry_out(uow, steps)
            return steps
    finally:
        await database.close()


async def _account(tx: Transaction, config: Config, now: dt.datetime) -> Account:
    """The bot that is to speak to new lawyers: that of the token, which begins with its id, else the only one there was."""
    if config.telegram.token is not None:
        number = config.telegram.token.get_secret_value().partition(":")[0]
        return await people.account(tx, number, "", now)
    known = await register.accounts(tx)
    if len(known) != 1:
        raise ButlerError(
            "which bot is to greet the lawyers is not known; set BUTLER_TELEGRAM__TOKEN to its token"
        )
    return known[0]


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        why = (
            message("file.missing")
            if isinstance(error, FileNotFoundError)
            else message("file.unreadable", reason=error.strerror)
        )
        raise refusal(file.name, why) from error


def _knowledge(config: Config) -> Knowledge:
    today = dt.datetime.now(config.office.zone).date()
    return load_kept(
        config.knowledge.path,
        today=today,
        answer_precision=config.answers.answer_precision,
        encoder=config.sentence_encoder(),
    )


def _measures(knowledge: Knowledge) -> Measures:
    return {
        slug: [answers.measure_title(knowledge, slug, lang) for lang in LANGS] for slug in knowledge.measures
    }
