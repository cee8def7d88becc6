"""`butler kb …`: check and look after the knowledge."""

import argparse
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.errors import Fault, KnowledgeError
from bot.knowledge import answers
from bot.knowledge.calendar_file import load_schedules
from bot.knowledge.library import Knowledge, Strictness, load
from bot.knowledge.schema import FILES, Measure

CALENDAR = "calendar.yaml"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command and its own commands."""
    parser = subparsers.add_parser("kb", description="Check and look after the knowledge.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _command(
        commands, "check", check, "Read every file, ask the golden questions, and name all faults at once."
    )
    _command(commands, "stats", stats, "Count what the knowledge holds.")
    schema_parser = commands.add_parser("schema", description="Print the JSON Schema of each kind of file.")
    schema_parser.add_argument("file", nargs="?", choices=list(FILES), help="one kind only")
    schema_parser.set_defaults(run=schema)


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: object, text: str
) -> None:
    parser = commands.add_parser(name, description=text, help=text)
    parser.add_argument(
        "--knowledge", type=Path, default=Path("knowledge"), metavar="DIR", help="default: %(default)s"
    )
    parser.set_defaults(run=run)


def check(arguments: argparse.Namespace) -> int:
    """Print warnings and faults on standard error, one line each; 1 if there is a fault."""
    faults = list(_calendar_faults(arguments.knowledge))
    try:
        knowledge = load(arguments.knowledge, today=_today())
    except KnowledgeError as error:
        raise KnowledgeError([*error.faults, *faults]) from None
    for warning in knowledge.warnings:
        print(f"{warning} (warning)", file=sys.stderr)
    if faults:
        raise KnowledgeError(faults)
    print(_all_well(knowledge))
    return 0


def stats(arguments: argparse.Namespace) -> int:
    """Print a table: one line a measure, and a line for all."""
    knowledge = load(arguments.knowledge, today=_today(), golden=Strictness.SKIP)
    lines = [_figures(measure.measure, [measure]) for measure in knowledge.measures.values()]
    lines.append(_figures("all", list(knowledge.measures.values())))
    _print_table(lines)
    cited = Counter(basis.statute for entry in knowledge.entries.values() for basis in entry.legal_basis)
    print(f"\n{len(cited)} of {len(knowledge.statutes)} statutes cited")
    print(f"{len(knowledge.talks)} replies in conversation.yaml, {len(knowledge.golden)} golden questions")
    print(f"{len(knowledge.warnings)} warnings, revision {knowledge.revision}")
    return 0


def schema(arguments: argparse.Namespace) -> int:
    """Print one JSON Schema, or all of them by the files that they describe."""
    found = {pattern: model.model_json_schema() for pattern, model in FILES.items()}
    chosen = found[arguments.file] if arguments.file else found
    print(json.dumps(chosen, ensure_ascii=False, indent=2))
    return 0


def _calendar_faults(folder: Path) -> Iterator[Fault]:
    if (folder / CALENDAR).exists():
        try:
            load_schedules(folder / CALENDAR)
        except KnowledgeError as error:
            yield from error.faults


def _all_well(knowledge: Knowledge) -> str:
    counts = answers.counts(knowledge)
    return (
        f"ok: {counts['measures']} measures, {counts['entries']} entries, {counts['phrasings']} phrasings, "
        f"{counts['golden']} golden questions, {counts['warnings']} warnings, revision {knowledge.revision}"
    )


def _figures(name: str, measures: list[Measure]) -> dict[str, str | int]:
    entries = [entry for measure in measures for entry in measure.entries]
    return {
        "measure": name,
        "entries": len(entries),
        "phrasings zh": sum(len(entry.phrasings.zh) for entry in entries),
        "phrasings en": sum(len(entry.phrasings.en) for entry in entries),
        "reviewed": sum(entry.status == "reviewed" for entry in entries),
        "unreviewed": sum(entry.status == "unreviewed" for entry in entries),
        "suspended": sum(entry.status == "suspended" for entry in entries),
        "articles": sum(len(basis.articles) for entry in entries for basis in entry.legal_basis),
        "figures": sum(len(entry.figures) for entry in entries),
    }


def _print_table(lines: list[dict[str, str | int]]) -> None:
    widths: dict[str, int] = {
        name: max(len(name), *(len(str(line[name])) for line in lines)) for name in lines[0]
    }
    head: dict[str, str | int] = {name: name for name in widths}
    for line in [head, *lines]:
        cells = [
            str(line[name]).ljust(width) if name == "measure" else str(line[name]).rjust(width)
            for name, width in widths.items()
        ]
        print("  ".join(cells))


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
