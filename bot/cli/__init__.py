"""The command line: `butler COMMAND …`.

Each command is a module of this folder with `add(subparsers)`: it registers its arguments and `run=function`.
Only the module of the command that was asked for is imported, so that a quick command starts quickly.
"""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

from bot.cli.language import chosen, in_words
from bot.cli.trouble import UNEXPECTED, first_of, trace, unexpected
from bot.collector import not_at_the_end, paused
from bot.errors import ButlerError

COMMANDS: dict[str, str] = {
    "run": "serve people in Telegram",
    "demo": "play the butler in a browser, without Telegram",
    "ask": "answer one question in the terminal",
    "why": "tell why a question is answered as it is",
    "eval": "answer a file of questions, one JSON line each",
    "kb": "check and look after the knowledge",
    "db": "look after the database",
    "people": "take over lists of lawyers and enterprises",
    "doctor": "check that everything is ready, and say what to do",
}

DEBUG = "BUTLER_DEBUG"
"""The variable that does what `--debug` does; no setting of the bot's."""
INTERRUPTED = 130
"""The exit status of a program that Ctrl-C ended, as shells know it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; `argv` is the process's own by default. Returns the exit status: 0 when all is well.

    Whatever goes wrong is one readable line on standard error, never a traceback unless one was asked for.
    """
    not_at_the_end()
    words = list(sys.argv[1:] if argv is None else argv)
    arguments: argparse.Namespace | None = None
    try:
        arguments = _parser(words).parse_args(words)
        return int(arguments.run(arguments))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (`| head`) has gone. Python would complain once more while it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 -- this is the face: nobody is to read a traceback
        debug = "--debug" in words or os.environ.get(DEBUG, "") not in ("", "0")
        return _told(error, arguments, debug=debug)


def _told(error: Exception, arguments: argparse.Namespace | None, *, debug: bool) -> int:
    """Say on standard error what went wrong, and return the exit status for it."""
    first = first_of(error)
    if isinstance(first, ButlerError):
        print(in_words(first, chosen(arguments, os.environ)), file=sys.stderr)
        return 1
    if debug:
        print(trace(error), end="", file=sys.stderr)
    print(unexpected(error), file=sys.stderr)
    return UNEXPECTED


class _Parser(argparse.ArgumentParser):
    """A parser whose commands, and theirs, all know `--debug`."""

    def __init__(self, *words: Any, **settings: Any) -> None:
        super().__init__(*words, **settings)
        self.add_argument("--debug", action="store_true", help="show where unexpected trouble comes from")


def _parser(words: Sequence[str]) -> _Parser:
    """Build the parser: whole for the command asked for, only names and one line of help for the others."""
    parser = _Parser(prog="butler", description="The exclusive butler: legal help for enterprises by chat.")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    asked = next((word for word in words if not word.startswith("-")), None)
    if asked in COMMANDS:
        with paused():
            importlib.import_module(f"bot.cli.{asked}").add(subparsers)
        return parser
    for name, text in COMMANDS.items():
        subparsers.add_parser(name, help=text)
    return parser
