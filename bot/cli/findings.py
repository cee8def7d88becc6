"""What `butler doctor` finds: one line each, or a few."""

from dataclasses import dataclass
from typing import Literal

MOST_LINES = 10
"""Lines of one finding; a folder full of faults is the business of `butler kb check`."""
MARKS = {"ok": "ok  ", "note": "note", "broken": "FAIL"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's report. Only `broken` makes the command fail."""

    state: Literal["ok", "note", "broken"]
    about: str
    text: str

    def __str__(self) -> str:
        head, *more = self.text.splitlines() or [""]
        if len(more) >= MOST_LINES:
            more[MOST_LINES - 1 :] = [f"… and {len(more) - MOST_LINES + 1} more"]
        return "\n".join([f"{MARKS[self.state]}  {self.about}: {head}", *(f"      {line}" for line in more)])
