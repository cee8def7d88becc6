"""Pictures of what people see, for the documentation: written only when they are asked for (`make pictures`).

A test must not change files that git knows.
"""

import io
import os
from pathlib import Path

from PIL import Image

DOCS = Path(__file__).parents[2] / "docs"
WALK = DOCS / "walk"
DRAWN = bool(os.environ.get("DRAW_PICTURES"))
COLOURS = 128


def keep(png, path):
    """Write a picture if pictures are asked for. A screen has few colours: a palette makes it a third as large."""
    if not DRAWN:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
