"""What each storm came to, one line of JSON in a file, and all of them as a Markdown table: counted, never typed."""

import json
import os
from pathlib import Path

TALLY = "TORTURE_TALLY"
"""The environment variable that names the file; without it nothing is written down."""
COLUMNS = (
    "test",
    "trials",
    "words",
    "arrived",
    "told of",
    "lost",
    "doubled",
    "leaked",
    "misordered",
    "untold",
    "needless",
    "notes",
)


def note(test, trials, found=None, **notes):
    """Add what a storm came to."""
    if TALLY not in os.environ:
        return
    row = {
        "test": test,
        "trials": trials,
        "notes": ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in notes.items()),
    }
    if found is not None:
        row |= {"words": found.said, "arrived": found.arrived, "told of": found.told}
        row |= {name: len(getattr(found, name)) for name in COLUMNS[5:11]}
    with Path(os.environ[TALLY]).open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")


def table(file):
    """The table of all that was noted; a dash where a storm counts nothing of that kind."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
    lines = [
        COLUMNS,
        ("---",) * len(COLUMNS),
        *([str(row.get(name, "–")) for name in COLUMNS] for row in rows),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
