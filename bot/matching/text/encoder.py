"""What the matcher asks of a sentence encoder, if there is one."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]
"""Gives a vector for each text."""


_SHORT = 100
"""Characters of texts that take an encoder less time than reading its weights once more."""


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


class Together:
    """Encodes the texts of a message, or of several: those expected at once, as soon as any is asked for, and none twice.

    An encoder spends most of its time on reading its weights, which it does once for all texts of a call.
    """

    def __init__(self, encoder: Encoder, expected: Iterable[str]) -> None:
        """`expected` are texts that will be asked for, but for few."""
        self._encoder, self._expected = encoder, tuple(expected)
        self._vectors: dict[str, Floats] = {}

    def encode(self, texts: Sequence[str]) -> Floats:
        """The vectors of these texts."""
        return self._encoded(texts, self._expected)

    def encode_first(self, texts: Sequence[str]) -> Floats:
        """The vectors of these texts, for whoever cannot wait for long ones that are expected besides."""
        is_short = sum(map(len, self._expected)) <= _SHORT
        return self._encoded(texts, self._expected if is_short else ())

    def encode_expected(self) -> None:
        """Encode those expected now, however long they are."""
        self._learn(self._expected)

    def _encoded(self, texts: Sequence[str], besides: Sequence[str]) -> Floats:
        if any(text not in self._vectors for text in texts):
            self._learn((*texts, *besides))
        return np.stack([self._vectors[text] for text in texts])

    def _learn(self, texts: Sequence[str]) -> None:
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            self._vectors |= zip(new, self._encoder.encode(new), strict=True)
