"""The fitted thresholds kept between two builds: asking all stories takes longer than all else about the knowledge.

They are kept by the recipe of the judge, the content that it was built from, and the program itself.
"""

import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from bot.matching.decision.calibration import Thresholds
from bot.sealed_cache import leave_newest, own_place, program_stamp, read_sealed, write_sealed

KEPT = 16
"""Kept thresholds, of the recipes built last."""


def fetch(recipe: str) -> Thresholds | None:
    """The thresholds that were fitted for this recipe by this program, if they were kept."""
    file = _file(recipe)
    raw = read_sealed(file) if file else None
    return Thresholds(**json.loads(raw)) if raw else None


def keep(recipe: str, thresholds: Thresholds) -> None:
    """Keep the thresholds of a recipe, where there is a place for it."""
    file = _file(recipe)
    if file and write_sealed(file, json.dumps(asdict(thresholds)).encode()):
        leave_newest(file.parent, f"*{file.suffix}", KEPT)


def _file(recipe: str) -> Path | None:
    folder = own_place()
    name = hashlib.sha256(f"{recipe}\0{program_stamp()}".encode()).hexdigest()
    return folder / f"{name}.thresholds" if folder else None
