"""The matcher: pairs of (label, one way to ask) in, ranked candidates with probabilities out."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Self

import numpy as np

from bot.matching.ranking.candidate import Candidate, Heard
from bot.matching.ranking.evidence import FEATURES, Evidence, heard
from bot.matching.ranking.features import Ints, Keys, distinct, extract, telling
from bot.matching.ranking.index import Index
from bot.matching.ranking.model import Model
from bot.matching.ranking.neighbours import Neighbours
from bot.matching.ranking.phrasings import Phrasing, Shelf
from bot.matching.ranking.questions import Questions
from bot.matching.ranking.semantic import Meaning, Meant
from bot.matching.text import normal_form
from bot.matching.text.encoder import Encoder
from bot.matching.text.spelling import Read, Spelling

NEAREST = 64
"""Phrasings that have a say about a question."""


class Matcher:
    """Which labels a question may mean, any labels, any language. Built once, never changed, safe to share."""

    def __init__(
        self,
        shelf: Shelf,
        index: Index,
        spelling: Spelling,
        meaning: Meaning | None,
        plain: Model,
        semantic: Model,
    ) -> None:
        """Use `from_pairs` or `from_phrasings`; `semantic` weighs evidence in which an encoder had a part."""
        self._shelf, self._index, self._spelling, self._meaning = shelf, index, spelling, meaning
        self._owners = shelf.owners
        self._plain, self._semantic = plain, semantic

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[str, str]], encoder: Encoder | None = None) -> Self:
        """A matcher for pairs (label, phrasing). A pair may be repeated, a phrasing may be empty."""
        return cls.from_phrasings(
            (Phrasing(label, way, normal_form.normalise(way)) for label, way in pairs), encoder
        )

    @classmethod
    def from_phrasings(cls, phrasings: Iterable[Phrasing], encoder: Encoder | None = None) -> Self:
        """A matcher for phrasings whose normal forms are given."""
        shelf = Shelf()
        shelf.put(phrasings)
        index = Index.of(shelf.normals, shelf.owners)
        meaning = Meaning.of(encoder, shelf.normals[:], shelf.owners, index) if encoder else None
        models = Model.shipped(semantic=False), Model.shipped(semantic=True)
        return cls(shelf, index, Spelling.of(shelf.normals), meaning, *models)

    def updated(self, forgotten: Collection[str], phrasings: Iterable[Phrasing]) -> Self:
        """A matcher without the phrasings of the labels `forgotten`, and with these.

        Costs as much as what it brings: the index of all that stays is shared with this matcher.
        """
        shelf, first = self._shelf.copy(), len(self._shelf)
        gone = np.intersect1d(shelf.places(forgotten), self._index.alive)
        shelf.put(phrasings)
        index = self._index.updated(gone, shelf.normals, shelf.owners)
        spelling = self._spelling.updated([shelf.normals[at] for at in gone], shelf.normals[first:])
        meaning = self._meaning and self._meaning.updated(shelf.normals[first:], shelf.owners, index.alive)
        return type(self)(shelf, index, spelling, meaning, self._plain, self._semantic)

    def weighing(self, plain: Model | None = None, semantic: Model | None = None) -> Self:
        """The same matcher with other weights, for learning and measuring them."""
        models = plain or self._plain, semantic or self._semantic
        return type(self)(self._shelf, self._index, self._spelling, self._meaning, *models)

    @property
    def crowded(self) -> bool:
        """Whether so many updates have been made that it is time to build anew."""
        return self._index.crowded

    def rank(self, question: str, limit: int = 5) -> list[Candidate]:
        """The labels that the question may mean, best first, `score` the probability that it is meant.

        Fewer than `limit` when fewer share anything with the question; empty for an empty question.
        """
        return self.rank_normal(normal_form.normalise(question), limit)

    def rank_normal(self, normal: str, limit: int = 5, hidden: Ints | None = None) -> list[Candidate]:
        """As `rank`, for a question in normal form; the phrasings at the places `hidden` have no say."""
        evidence = self.testify(self.read(normal), hidden)
        return self.candidates(evidence, limit) if evidence else []

    def read(self, normal: str) -> Read:
        """A question in normal form, as it is and with slips of the finger mended."""
        return self._spelling.read(normal)

    def together(
        self, read: Sequence[Read], besides: Iterable[str] = (), hidden: Ints | None = None
    ) -> Questions:
        """Questions that are thought about together.

        The texts `besides` are encoded with them; the phrasings at the places `hidden` have no say in what they mean.
        """
        meaning = self._meaning
        return Questions(read, meaning.together(read, self._silent(hidden), besides) if meaning else None)

    def testify(
        self, read: Read, hidden: Ints | None = None, among: Questions | None = None
    ) -> Evidence | None:
        """What speaks for each label that a question may mean, None if nothing does; it may be `among` questions thought about together."""
        if not read.normal:
            return None
        among = among or self.together([read], hidden=hidden)
        question, meant = among.features(read), among.meant(read)
        near = self._index.nearest(question, NEAREST, hidden)
        if meant:
            near = distinct(np.append(near, meant.near))
        return self._heard(near, question, read.normal, meant)

    def _heard(self, near: Ints, question: Keys, normal: str, meant: Meant | None) -> Evidence | None:
        """The evidence of the phrasings `near` about a question of which it may be known what it means."""
        if not len(near):
            return None
        beside = Neighbours.compare(question, self._index.features(near), self._index.rarity)
        logs = None
        if self._meaning and meant:
            logs = self._meaning.of_labels(meant)
            part, vectors = self._semantic.meaning * meant.listened, self._meaning.vectors(near)
            beside = beside.with_meaning(meant.vector, vectors, part, meant.listened)
        return heard(near, self._owners[near], beside, self._shelf.normals, normal, logs)

    def candidates(self, evidence: Evidence, limit: int) -> list[Candidate]:
        """The labels of the evidence, best first, with their probabilities."""
        return [candidate for candidate, _ in self._weighed(evidence, limit)]

    def heard(self, normal: str, limit: int) -> tuple[Heard, ...]:
        """The labels that a question in normal form may mean, best first, with what spoke for each."""
        evidence = self.testify(self.read(normal))
        if evidence is None:
            return ()
        named = [dict(zip(FEATURES, row, strict=True)) for row in evidence.features.tolist()]
        return tuple(Heard(candidate, named[row]) for candidate, row in self._weighed(evidence, limit))

    def known(self, normal: str) -> float:
        """The part of the weight of a text in normal form that stands anywhere in the base, 0…1."""
        keys, rarity = extract([normal]).keys, self._index.rarity
        weights = rarity.weights(keys)
        return float(weights[rarity.seen(keys)].sum() / (weights.sum() or 1.0))

    def _weighed(self, evidence: Evidence, limit: int) -> Iterator[tuple[Candidate, int]]:
        """The candidates of the evidence, best first, each with its row."""
        model = self._plain.towards(self._semantic, evidence.listened)
        scores, probabilities = model.scores(evidence), model.probabilities(evidence).tolist()
        labels, phrasings = evidence.labels.tolist(), evidence.phrasings.tolist()
        for at in np.argsort(-scores, kind="stable")[:limit].tolist():
            label, written = self._shelf.labels[labels[at]], self._shelf.written[phrasings[at]]
            yield Candidate(label, round(probabilities[at], 4), written), at

    def places(self, labels: Collection[str]) -> Ints:
        """Where the phrasings of these labels stand, to be hidden from a question."""
        return self._shelf.places(labels)

    def number(self, label: str) -> int:
        """The number by which evidence names this label; -1 if there is none such."""
        return self._shelf.number(label)

    def knows_any(self, normal: str) -> bool:
        """Whether any word, or any two Han characters in a row, of a text in normal form stand in the base."""
        return bool(self._index.rarity.seen(telling(extract([normal]).keys)).any())

    def rehearsals(self, most: int) -> list[tuple[str, Candidate, bool]]:
        """Ask the matcher up to `most` of its own phrasings, evenly spread.

        Gives the right label, the best candidate, and whether the right label could speak: each is asked while it
        has no say itself, and every other one once more while its whole label has none.
        """
        quiet, asked = self._without_classifier(), []
        for number, place in enumerate(self._spread(most).tolist()):
            normal, owner = self._shelf.normals[place], self._owners[place]
            right = self._shelf.labels[owner]
            asked += [(right, best, True) for best in quiet.rank_normal(normal, 1, np.array([place]))]
            if number % 2:
                silent = np.flatnonzero(self._owners == owner)
                asked += [(right, best, False) for best in quiet.rank_normal(normal, 1, silent)]
        return asked

    def _without_classifier(self) -> Self:
        """The same matcher without what has learnt from the very phrasings that are to have no say."""
        return self.weighing(semantic=self._semantic.without("meant"))

    def _spread(self, most: int) -> Ints:
        alive = self._index.alive
        return alive[np.linspace(0, len(alive) - 1, min(most, len(alive))).astype(np.int64)]

    def _silent(self, hidden: Ints | None) -> Ints:
        """The phrasings that were forgotten, and those that are hidden."""
        return self._index.forgotten if hidden is None else distinct(np.append(self._index.forgotten, hidden))
