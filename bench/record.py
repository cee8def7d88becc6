"""Where the figures of a run are kept: a JSON file for each bench under `bench/results`, with the machine and the day."""

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "results"
_NAMED = ("numpy", "rapidfuzz", "bm25s", "scikit-learn")


def machine() -> dict[str, Any]:
    """What the figures hang on: cores, versions, the day. Nothing that tells one machine from another of its kind."""
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _NAMED},
        "day": datetime.now(UTC).date().isoformat(),
    }


def keep(name: str, figures: dict[str, Any], folder: Path = RESULTS) -> None:
    """Write the figures of the bench of this name, with the machine, in place of those of its last run."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"machine": machine(), **figures}, ensure_ascii=False, indent=2)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def kept(name: str, folder: Path = RESULTS) -> dict[str, Any] | None:
    """The figures of the last run of the bench of this name; None where it has not been run."""
    path = folder / f"{name}.json"
    if not path.exists():
        return None
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
