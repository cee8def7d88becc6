"""docs/durability.md names, for everything that was once found broken, a test that finds it now, or says that there is none."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/durability.md").read_text("utf-8")
ROWS = re.findall(r"^\| (F\d+) \|(.+)\|$", PAGE, re.MULTILINE)
NAME = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def named_in(file):
    """The tests and classes of tests that a file holds."""
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    found = ast.walk(ast.parse((ROOT / file).read_text("utf-8")))
    return {node.name for node in found if isinstance(node, kinds) and node.name.lower().startswith("test")}


def test_every_finding_has_a_test_or_is_said_to_be_open():
    assert [number for number, _ in ROWS] == [f"F{n}" for n in range(1, 14)]
    assert [
        number for number, rest in ROWS if not (NAME.search(rest) or rest.strip().endswith("| open"))
    ] == []


def test_every_test_that_is_named_exists():
    assert [f"{file}::{name}" for file, name in NAME.findall(PAGE) if name not in named_in(file)] == []


def test_every_storm_is_described_and_played():
    storms = {file.name for file in Path(__file__).parent.glob("*_*.py")}
    described = set(re.findall(r"^\| `((?:test|long)_\w+\.py)` \|", PAGE, re.MULTILINE))
    played = set(
        re.findall(r"(?:test|long)_\w+\.py", (Path(__file__).with_name("torture.py")).read_text("utf-8"))
    )
    assert described == played
    assert described <= storms
