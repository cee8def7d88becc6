"""docs/walk.md and its pictures belong together. Runs after the walk, so that it sees what `make pictures` has drawn."""

import re
from pathlib import Path

import yaml
from pictures import DOCS, WALK

ALARMS = Path(__file__).parents[2] / "knowledge" / "alarms.yaml"
MOST_BYTES = 2_500_000


def test_the_page_of_the_walk_shows_every_picture_and_every_kind_of_emergency():
    kinds = {each["id"] for each in yaml.safe_load(ALARMS.read_text("utf-8"))["alarms"]}
    shown = set(re.findall(r'src="(walk/[^"]+)"', (DOCS / "walk.md").read_text("utf-8")))
    drawn = {path.relative_to(DOCS).as_posix() for path in WALK.rglob("*.png")}
    assert shown == drawn
    assert {path.stem for path in (WALK / "first-aid").iterdir()} == kinds
    assert sum(path.stat().st_size for path in WALK.rglob("*.png")) < MOST_BYTES
