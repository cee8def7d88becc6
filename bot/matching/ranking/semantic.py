"""Likeness of meaning, from a sentence encoder, where it understands the language of the base."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bot.matching.ranking.classifier import Classifier
from bot.matching.ranking.directions import Directions
from bot.matching.ranking.features import Floats, Ints, extract
from bot.matching.ranking.index import Index
from bot.matching.text import normal_form
from bot.matching.text.encoder import Encode, Encoder, Together
from bot.matching.text.spelling import Read

Halves = npt.NDArray[np.float16]
"""Numbers of two bytes: the vectors of a base are most of what it weighs, and likeness needs no more."""

_ROUGHLY = 128
"""Main directions in which the nearest are looked for."""
_NEAREST = 32
"""Phrasings that have a say because they are nearest in meaning."""
_LOOKED_AT = 4 * _NEAREST
"""Those nearest in the main directions, among which the nearest are found: all but one in a hundred of them, in a quarter of
the time."""
_TRIED = 150
"""Phrasings of a script by which it is found how well the encoder understands it."""
_DEAF, _WELL = 0.3, 0.7
"""An encoder that finds fewer than the first part of what words find is not listened to, one that finds more than the
second is listened to wholly, and between them in between. One that does not know a script finds a tenth of it or less."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What a question means, in numbers."""

    vector: Floats
    """Of length 1."""
    drawn: Floats
    """The same by its parts in the main directions of the base."""
    near: Ints
    """The phrasings that are nearest in meaning, in no order."""
    listened: float
    """How far the encoder is listened to about it: 0 not at all, 1 wholly."""


class Meaning:
    """The vectors of a base's phrasings. Never changed."""

    def __init__(
        self,
        encoder: Encoder,
        vectors: Halves,
        directions: Directions,
        roughly: Floats,
        understood: tuple[float, float],
        classifier: Classifier | None,
    ) -> None:
        """Use `of`; `roughly` are the first of the main directions × vectors, `understood` is for texts in letters and for texts in Han characters, 0…1."""
        self._encoder, self._vectors, self._understood = encoder, vectors, understood
        self._directions, self._roughly, self._classifier = directions, roughly, classifier

    @classmethod
    def of(cls, encoder: Encoder, normals: Sequence[str], labels: Ints, index: Index) -> "Meaning":
        """The vectors of these phrasings.

        An encoder may know one script only: it is listened to as far as a phrasing's nearest in meaning is of the same
        label as often as the nearest by words.
        """
        vectors = encoder.encode_kept(normals)
        directions = Directions.of(vectors)
        drawn = directions.drawn(vectors)
        roughly = np.ascontiguousarray(drawn[:, :_ROUGHLY].T)
        scripts = np.array([normal_form.is_han(normal) for normal in normals], np.bool_)
        understood = [_understood(vectors, normals, labels, index, scripts == han) for han in (False, True)]
        classifier = Classifier.of(drawn, labels, encoder.learnt_kept) if any(understood) else None
        halves = vectors.astype(np.float16)
        return cls(encoder, halves, directions, roughly, (understood[0], understood[1]), classifier)

    def updated(self, normals: Sequence[str], labels: Ints, alive: Ints) -> "Meaning":
        """The same with the vectors of more phrasings; of all phrasings, `labels` are the labels and `alive` those not forgotten."""
        more = self._encoder.encode_kept(normals)
        vectors = np.concatenate((self._vectors, more.astype(np.float16)))
        roughly = np.hstack((self._roughly, self._directions.drawn(more)[:, :_ROUGHLY].T))
        learnt = self._classifier and self._classifier.updated(
            self._directions.drawn(np.asarray(vectors[alive], np.float32)), labels[alive]
        )
        return Meaning(self._encoder, vectors, self._directions, roughly, self._understood, learnt)

    def of_questions(self, questions: Sequence[Read], silent: Ints, encode: Encode) -> list[Meant]:
        """What questions mean that the encoder is listened to about; the phrasings in `silent` have no say.

        The directions of all phrasings are read once for all questions, which takes longer than to reckon with them.
        """
        vectors = np.stack([_between(read, encode) for read in questions])
        drawn = self._directions.drawn(vectors)
        roughly = drawn[:, :_ROUGHLY] @ self._roughly
        roughly[:, silent] = -1.0
        return [
            Meant(vector, in_directions, self._nearest(vector, likeness), self.understood(read.normal))
            for read, vector, in_directions, likeness in zip(questions, vectors, drawn, roughly, strict=True)
        ]

    def understood(self, normal: str) -> float:
        """How far the encoder is listened to about a text in normal form: 0 not at all, 1 wholly."""
        return self._understood[normal_form.is_han(normal)]

    def together(self, questions: Iterable[Read], silent: Ints, besides: Iterable[str] = ()) -> "Meanings":
        """What these questions mean; the texts `besides` will have to be encoded as well."""
        return Meanings(
            self, self._encoder, [read for read in questions if self.understood(read.normal)], silent, besides
        )

    def _nearest(self, question: Floats, roughly: Floats) -> Ints:
        """The phrasings nearest to a question's vector, in no order, from how near they are in the main directions."""
        likely = np.argpartition(-roughly, min(_LOOKED_AT, len(roughly)) - 1)[:_LOOKED_AT]
        likely = likely[roughly[likely] > -1]
        likeness = self.vectors(likely) @ question
        best = np.argsort(-likeness)[:_NEAREST]
        return np.asarray(likely[best[likeness[best] > 0]], np.int64)

    def of_labels(self, question: Meant) -> Floats | None:
        """The logarithm of each label's probability by all that its phrasings mean together, if that was learnt."""
        return self._classifier.logs(question.drawn) if self._classifier else None

    def vectors(self, phrasings: Ints) -> Floats:
        """The vectors of these phrasings."""
        return np.asarray(self._vectors[phrasings], np.float32)


class Meanings:
    """What the questions of a message mean, or of several: all of them are understood when the first is asked about."""

    def __init__(
        self, meaning: Meaning, encoder: Encoder, questions: list[Read], silent: Ints, besides: Iterable[str]
    ) -> None:
        """Use `Meaning.together`."""
        self._meaning, self._questions, self._silent = meaning, questions, silent
        self.texts = Together(
            encoder, [*(text for read in questions for text in (read.normal, read.mended)), *besides]
        )
        """Encodes their texts, none twice."""

    def of(self, question: Read) -> Meant | None:
        """What one of them means; None for one that the encoder is not listened to about."""
        return self._understood.get(question)

    @cached_property
    def _understood(self) -> dict[Read, Meant]:
        if not self._questions:
            return {}
        meant = self._meaning.of_questions(self._questions, self._silent, self.texts.encode)
        return dict(zip(self._questions, meant, strict=True))


def _between(read: Read, encode: Encode) -> Floats:
    """The vector of a question. Of one whose slips were mended it lies between the two: what was mended may have been right."""
    between = encode(list(dict.fromkeys((read.normal, read.mended)))).sum(axis=0)
    return np.asarray(between / np.linalg.norm(between), np.float32)


def _understood(
    vectors: Floats, normals: Sequence[str], labels: Ints, index: Index, script: np.ndarray
) -> float:
    mine = np.flatnonzero(script)
    if not len(mine):
        return 0.0
    tried = mine[np.linspace(0, len(mine) - 1, min(_TRIED, len(mine))).astype(np.int64)]
    likeness = vectors[tried] @ vectors.T
    likeness[np.arange(len(tried)), tried] = -1
    by_meaning = int((labels[likeness.argmax(axis=1)] == labels[tried]).sum())
    by_words = sum(_same_label(index, normals[at], at, labels) for at in tried.tolist())
    found = (by_meaning + 1) / (by_words + 1)
    return float(np.clip((found - _DEAF) / (_WELL - _DEAF), 0, 1))


def _same_label(index: Index, normal: str, place: int, labels: Ints) -> bool:
    nearest = index.nearest(extract([normal]).keys, 1, np.array([place]))
    return len(nearest) > 0 and labels[nearest[0]] == labels[place]
