"""Why a file of people who write Chinese cannot be read: the parser stumbles below the line that has the slip.

Full-width signs (： － “ ”) are letters to YAML, so that it takes a key for the beginning of a text and goes on reading it.
Only looked at once the parser has given up: in a text all of these signs are welcome.
"""

import re
from collections.abc import Callable, Sequence

from bot.errors import Message, message

Cause = tuple[int, int, Message]
"""Line and column, counted from 1, and what is wrong there."""

FURTHEST = 40
"""Lines above the one where the parser stumbles; the texts of one key are hardly more."""

_WIDE_SPACE = re.compile(r"[ \t]*([\u3000\u00a0])")
_WIDE_COLON = re.compile(r" *(?:- +)?[A-Za-z_][\w-]*[ \u3000]*(：)", re.ASCII)
_NO_SPACE = re.compile(r" *(?:- +)?[a-z_]+(:)(?=[^\s/])", re.ASCII)
_WIDE_DASH = re.compile(r" *([－—–‐•·●])")
_CLOSE_DASH = re.compile(r" *(-)[^\s-]")
_WIDE_QUOTE = re.compile(r" *(?:- +)?(?:[A-Za-z_][\w-]*: +)?([“”‘’「『＂])", re.ASCII)
_KEY = re.compile(r" *(?:- +)?[A-Za-z_][\w-]*(:)(?: |$)", re.ASCII)
_QUOTED = re.compile(r"""^ *(?:- +)?(?:[A-Za-z_][\w-]*: +)?(["'])(.*)$""", re.ASCII)

_SIGNS: Sequence[tuple[re.Pattern[str], str]] = (
    (_WIDE_SPACE, "yaml.wide_space"),
    (_WIDE_COLON, "yaml.wide_colon"),
    (_WIDE_DASH, "yaml.wide_dash"),
    (_NO_SPACE, "yaml.no_space"),
    (_CLOSE_DASH, "yaml.close_dash"),
)
_STUMBLES = (
    "mapping values are not allowed in this context",
    "did not find expected '-' indicator",
    "did not find expected key",
    "could not find expected ':'",
)
"""What the parser says when it took something for a text, or ended a text, against its writer's will."""


def find(lines: Sequence[str], at: int, last: int, column: int, problem: str) -> Cause | None:
    """Find the cause of what the parser says about line `at` (from 0), having read on to line `last`; None if it is there."""
    if problem not in _STUMBLES:
        return None
    for look in _LOOKS:
        cause = look(lines, at, last, column)
        if cause is not None:
            return cause
    return None


def _sign(lines: Sequence[str], at: int, last: int, _: int) -> Cause | None:
    """A sign of the wrong width, in the nearest line above or where the parser stumbles."""
    for number in range(min(last, len(lines) - 1), max(at - FURTHEST, -1), -1):
        for pattern, key in _SIGNS:
            found = pattern.match(lines[number])
            if found:
                return number + 1, found.start(1) + 1, message(key, sign=found[1])
    return None


def _wide_quotes(lines: Sequence[str], at: int, _: int, __: int) -> Cause | None:
    found = _WIDE_QUOTE.match(lines[at]) if at < len(lines) else None
    return (at + 1, found.start(1) + 1, message("yaml.wide_quotes", sign=found[1])) if found else None


def _open_quotation(lines: Sequence[str], at: int, last: int, column: int) -> Cause | None:
    """A quotation that was not closed in its line, and ended at the next quotation mark below."""
    if column <= _depth(lines[at] if at < len(lines) else ""):
        return None
    for number in range(min(at, last) - 1, max(at - FURTHEST, -1), -1):
        found = _QUOTED.match(lines[number])
        if found:
            is_open = found[1] not in found[2].replace("\\" + found[1], "").replace("''", "")
            return (number + 1, found.start(1) + 1, message("yaml.open_quotation")) if is_open else None
    return None


def _indentation(lines: Sequence[str], at: int, last: int, column: int) -> Cause | None:
    """A key that stands under none of the keys above it."""
    line = lines[at] if at < len(lines) else ""
    key = _KEY.match(line)
    if key is None or column not in (_depth(line), key.start(1)) or at != last:
        return None
    depths = sorted(_open_depths(lines[:at]))
    if not depths or _depth(line) in depths:
        return None
    listed = ", ".join(map(str, depths))
    return at + 1, _depth(line) + 1, message("yaml.indentation", spaces=_depth(line), expected=listed)


def _open_depths(above: Sequence[str]) -> set[int]:
    """The indentations at which a key may go on below these lines."""
    depths: set[int] = set()
    least: int | None = None
    for line in reversed(above):
        depth = _depth(line)
        if line.strip() and not line.lstrip().startswith("#") and (least is None or depth < least):
            least = depth
            inner = len(line) - len(line.lstrip(" -"))
            depths |= {inner} if _KEY.match(line) else set()
    return depths


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


_LOOKS: Sequence[Callable[[Sequence[str], int, int, int], Cause | None]] = (
    _sign,
    _wide_quotes,
    _open_quotation,
    _indentation,
)
