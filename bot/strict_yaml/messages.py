"""What a YAML parser says about a slip, said for people who only meant to write a text."""

import re
from collections.abc import Mapping

import yaml

QUOTE = "put the text in quotes"

_SENTENCES: Mapping[str, str] = {
    "mapping values are not allowed in this context": (
        "a ': ' stands where none is expected: either this line is indented too far, or a text holds ': '; "
        f"then {QUOTE}"
    ),
    "block sequence entries are not allowed in this context": (
        "a '- ' stands where no list can begin; begin the list on a line of its own below the key"
    ),
    "did not find expected '-' indicator": "a list item must begin with '- ', below the one before it",
    "did not find expected key": (
        f"a key was expected; check the indentation, and if a text holds quotes or more follows them, {QUOTE}"
    ),
    "could not find expected ':'": "a key needs a ': ' after it, and every line of a list a '- ' before it",
    "did not find expected ',' or ']'": f"a list that begins with [ never ends; if it is a text, {QUOTE}",
    "did not find expected ',' or '}'": f"a block that begins with {{ never ends; if it is a text, {QUOTE}",
    "did not find expected node content": f"a text may not begin with a bracket or a comma; {QUOTE}",
    "found undefined alias": f"a text may not begin with * here; {QUOTE}",
    "found unknown escape character": r"in double quotes a \ has a meaning of its own; use single quotes",
    "did not find expected comment or line break": f"a text may not begin with > or | here; {QUOTE}",
    "found unexpected end of stream": "a quotation mark is opened and not closed",
    "found unknown directive name": f"a line may not begin with %; {QUOTE}",
    "did not find expected <document start>": "this line stands further left than the first line",
}
"""By the parser's own words. A test makes each of these slips."""

_BEGUN_EARLIER = (
    "found unexpected end of stream",
    "could not find expected ':'",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)
"""Where the parser notices these, a person sees nothing wrong: the slip is where the thing began."""

_TAB = "a tab stands in the indentation; use spaces only"


def slip(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str]:
    """Turn the parser's error about a text into line, column (from 1; 0 if unknown) and a sentence."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 0, 0, f"is not valid YAML: {error.problem}"
    if error.problem in _BEGUN_EARLIER and error.context_mark:
        mark = error.context_mark
    return mark.line + 1, mark.column + 1, _sentence(str(error.problem), _line(text, mark.line), mark.column)


def _sentence(problem: str, line: str, column: int) -> str:
    if re.match(r" *\t", line) or problem == "found a tab character that violates indentation":
        return _TAB
    if problem == "found character that cannot start any token":
        return f"a text may not begin with {line[column : column + 1]}; {QUOTE}"
    return _SENTENCES.get(problem, f"is not valid YAML: {problem}")


def _line(text: str, number: int) -> str:
    return dict(enumerate(text.splitlines())).get(number, "")
