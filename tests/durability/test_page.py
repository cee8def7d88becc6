"""docs/durability.md tells of every storm, and `make torture` plays each of them."""

import re
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs/durability.md").read_text("utf-8")


def test_every_storm_is_described_and_played():
    storms = {file.name for file in Path(__file__).parent.glob("test_*.py")}
    described = set(re.findall(r"^\| `(test_\w+\.py)` \|", PAGE, re.MULTILINE))
    played = set(re.findall(r"test_\w+\.py", (Path(__file__).with_name("torture.py")).read_text("utf-8")))
    assert described == played
    assert described <= storms
