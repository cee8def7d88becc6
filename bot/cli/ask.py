"""`butler ask`: one question, answered in the terminal."""

import argparse
from pathlib import Path

from bot.cli.reply import answer, as_json, open_counter
from bot.collector import paused
from bot.domain.answer import LANGS


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser("ask", description="Answer one question as the bot would.")
    parser.add_argument("question", metavar="QUESTION")
    parser.add_argument(
        "--lang",
        choices=["auto", *LANGS],
        default="auto",
        help="language of the reply; default: the question's",
    )
    parser.add_argument("--json", action="store_true", help="print the verdict with its scores as JSON")
    parser.add_argument("--knowledge", type=Path, metavar="DIR", help="default: the config's")
    parser.add_argument("--config", type=Path, metavar="FILE", help="default: config.yaml, if there is one")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print what the person would read."""
    lang = None if arguments.lang == "auto" else arguments.lang
    with paused():
        found = answer(open_counter(arguments.config, arguments.knowledge), arguments.question, lang)
    print(as_json(found) if arguments.json else found["reply"])
    return 0
