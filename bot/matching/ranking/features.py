"""What two texts may share: character n-grams, words, Han characters and how they sound, as numbers.

All texts are cut at once, on arrays of code points: a base of ten thousand phrasings takes a fifth of a second. A
feature is a key of 32 bits, 28 of a hash and 4 that name its `Kind`. Two of a million features may share a key, which
no similarity notices.
"""

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from bot.matching.text import tables

Keys = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]
Whole = TypeVar("Whole", bound=np.integer[Any])
Floats = npt.NDArray[np.float32]


class Kind(enum.IntEnum):
    """What a feature is made of. `LETTERS…` lie within one word and its two edges."""

    LETTERS_3 = 0
    LETTERS_4 = 1
    WORD = 2
    STEM = 3
    """The first letters of a word: what is left of it in all its forms."""
    STEM_PAIR = 4
    HAN = 5
    HAN_PAIR = 6
    SYLLABLE = 7
    """How a Han character sounds, without tone and with the usual confusions."""
    SYLLABLE_PAIR = 8


WEIGHTS = np.zeros(16, np.float32)
"""What a feature of each kind counts towards similarity, times its rarity. Found by coordinate search on questions
held out of CLINC150 and BANKING77 (train halves) and of our own base; `docs/matching.md` tells what each brings. Those
of Han characters are as much larger than those of letters as makes a word of either weigh the same in mixed texts."""
for _kind, _weight in {
    Kind.LETTERS_3: 0.9, Kind.LETTERS_4: 0.8,
    Kind.WORD: 1.5, Kind.STEM: 1.5, Kind.STEM_PAIR: 0.75,
    Kind.HAN: 3.6, Kind.HAN_PAIR: 1.2, Kind.SYLLABLE: 0.8, Kind.SYLLABLE_PAIR: 0.8,
}.items():  # fmt: skip
    WEIGHTS[_kind] = _weight

_STEM = 4
"""Letters of a word that make its stem."""
_GAP, _LETTER, _HAN = 0, 1, 2
_END, _SPACE = 10, 32
_KIND_BITS = 4
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 2**64))
"""So that a power of the multiplier can be taken back out of a hash."""
_SPREAD = np.uint64(0xBF58476D1CE4E5B9)


@dataclass(frozen=True, slots=True)
class Rows:
    """The features of several texts: those of text `i` are `keys[starts[i]:starts[i + 1]]`, ascending, each once."""

    keys: Keys
    starts: Ints

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self.starts) - 1

    @property
    def owners(self) -> Ints:
        """For each key, the text to which it belongs."""
        return np.repeat(np.arange(len(self), dtype=np.int64), np.diff(self.starts))

    def __getitem__(self, text: int) -> Keys:
        """The features of one text."""
        return self.keys[self.starts[text] : self.starts[text + 1]]

    @classmethod
    def of(cls, parts: Iterable[Keys]) -> "Rows":
        """The features of several texts, each given by itself."""
        kept = list(parts)
        starts = np.cumsum([0, *map(len, kept)])
        return cls(np.concatenate(kept) if kept else np.zeros(0, np.uint32), starts)

    @classmethod
    def joined(cls, rows: Sequence["Rows"]) -> "Rows":
        """The texts of several rows, one behind the other."""
        lengths = np.concatenate([np.zeros(1, np.int64), *(np.diff(some.starts) for some in rows)])
        keys = np.concatenate([np.zeros(0, np.uint32), *(some.keys for some in rows)])
        return cls(keys, np.cumsum(lengths))


def extract(normals: Sequence[str]) -> Rows:
    """The features of texts in normal form."""
    if not normals:
        return Rows(np.zeros(0, np.uint32), np.zeros(1, np.int64))
    tape = _Tape("\n".join(normals))
    kinds, hashes, places = zip(*_found(tape), strict=True)
    keys = _keys(np.concatenate(hashes), np.repeat(np.array(kinds, np.uint64), list(map(len, hashes))))
    texts = tape.texts[np.concatenate(places)]
    once = distinct(texts.astype(np.uint64) << np.uint64(32) | keys)
    starts = np.searchsorted(once >> np.uint64(32), np.arange(len(normals) + 1, dtype=np.uint64))
    return Rows((once & np.uint64(0xFFFFFFFF)).astype(np.uint32), starts)


def distinct(numbers: npt.NDArray[Whole]) -> npt.NDArray[Whole]:
    """The numbers, ascending, each once: many times quicker than `np.unique`, which also brings in masked arrays."""
    ordered = np.sort(numbers)
    is_last = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_last[:-1])
    return np.asarray(ordered[is_last])


class _Tape:
    """All texts in one array of code points, a gap before and after each run of letters or Han characters."""

    def __init__(self, joined: str) -> None:
        """`joined` are texts in normal form, one a line."""
        raw = np.frombuffer(f"\n{joined}\n".encode("utf-32-le", "surrogatepass"), np.uint32)
        kinds = _kinds(raw)
        borders = (kinds[1:] * kinds[:-1] == _LETTER * _HAN).nonzero()[0] + 1
        if len(borders):
            raw, kinds = _parted(raw, borders, _SPACE), _parted(kinds, borders, _GAP)
        self.codes, self.kinds = raw.astype(np.uint64), kinds
        self.texts: Ints = (self.codes == _END).cumsum() - 1
        self.codes[kinds == _GAP] = _SPACE
        is_letter = kinds == _LETTER
        self.starts: Ints = (is_letter[1:] > is_letter[:-1]).nonzero()[0] + 1
        self.ends: Ints = (is_letter[1:] < is_letter[:-1]).nonzero()[0] + 1
        """Where words begin, and the places after their last letters."""


def _parted(values: npt.NDArray[Whole], borders: Ints, gap: int) -> npt.NDArray[Whole]:
    """The values with a gap before each of the borders, ascending: what `np.insert` does, at a third of its cost."""
    parted = np.full(len(values) + len(borders), gap, values.dtype)
    is_kept = np.ones(len(parted), np.bool_)
    is_kept[borders + np.arange(len(borders))] = False
    parted[is_kept] = values
    return parted


def _kinds(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    return np.asarray(_KIND_OF[np.minimum(codes, len(_KIND_OF) - 1)])


def _kind_table() -> npt.NDArray[np.uint8]:
    table = np.full(0x20001, _LETTER, np.uint8)
    table[[_END, _SPACE]] = _GAP
    table[-1] = _HAN  # stands for all from here on
    for first, last in ((0x3005, 0x3007), (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF)):
        table[first : last + 1] = _HAN
    return table


_KIND_OF = _kind_table()
"""The same characters that `idiom.HAN` names; all from 0x20000 on are Han."""


def _found(tape: _Tape) -> Iterator[tuple[Kind, Hashes, Ints]]:
    """Each kind with the hashes found, and where on the tape each was found."""
    if len(tape.starts):
        yield from _letters(tape)
        yield from _words(tape)
    han = (tape.kinds == _HAN).nonzero()[0]
    pairs = han[:-1][han[1:] - han[:-1] == 1]
    for single, double, values in (
        (Kind.HAN, Kind.HAN_PAIR, tape.codes),
        (Kind.SYLLABLE, Kind.SYLLABLE_PAIR, _sounds(tape.codes)),
    ):
        yield single, values[han], han
        yield double, values[pairs] * _MULTIPLIER + values[pairs + 1], pairs


def _letters(tape: _Tape) -> Iterator[tuple[Kind, Hashes, Ints]]:
    """Runs of 3 and 4 letters that may begin or end with the edge of their word, but never cross it."""
    outside = (tape.kinds != _LETTER).cumsum()
    edge = tape.kinds != _HAN
    hashes = tape.codes[:-1] * _MULTIPLIER + tape.codes[1:]
    for size, kind in ((3, Kind.LETTERS_3), (4, Kind.LETTERS_4)):
        hashes = hashes[:-1] * _MULTIPLIER + tape.codes[size - 1 :]
        inner = outside[size - 2 : -1] == outside[: 1 - size]
        places = (inner & edge[: 1 - size] & edge[size - 1 :]).nonzero()[0]
        yield kind, hashes[places], places


def _words(tape: _Tape) -> Iterator[tuple[Kind, Hashes, Ints]]:
    """Words, their stems, and pairs of stems with those at the beginning and the end of a text."""
    places = np.arange(len(tape.codes), dtype=np.int64)
    sums = (tape.codes * _power(_MULTIPLIER, len(places))).cumsum()
    back = _power(_INVERSE, len(places))
    starts = tape.starts
    words = (sums[tape.ends - 1] - sums[starts - 1]) * back[starts]
    stems = (sums[np.minimum(tape.ends, starts + _STEM) - 1] - sums[starts - 1]) * back[starts]
    yield Kind.WORD, words, starts
    yield Kind.STEM, stems, starts
    yield Kind.STEM_PAIR, *_pairs(stems, tape.texts[starts], starts)


def _power(base: np.uint64, count: int) -> Hashes:
    """The powers 0, 1, … of a base, modulo 2**64."""
    powers = np.full(count, base, np.uint64)
    powers[0] = 1
    return powers.cumprod()


def _pairs(stems: Hashes, texts: Ints, places: Ints) -> tuple[Hashes, Ints]:
    """Each stem with the one before it in its text, and the last one once more with nothing behind it."""
    same = texts[1:] == texts[:-1]
    before, after = np.zeros_like(stems), np.ones(len(stems), np.bool_)
    before[1:][same] = stems[:-1][same]
    after[:-1] = ~same
    mixed = before * _SPREAD + stems
    return np.concatenate((mixed, stems[after] * _SPREAD)), np.concatenate((places, places[after]))


def _sounds(codes: Hashes) -> Hashes:
    """For each character the number of its fuzzy syllable, for one without its own code."""
    table = tables.syllable_numbers()
    inside = codes < len(table)
    number = table[np.where(inside, codes, 0).astype(np.int64)].astype(np.uint64)
    return np.asarray(np.where(inside & (number > 0), number, codes), np.uint64)


def _keys(hashes: Hashes, kinds: Hashes) -> Keys:
    """The keys of hashes, each of the kind that stands at its place."""
    mixed = (hashes + kinds + np.uint64(1)) * _SPREAD
    mixed ^= mixed >> np.uint64(31)
    mixed *= _MULTIPLIER
    high = (mixed >> np.uint64(32 + _KIND_BITS)).astype(np.uint32)
    return np.asarray(high << np.uint32(_KIND_BITS) | kinds.astype(np.uint32), np.uint32)


def kinds_of(keys: Keys) -> npt.NDArray[np.int64]:
    """The `Kind` of each key."""
    return np.asarray(keys & np.uint32(2**_KIND_BITS - 1), np.int64)


def telling(keys: Keys) -> Keys:
    """Those of the keys that stand for words, or for two Han characters in a row."""
    kinds = kinds_of(keys)
    return np.asarray(keys[(kinds == Kind.WORD) | (kinds == Kind.HAN_PAIR)], np.uint32)
