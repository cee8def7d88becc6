"""What was learnt from vectors, kept on disk between builds by its recipe: one plain array a file, never a pickle."""

import io
from pathlib import Path

import numpy as np

from bot.encoder.floats import Floats
from bot.sealed_cache import leave_newest, read_sealed, write_sealed

FILES = 8
"""Kept files, of what was learnt last."""
_ENDING = "learnt"


def fetch(folder: Path, recipe: bytes) -> Floats | None:
    """What was kept for a recipe; None if nothing was, or it is broken or another's."""
    content = read_sealed(_file(folder, recipe))
    try:
        held = np.load(io.BytesIO(content or b""), allow_pickle=False)
    except (ValueError, EOFError):
        return None
    return held if getattr(held, "dtype", None) == np.float32 else None


def keep(folder: Path, recipe: bytes, numbers: Floats) -> None:
    """Keep what was learnt; the oldest goes."""
    stream = io.BytesIO()
    np.save(stream, numbers, allow_pickle=False)
    if write_sealed(_file(folder, recipe), stream.getvalue()):
        leave_newest(folder, f"*.{_ENDING}", FILES)


def _file(folder: Path, recipe: bytes) -> Path:
    return folder / f"{recipe.hex()[:32]}.{_ENDING}"
