"""Questions that lean on what was said before ("and the fee?"): which parts of an answer they ask for.

A follow-up says nothing about what it is about. So everything in it is a word that asks for a part of an answer or one
that fills in (`words`); whatever else it says is its `rest`: perhaps a subject of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.domain.answer import Field
from bot.matching.followups.words import COURTESY, CUES, FILLERS, PARTIES, WEAK, WORDS
from bot.matching.text import normal_form, segments

_LONGEST_HAN, _LONGEST_WORDS = 26, 16
"""Han characters, or words, of a follow-up; a longer text tells something of its own."""
_MOST_FIELDS = 3
"""Parts that one follow-up may ask for."""
_LONGEST_FILLER = max(map(len, FILLERS))
_FILLERS = frozenset(FILLERS)
_EITHER_OR = re.compile(r"([收办付给交签去来要用带贵难使肯认赔退免能会可行是算够])不\1")
"""Whether or not, which denies nothing."""
_ONE = "1"
"""What is left of a "one" that counts nothing: "a week", "which one"."""
_SELF = frozenset(["i", "we"])
_SUPPOSES = re.compile(
    r"如果|万一|要是|假如|倘若|\b(?:if|suppose|supposing|unless)\b"
    r"|\b(?:would|will|shall|do|does|did|is|are|am|can|could|should|must|may|might|have) (?:i|we|he|she|they|it|there)\b"
)
"""What asks without a question mark: a case, or the order of words."""
_WANTS_TO_KNOW = (
    "知道",
    "了解",
    "问",
    "懂",
    "明白",
    "know",
    "ask",
    "wonder",
    "tell",
    "not get",
    "understand",
    "explain",
)


IMPOSSIBLE, OUT_OF_QUESTION, LIKELY, PLAIN = 0.02, 0.15, 0.5, 0.85
"""Probabilities of leaning on what went before: below the first it does not, whatever its words are, below the second hardly; from the third on it does where
nothing speaks against it; from the fourth on it needs something before it to be understood."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a short text asks for. `rest` are its own words besides; empty: it leans on what went before."""

    fields: tuple[Field, ...]
    rest: tuple[str, ...] = ()
    perhaps: tuple[Field, ...] = ()
    """Other parts that may be meant, the likeliest first."""
    share: float | None = None
    """How probable it is that it leans, by what sentences taught; None where only its words are known."""
    is_named: bool = True
    """Whether a word names a part of an answer; else the parts are what sentences taught."""

    @property
    def is_sure(self) -> bool:
        """Whether it is a follow-up whatever went before: it names a part and no subject."""
        return self.is_named and bool(self.fields) and not self.rest and self.is_possible

    @property
    def is_likely(self) -> bool:
        """Whether it is a follow-up where nothing speaks against it, by what sentences taught."""
        return self.share is not None and self.share >= LIKELY

    @property
    def is_plain(self) -> bool:
        """Whether it cannot be understood by itself, in whichever words."""
        return self.is_sure or (self.share is not None and self.share >= PLAIN)

    @property
    def asks_on(self) -> bool:
        """Whether it names a part of something to ask for it, and does not go on telling."""
        return self.is_named and bool(self.fields) and self.is_possible

    @property
    def _is_impossible(self) -> bool:
        return self.share is not None and self.share < IMPOSSIBLE

    @property
    def is_possible(self) -> bool:
        """Whether sentences taught nothing against it."""
        return self.share is None or self.share >= OUT_OF_QUESTION

    @property
    def names_parties_only(self) -> bool:
        """Whether all that it says of its own is who does something."""
        return (
            self.is_named and bool(self.fields) and PARTIES.issuperset(self.rest) and not self._is_impossible
        )


def read(text: str, normal: str | None = None) -> Leaning | None:
    """What a text asks for that may lean on what was said before; None for one that asks nothing or tells a story.

    `normal` is its `plain` normal form where it is known already.
    """
    normal = plain(normal_form.normalise(text)) if normal is None else normal
    words = normal_form.tokens(normal)
    if not words or _is_long(words) or not _wants(text, normal, words):
        return None
    fields = fields_of(normal)
    return Leaning(fields, tuple(_rest(normal)), is_named=bool(fields))


def is_short(normal: str) -> bool:
    """Whether a text says something, and so little that it may lean on what was said before."""
    words = normal_form.tokens(normal)
    return bool(words) and not _is_long(words)


def rest_of(normal: str) -> tuple[str, ...]:
    """What a text says of its own: neither what asks for a part nor what fills in."""
    return tuple(_rest(normal))


def plain(normal: str) -> str:
    """The normal form without what asks whether or not ("收不收"), which denies nothing."""
    return _EITHER_OR.sub(r"\1", normal)


def fields_of(normal: str) -> tuple[Field, ...]:
    """The parts of an answer that words of a text name, in its order; none when it names none."""
    found = [(match.start(), field) for field, cue in CUES.items() if (match := cue.search(normal))]
    told = [field for _, field in sorted(found, key=lambda one: one[0])]
    if not told:
        return tuple(field for field, cue in WEAK.items() if cue.search(normal))[:1]
    return tuple(_without_shades(told))[:_MOST_FIELDS]


def _without_shades(told: list[Field]) -> list[Field]:
    """The parts that are meant where the words for several overlap: "how much do I owe him" is no fee."""
    for meant, shade in _SHADES:
        if meant in told and shade in told:
            told = [field for field in told if field is not shade]
    return told


_SHADES = (
    (Field.LAWYER_WHEN, Field.TIME_LIMIT),
    (Field.LAWYER_WHEN, Field.DECIDED_BY),
    (Field.AMOUNT, Field.FEE),
    (Field.AMOUNT, Field.TIME_LIMIT),
    (Field.OBJECTION, Field.STEPS),
    (Field.OBJECTION, Field.AMOUNT),
    (Field.OBJECTION, Field.FEE),
    (Field.BASIS, Field.DECIDED_BY),
    (Field.BASIS, Field.MATERIALS),
    (Field.FEE, Field.STEPS),
    (Field.TIME_LIMIT, Field.STEPS),
    (Field.MATERIALS, Field.STEPS),
    (Field.DECIDED_BY, Field.STEPS),
)
"""Pairs in which the words of the first hold, or go with, those of the second, which is then not asked for."""


def _is_long(words: list[str]) -> bool:
    han = sum(len(word) for word in words if normal_form.is_han(word))
    return han > _LONGEST_HAN or len(words) > _LONGEST_WORDS


def _wants(text: str, normal: str, words: list[str]) -> bool:
    """Whether it asks, or only names what is wanted ("the fee"); "I brought the papers" does neither."""
    if segments.asks(text) or segments.asks(normal) or _SUPPOSES.search(normal):
        return True
    if any(one in normal for one in _WANTS_TO_KNOW):
        return True
    return not (_SELF & set(words) or "我" in normal)


def _rest(normal: str) -> Iterator[str]:
    """What it says of its own: neither what asks for a part nor what fills in."""
    for saying in (COURTESY, *CUES.values(), *WEAK.values()):
        normal = saying.sub(" ", normal)
    for word in normal_form.tokens(normal):
        if normal_form.is_han(word):
            yield from _uncovered(word)
        elif word != _ONE and not any(form in WORDS for form in _forms(word)):
            yield word


def _forms(word: str) -> Iterator[str]:
    """A word, and what it may be a form of."""
    yield word
    yield from (word.removesuffix(ending) for ending in ("s", "es", "d", "ed", "ing"))


def _uncovered(run: str) -> list[str]:
    """The pieces of a run of Han characters that no fillers cover, where they cover as much as they can."""
    fewest, step = [0] * (len(run) + 1), [1] * (len(run) + 1)
    for at in reversed(range(len(run))):
        fewest[at], step[at] = fewest[at + 1] + 1, 0
        for length in range(1, min(_LONGEST_FILLER, len(run) - at) + 1):
            if fewest[at + length] < fewest[at] and run[at : at + length] in _FILLERS:
                fewest[at], step[at] = fewest[at + length], length
    return _pieces(run, step)


def _pieces(run: str, step: list[int]) -> list[str]:
    pieces: list[str] = []
    at, open_piece = 0, False
    while at < len(run):
        if step[at]:
            at, open_piece = at + step[at], False
            continue
        if open_piece:
            pieces[-1] += run[at]
        else:
            pieces.append(run[at])
        at, open_piece = at + 1, True
    return pieces
