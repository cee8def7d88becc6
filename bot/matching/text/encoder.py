"""What the matcher asks of a sentence encoder, if there is one."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors (texts × dimensions) of length 1, whose products tell how near two are in meaning."""

    @property
    def name(self) -> str:
        """Names it by content: vectors of different names must never be compared."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """The vectors of questions, which are kept nowhere."""

    def encode_kept(self, texts: Sequence[str]) -> Floats:
        """The vectors of phrasings, which may be kept for the next time."""

    def learnt_kept(self, recipe: bytes, learn: Callable[[], Floats]) -> Floats:
        """What `learn` makes of vectors, which may be kept by a recipe that names all that it is made of."""
