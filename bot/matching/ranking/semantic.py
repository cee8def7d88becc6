"""Likeness of meaning, from a sentence encoder, where it understands the language of the base."""

from collections.abc import Sequence

import numpy as np

from bot.matching.ranking.encoder import Encoder
from bot.matching.ranking.features import Floats, Ints, extract
from bot.matching.ranking.index import Index
from bot.matching.text import normal_form

_NEAREST = 32
"""Phrasings that have a say because they are nearest in meaning."""
_TRIED = 150
"""Phrasings of a script by which it is found whether the encoder understands it."""


class Meaning:
    """The vectors of a base's phrasings. Never changed."""

    def __init__(self, encoder: Encoder, vectors: Floats, understood: tuple[bool, bool]) -> None:
        """Use `of`; `understood` is for texts in letters and for texts in Han characters."""
        self._encoder, self._vectors, self._understood = encoder, vectors, understood

    @classmethod
    def of(cls, encoder: Encoder, normals: Sequence[str], labels: Ints, index: Index) -> "Meaning":
        """The vectors of these phrasings.

        An encoder may know one script only: it is listened to where a phrasing's nearest in meaning is of the same
        label at least as often as the nearest by words.
        """
        vectors = encoder.encode_kept(normals)
        scripts = np.array([normal_form.is_han(normal) for normal in normals], np.bool_)
        understood = [_understands(vectors, normals, labels, index, scripts == han) for han in (False, True)]
        return cls(encoder, vectors, (understood[0], understood[1]))

    def updated(self, normals: Sequence[str]) -> "Meaning":
        """The same with the vectors of more phrasings."""
        if not normals:
            return self
        more = self._encoder.encode_kept(normals)
        return Meaning(self._encoder, np.concatenate((self._vectors, more)), self._understood)

    def of_question(self, normal: str, mended: str) -> Floats | None:
        """The vector of a question in normal form; None if the encoder does not understand its script.

        Of one whose slips were mended it lies between the two: what was mended may have been right.
        """
        if not self._understood[normal_form.is_han(normal)]:
            return None
        between = self._encoder.encode(list(dict.fromkeys((normal, mended)))).sum(axis=0)
        return np.asarray(between / np.linalg.norm(between), np.float32)

    def nearest(self, question: Floats, silent: Ints) -> Ints:
        """The phrasings nearest in meaning to a question's vector, in no order; none of those in `silent`."""
        likeness = self._vectors @ question
        likeness[silent] = -1.0
        best = np.argpartition(-likeness, min(_NEAREST, len(likeness)) - 1)[:_NEAREST]
        return np.asarray(best[likeness[best] > 0], np.int64)

    def vectors(self, phrasings: Ints) -> Floats:
        """The vectors of these phrasings."""
        return np.asarray(self._vectors[phrasings], np.float32)


def _understands(
    vectors: Floats, normals: Sequence[str], labels: Ints, index: Index, script: np.ndarray
) -> bool:
    mine = np.flatnonzero(script)
    if not len(mine):
        return False
    tried = mine[np.linspace(0, len(mine) - 1, min(_TRIED, len(mine))).astype(np.int64)]
    likeness = vectors[tried] @ vectors.T
    likeness[np.arange(len(tried)), tried] = -1
    by_meaning = labels[likeness.argmax(axis=1)] == labels[tried]
    by_words = [_same_label(index, normals[at], at, labels) for at in tried.tolist()]
    return bool(by_meaning.mean() >= np.mean(by_words))


def _same_label(index: Index, normal: str, place: int, labels: Ints) -> bool:
    nearest = index.nearest(extract([normal]).keys, 1, np.array([place]))
    return len(nearest) > 0 and labels[nearest[0]] == labels[place]
