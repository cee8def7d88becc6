"""The encoder as the rest of the product sees it."""

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Self

import numpy as np

from bot.encoder import learnt, vectors
from bot.encoder.builtin import Builtin, open_builtin
from bot.encoder.floats import Floats, Halves
from bot.encoder.model import Model, open_model, opened
from bot.errors import EncoderError
from bot.sealed_cache import own_place

MOST_KEPT = 30_000
"""Vectors kept on disk, if one build does not need more: those asked for last. At 512 numbers each, 32 MB."""


class Encoder:
    """Makes texts into vectors whose product is their likeness in meaning. Safe to share between threads.

    A pickle holds no model, only where it is: it is opened again at the first use, and must be the same.
    """

    def __init__(self, model: Model | Builtin, folder: Path | None, cache: Path | None) -> None:
        """Use `load` or `builtin`."""
        self.folder = folder
        """Where the model lies; None for the one that comes with the product."""
        self.name = model.name
        """Names model and tokenizer by content: vectors of different names must never be compared."""
        self.dimension = model.dimension
        self._cache = cache
        self._model: Model | Builtin | None = model

    @classmethod
    def builtin(cls, cache: Path | None = None) -> Self:
        """Open the encoder that comes with the product. Blocking, most of a second the first time. `cache` as for `load`.

        Raises EncoderError.
        """
        return cls(open_builtin(), None, _place(cache))

    @classmethod
    def load(cls, folder: Path, cache: Path | None = None) -> Self:
        """Open the encoder in a folder. Blocking, a good part of a second.

        `cache` is the folder for `encode_kept`; by default the person's own cache folder, if it is only theirs.
        Raises EncoderError.
        """
        folder = folder.absolute()
        return cls(open_model(folder), folder, _place(cache))

    def encode(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for each text (texts × dimension). Nothing is kept: this is for people's words.

        Raises EncoderError.
        """
        return self._opened().encode(texts)

    def encode_kept(self, texts: Sequence[str]) -> Floats:
        """Do what `encode` does, with vectors kept on disk: for phrasings of the knowledge, which are no secret.

        They are rounded to two bytes a number, whether they were kept or not. Raises EncoderError.
        """
        if self._cache is None:
            return self._rounded(texts).astype(np.float32)
        file = vectors.file_of(self._cache, self.name)
        asked = {vectors.key_of(text): text for text in texts}
        kept = vectors.fetch(file, self.dimension)
        new = {key: text for key, text in asked.items() if key not in kept}
        if new:
            kept |= dict(zip(new, self._rounded(list(new.values())), strict=True))
            latest = {key: kept[key] for key in asked}
            kept = dict(islice((latest | kept).items(), max(MOST_KEPT, len(latest))))
            vectors.keep(file, kept, self.dimension)
        rows = [kept[vectors.key_of(text)] for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), self.dimension)

    def learnt_kept(self, recipe: bytes, learn: Callable[[], Floats]) -> Floats:
        """Give what was learnt by this recipe, from disk if it was kept there; else learn it and keep it."""
        if self._cache is None:
            return learn()
        kept = learnt.fetch(self._cache, recipe)
        if kept is None:
            kept = learn()
            learnt.keep(self._cache, recipe, kept)
        return kept

    def _rounded(self, texts: Sequence[str]) -> Halves:
        return self.encode(texts).astype(np.float16)

    def __getstate__(self) -> tuple[Path | None, str, int, Path | None]:
        return self.folder, self.name, self.dimension, self._cache

    def __setstate__(self, state: tuple[Path | None, str, int, Path | None]) -> None:
        self.folder, self.name, self.dimension, self._cache = state
        self._model = opened(self.name)

    def _opened(self) -> Model | Builtin:
        if self._model is None:
            model = open_model(self.folder) if self.folder else open_builtin()
            if model.name != self.name:
                raise EncoderError(
                    f"{self.folder or model.name}: has changed since it was opened; start again to use the new encoder"
                )
            self._model = model
        return self._model


def _place(cache: Path | None) -> Path | None:
    place = cache or own_place()
    return place.absolute() if place else None
