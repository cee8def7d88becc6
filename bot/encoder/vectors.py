"""Vectors kept on disk between builds, by the content of their texts: only changed phrasings are encoded anew.

The file holds one plain array and no text. It is never a pickle.
"""

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from bot.encoder.floats import Halves
from bot.sealed_cache import leave_newest, read_sealed, write_sealed

FILES = 3
"""Kept files: one for each encoder that somebody compares."""

_DIGEST = hashlib.sha256().digest_size


def key_of(text: str) -> bytes:
    """Name a text by its content."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def file_of(folder: Path, name: str) -> Path:
    """Where the vectors of the encoder with this name are."""
    return folder / f"encoder-{name[:32]}.vectors"


def fetch(file: Path, dimension: int) -> dict[bytes, Halves]:
    """The vectors kept, by key, those asked for last first; none if the file is missing, broken or another's."""
    content = read_sealed(file)
    try:
        held = np.load(io.BytesIO(content or b""), allow_pickle=False)
    except (ValueError, EOFError):
        return {}
    if getattr(held, "dtype", None) != _row(dimension) or held.ndim != 1:
        return {}
    return dict(zip(_split(held["key"].tobytes()), held["vector"], strict=True))


def keep(file: Path, vectors: Mapping[bytes, Halves], dimension: int) -> None:
    """Replace what is kept. The files of encoders that were not used for long go."""
    held = np.empty(len(vectors), _row(dimension))
    held["key"] = np.frombuffer(b"".join(vectors), np.uint8).reshape(-1, _DIGEST)
    held["vector"] = np.stack(list(vectors.values()))
    stream = io.BytesIO()
    np.save(stream, held, allow_pickle=False)
    write_sealed(file, stream.getvalue())
    leave_newest(file.parent, file_of(Path(), "*").name, FILES)


def _split(keys: bytes) -> list[bytes]:
    return [keys[at : at + _DIGEST] for at in range(0, len(keys), _DIGEST)]


def _row(dimension: int) -> "np.dtype[Any]":
    return np.dtype([("key", np.uint8, (_DIGEST,)), ("vector", np.float16, (dimension,))])
