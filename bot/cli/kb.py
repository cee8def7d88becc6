"""`butler kb …`: check and look after the knowledge."""

import argparse
import datetime as dt
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.cli import language
from bot.cli.reply import config_or_defaults
from bot.errors import Fault, KnowledgeError, message
from bot.knowledge import answers, golden_follow_ups
from bot.knowledge.building import Strictness, load
from bot.knowledge.checks import alarm_shares, golden_questions, story_shares
from bot.knowledge.checks.alarm_shares import Heard, Shares
from bot.knowledge.checks.audit import Report, audit
from bot.knowledge.checks.copied import copied, questions_of
from bot.knowledge.checks.found_by import lacking
from bot.knowledge.checks.near_duplicates import near_duplicates
from bot.knowledge.checks.story_shares import Told
from bot.knowledge.files.holidays import load_schedules
from bot.knowledge.files.kinds import FILES
from bot.knowledge.files.reader import Folder, read_folder
from bot.knowledge.files.schema import Measure
from bot.knowledge.review import review
from bot.knowledge.snapshot import Knowledge
from bot.locales.faults import told, worded

CALENDAR = "calendar.yaml"


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command and its own commands."""
    parser = subparsers.add_parser("kb", description="Check and look after the knowledge.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    checking = _command(
        commands, "check", check, "Read every file, ask the golden questions, and name all faults at once."
    )
    language.add_option(checking)
    checking.add_argument(
        "--on",
        type=dt.date.fromisoformat,
        metavar="DATE",
        help="check as of this day: citations of law that is not in force then are named (YYYY-MM-DD; default: today)",
    )
    checking.add_argument(
        "--against",
        type=Path,
        metavar="FILE",
        help='name what was copied from questions by which the knowledge is measured (lines of {"text": …})',
    )
    _command(commands, "stats", stats, "Count what the knowledge holds.")
    auditing = _command(
        commands, "audit", hold_to_law, "Hold citations and figures against the text of the law."
    )
    auditing.add_argument(
        "--laws", type=Path, required=True, metavar="DIR", help="a folder of statutes as .md files"
    )
    signing = _command(commands, "review", sign, "Record that a lawyer has reviewed an entry.")
    signing.add_argument("entry", metavar="ENTRY")
    signing.add_argument("--by", required=True, metavar="NAME", help="who reviewed it")
    signing.add_argument(
        "--on", type=dt.date.fromisoformat, metavar="DATE", help="YYYY-MM-DD; default: today"
    )
    schema_parser = commands.add_parser("schema", description="Print the JSON Schema of each kind of file.")
    schema_parser.add_argument("file", nargs="?", choices=list(FILES), help="one kind only")
    schema_parser.set_defaults(run=schema)


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: object, text: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, description=text, help=text)
    parser.add_argument(
        "--knowledge", type=Path, default=Path("knowledge"), metavar="DIR", help="default: %(default)s"
    )
    parser.set_defaults(run=run)
    return parser


def check(arguments: argparse.Namespace) -> int:
    """Print warnings and faults on standard error, one line each; 1 if there is a fault."""
    faults = list(_calendar_faults(arguments.knowledge))
    encoder, day = config_or_defaults().sentence_encoder(), arguments.on or _today()
    try:
        knowledge = load(arguments.knowledge, today=day, golden=Strictness.SKIP, encoder=encoder)
    except KnowledgeError as error:
        raise KnowledgeError([*error.faults, *faults]) from None
    folder = read_folder(arguments.knowledge)
    faults += golden_questions.wrong(folder, knowledge.judge)
    faults += golden_follow_ups.wrong(folder, knowledge)
    shares = list(alarm_shares.shares(folder, knowledge.judge.lookout))
    faults += (fault for each in shares for fault in each.faults())
    advice, lang = list(_advice(folder, arguments.against)), language.chosen(arguments, os.environ)
    for warning in (*knowledge.warnings, *advice):
        print(f"{told(warning, lang)} {worded(message('warning'), lang)}", file=sys.stderr)
    if faults:
        raise KnowledgeError(faults)
    for each in shares:
        for line in _heard(each):
            print(line)
    for line in _told(folder, knowledge):
        print(line)
    print(_all_well(knowledge, len(advice)))
    return 0


def _advice(folder: Folder, against: Path | None) -> Iterator[Fault]:
    yield from near_duplicates(folder)
    yield from lacking(folder)
    if against is not None:
        yield from copied(folder, questions_of(against))


def stats(arguments: argparse.Namespace) -> int:
    """Print a table: one line a measure, and a line for all."""
    knowledge = load(arguments.knowledge, today=_today(), golden=Strictness.SKIP)
    lines = [_figures(measure.measure, [measure]) for measure in knowledge.measures.values()]
    lines.append(_figures("all", list(knowledge.measures.values())))
    _print_table(lines)
    cited = Counter(basis.statute for entry in knowledge.entries.values() for basis in entry.legal_basis)
    print(f"\n{len(cited)} of {len(knowledge.statutes)} statutes cited")
    print(f"{len(knowledge.talks)} replies in conversation.yaml, {knowledge.golden_count} golden questions")
    print(f"{len(knowledge.warnings)} warnings, revision {knowledge.revision}")
    return 0


def schema(arguments: argparse.Namespace) -> int:
    """Print one JSON Schema, or all of them by the files that they describe."""
    found = {pattern: model.model_json_schema() for pattern, model in FILES.items()}
    chosen = found[arguments.file] if arguments.file else found
    print(json.dumps(chosen, ensure_ascii=False, indent=2))
    return 0


def hold_to_law(arguments: argparse.Namespace) -> int:
    """Print what was held against the law and what did not stand; 1 if a figure or an article was not found."""
    if not arguments.laws.is_dir():
        print(f"{arguments.laws}: this folder of statutes is not here; nothing was audited")
        return 0
    load(arguments.knowledge, today=_today(), golden=Strictness.SKIP)
    texts = {file.stem: file.read_text("utf-8-sig") for file in sorted(arguments.laws.glob("*.md"))}
    report = audit(read_folder(arguments.knowledge), texts)
    for line in _audited(report):
        print(line)
    return 0 if report.clean else 1


def _audited(report: Report) -> Iterator[str]:
    yield f"{report.entries} entries"
    for name, wrong, total in (
        ("citations: article found", report.articles_not_found, report.citations),
        ("figures: found in their article", report.figures_not_found, report.figures),
        ("numbers in answers: marked or derived", report.unmarked, report.numbers),
    ):
        share = 100 * (1 - len(wrong) / total) if total else 100
        yield f"{name}: {total - len(wrong):,} of {total:,} ({share:.1f} %)"
    if report.excerpts:
        yield f"only excerpts were read of: {', '.join(report.excerpts)}"
    if report.missing:
        yield f"no text was read of: {', '.join(report.missing)}"
    for faults in (report.articles_not_found, report.figures_not_found, report.unmarked):
        yield from (told(fault, "en") for fault in faults)


def sign(arguments: argparse.Namespace) -> int:
    """Record a review in the entry's own file, and say so."""
    on = arguments.on or _today()
    file = review(arguments.knowledge, arguments.entry, arguments.by, on, _today())
    print(f"{arguments.entry} was reviewed by {arguments.by.strip()} on {on}; recorded in {file}")
    return 0


def _told(folder: Folder, knowledge: Knowledge) -> Iterator[str]:
    """What becomes of whole messages as people write them, those first that nothing was fitted on."""
    asked = list(story_shares.stories(folder))
    for fitted, name in ((False, "stories"), (True, "stories that sureness is fitted on")):
        some = [story for story in asked if story.fitted is fitted]
        for place, shares in story_shares.shares(some, knowledge.judge):
            yield f"{name}, {place.replace('_', ' ')}: {_shares_of(shares)}"


def _shares_of(told: Told) -> str:
    parts = {
        "answered": told.answered,
        "rightly": told.right,
        "right first": told.first,
        "right shown": told.shown,
    }
    parts |= {"declined": told.declined, "urgent": told.urgent}
    listed = ", ".join(f"{name} {count / told.messages:.1%}" for name, count in parts.items())
    return f"{told.messages} messages, {listed}"


def _heard(shares: Shares) -> Iterator[str]:
    """What is heard of the sentences that nothing was learnt from."""
    yield f"alarms: {_heard_of(shares.all)}; of the right kind {_percent(shares.all.right, shares.all)}"
    missed = {kind: each for kind, each in shares.kinds.items() if each.heard < each.sentences}
    if missed:
        yield "  missed: " + ", ".join(
            f"{kind} {each.sentences - each.heard}" for kind, each in missed.items()
        )
    yield f"no alarms: {_heard_of(shares.ordinary)}"


def _heard_of(heard: Heard) -> str:
    sure, asked = _percent(heard.sure, heard), _percent(heard.heard - heard.sure, heard)
    return f"{heard.sentences} sentences, {sure} called out at once, {asked} asked back"


def _percent(part: int, heard: Heard) -> str:
    return f"{part / heard.sentences:.1%}" if heard.sentences else "none"


def _calendar_faults(folder: Path) -> Iterator[Fault]:
    if (folder / CALENDAR).exists():
        try:
            load_schedules(folder / CALENDAR)
        except KnowledgeError as error:
            yield from error.faults


def _all_well(knowledge: Knowledge, advice: int) -> str:
    counts = answers.counts(knowledge)
    return (
        f"ok: {counts['measures']} measures, {counts['entries']} entries, {counts['phrasings']} phrasings, "
        f"{counts['golden']} golden questions, {counts['warnings'] + advice} warnings, revision {knowledge.revision}"
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
