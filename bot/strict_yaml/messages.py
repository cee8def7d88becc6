"""What a YAML parser says about a slip, as a message for people who only meant to write a text."""

import re
from collections.abc import Mapping

import yaml

from bot.errors import Message, message
from bot.strict_yaml import causes

_KEYS: Mapping[str, str] = {
    "mapping values are not allowed in this context": "yaml.colon_in_text",
    "block sequence entries are not allowed in this context": "yaml.list_beside_key",
    "did not find expected '-' indicator": "yaml.no_dash",
    "did not find expected key": "yaml.no_key",
    "could not find expected ':'": "yaml.no_colon",
    "did not find expected ',' or ']'": "yaml.open_list",
    "did not find expected ',' or '}'": "yaml.open_block",
    "did not find expected node content": "yaml.begins_with_bracket",
    "found undefined alias": "yaml.begins_with_star",
    "found unknown escape character": "yaml.backslash",
    "did not find expected comment or line break": "yaml.begins_with_fold",
    "found unexpected end of stream": "yaml.open_quotation",
    "found unknown directive name": "yaml.begins_with_percent",
    "did not find expected <document start>": "yaml.further_left",
}
"""By the parser's own words. A test makes each of these slips."""

_BEGUN_EARLIER = (
    "found unexpected end of stream",
    "could not find expected ':'",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)
"""Where the parser notices these, a person sees nothing wrong: the slip is where the thing began."""

_CANNOT_BEGIN = "found character that cannot start any token"
_TAB = "found a tab character that violates indentation"


def slip(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, Message]:
    """Turn the parser's error about a text into line, column (from 1; 0 if unknown) and a message about its cause."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 0, 0, message("yaml.invalid", problem=error.problem)
    problem = str(error.problem)
    lines = text.splitlines()
    last = mark.line
    if problem in _BEGUN_EARLIER and error.context_mark:
        mark = error.context_mark
    line = lines[mark.line] if mark.line < len(lines) else ""
    if re.match(r" *\t", line) or problem == _TAB:
        return mark.line + 1, mark.column + 1, message("yaml.tab")
    cause = causes.find(lines, mark.line, last, mark.column, problem)
    return cause or (mark.line + 1, mark.column + 1, _message(problem, line, mark.column))


def _message(problem: str, line: str, column: int) -> Message:
    if problem == _CANNOT_BEGIN:
        return message("yaml.cannot_begin", character=line[column : column + 1])
    key = _KEYS.get(problem)
    return message(key) if key else message("yaml.invalid", problem=problem)
