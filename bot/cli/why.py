"""`butler why`: how the verdict about a question comes about."""

import argparse
import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

from bot.cli.reply import open_counter
from bot.matching.decision.verdict import Why

_MEANINGS = {
    "vote": "how far its phrasings explain the question (1: wholly)",
    "lesson": "logarithm of its share by what tells the nearest entries apart (0: it alone)",
    "covers": "part of the question's weight that its phrasings hold together",
    "ratio": "letters shared in order with the nearest phrasing",
    "meant": "logarithm of its share by what all its phrasings mean together (0: it alone)",
}


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser("why", description="Tell why a question is answered as it is.")
    parser.add_argument("question", metavar="QUESTION")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--knowledge", type=Path, metavar="DIR", help="default: the config's")
    parser.add_argument("--config", type=Path, metavar="FILE", help="default: config.yaml, if there is one")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the table."""
    counter = open_counter(arguments.config, arguments.knowledge)
    why = counter.knowledge.judge.why(arguments.question)
    print(json.dumps(dataclasses.asdict(why), ensure_ascii=False) if arguments.json else "\n".join(told(why)))
    return 0


def told(why: Why) -> Iterator[str]:
    """The lines of the table."""
    yield f"normal form   {why.plain}"
    if why.normal != why.plain:
        yield f"usual words   {why.normal}"
    if why.helped != why.normal:
        yield f"slips mended  {why.helped}"
    for part in why.parts:
        yield f"asks          {part}"
    for name, found in dataclasses.asdict(why.facts).items():
        if found:
            yield f"{name:<14}{' · '.join(found)}"
    yield f"known         {why.known:.0%} of its weight stands in the knowledge"
    yield ""
    yield from _table(why)
    yield f"needed        {why.answer:.2f} for an answer, {why.offer:.2f} together for offering options"
    yield f"guards        {', '.join(why.guards) or 'none objects'}"
    verdict = why.verdict
    yield f"verdict       {verdict.kind.value}{f' ({of})' if (of := verdict.entry or verdict.talk) else ''}: {verdict.rule}"


def _table(why: Why) -> Iterator[str]:
    if not why.heard:
        yield "Nothing in the knowledge shares anything with it."
        return
    names = list(why.heard[0].features)
    yield "".join(f"{name:>8}" for name in ["", *names]) + "  may mean, because of"
    for one in why.heard:
        values = "".join(f"{value:8.2f}" for value in one.features.values())
        yield f"{one.candidate.score:8.2f}{values}  {one.candidate.entry}: {one.candidate.phrasing}"
    yield ""
    for name in names:
        yield f"{name:<14}{_MEANINGS[name]}"
    yield ""
