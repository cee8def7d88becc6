"""`butler eval`: a file of questions, one JSON line each, answered one JSON line each."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from bot.cli.reply import answer, as_json, open_counter
from bot.cli.summary import Scored, summary
from bot.cli.summary_entries import Held, summary_of_entries
from bot.domain.answer import LANGS, Lang
from bot.errors import ButlerError, Fault, message
from bot.locales.faults import told


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the input; the summary reads `measure` and `expect` of its `labels`."""

    id: Any
    text: str
    lang: Lang | None
    labels: dict[str, Any]
    earlier: tuple[str, ...] = ()
    """What was said in the same conversation a moment before, the oldest first."""


def add(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the command."""
    parser = subparsers.add_parser(
        "eval", description="Answer questions as the bot would: JSON lines in, JSON lines out."
    )
    parser.add_argument(
        "file", metavar="FILE", help='lines of {"id", "text", "lang"?, "before"?}; - for standard input'
    )
    parser.add_argument("--knowledge", type=Path, metavar="DIR", help="default: the config's")
    parser.add_argument("--config", type=Path, metavar="FILE", help="default: config.yaml, if there is one")
    parser.add_argument(
        "--summary", action="store_true", help="score the labels measure, expect, and scope with entries"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print one JSON line a question, in order. A line that is none is named and skipped (status 1)."""
    lines = _lines(arguments.file)
    counter = open_counter(arguments.config, arguments.knowledge)
    scored, held, bad = [], [], 0
    for question in _questions(arguments.file, lines):
        if isinstance(question, Fault):
            print(told(question, "en"), file=sys.stderr)
            bad += 1
            continue
        found = answer(counter, question.text, question.lang, question.earlier)
        print(as_json({"id": question.id} | found))
        scored.append(Scored(question.labels, found))
        if "scope" in question.labels:
            held.append(_held(question, found))
    if arguments.summary:
        print(summary(scored), file=sys.stderr)
        if held:
            print(f"\n{summary_of_entries(held)}", file=sys.stderr)
    return int(bad > 0)


def _held(question: Question, found: dict[str, Any]) -> Held:
    entries = question.labels.get("entries") or ()
    return Held(question.text, str(question.labels["scope"]), frozenset(map(str, entries)), found)


def _lines(file: str) -> Iterable[bytes]:
    if file == "-":
        stream: BinaryIO = sys.stdin.buffer
        return stream
    try:
        return Path(file).read_bytes().splitlines()
    except OSError as error:
        raise ButlerError(f"{file}: cannot be read: {error.strerror}") from None


def _questions(file: str, lines: Iterable[bytes]) -> Iterator[Question | Fault]:
    name = "standard input" if file == "-" else file
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _question(json.loads(line.decode("utf-8-sig")))
            except (ValueError, RecursionError) as error:
                yield Fault(name, number, 1, "", message("other.said", text=_reason(error)))


def _question(line: Any) -> Question:
    if not isinstance(line, dict):
        raise _BadLineError("is not an object with the keys id and text")
    for key in ("id", "text"):
        if key not in line:
            raise _BadLineError(f"{key} is missing")
    if not isinstance(line["text"], str):
        raise _BadLineError("text must be a text")
    lang = line.get("lang")
    if lang is not None and lang not in LANGS:
        raise _BadLineError(f"lang {lang!r} is not allowed; allowed: {', '.join(LANGS)}")
    return Question(line["id"], line["text"], lang, line, _earlier(line.get("before")))


def _earlier(value: Any) -> tuple[str, ...]:
    """The earlier messages of a line: null, a list of texts."""
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(said, str) for said in value):
        raise _BadLineError("before must be a list of texts, the oldest first")
    return tuple(value)


class _BadLineError(ValueError):
    """A line of JSON that is no question."""


def _reason(error: Exception) -> str:
    if isinstance(error, _BadLineError):
        return f"{error}; this line is skipped"
    if isinstance(error, UnicodeDecodeError):
        return "is not UTF-8 text; this line is skipped"
    if isinstance(error, json.JSONDecodeError):
        return f"is not JSON ({error.msg}, column {error.colno}); this line is skipped"
    return "is not JSON that can be read; this line is skipped"
