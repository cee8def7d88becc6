"""What a sentence is made of: runs of characters and words, hashed to a fixed number of places."""

import itertools
from collections.abc import Iterator
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.matching.text.normal_form import is_han, tokens

DIMENSIONS = 1 << 16
"""Places of the hashing trick (Weinberger et al. 2009); two runs of characters may share one."""
HAN = (1, 2, 3, 4)
"""Lengths of the runs of Han characters. Which of them happens to whom, and when, is told by their neighbours."""
LETTERS = (3, 4, 5)
"""Lengths of the runs within a word of letters, so that a slip or an ending leaves most of it known."""
_SCALE, _POWER = 0.4, -0.25
"""A text of n runs gives each of them 0.4 / n^0.25. With length 1 (n^0.5) a cry for help drowns in a long story: heard 70 %
of the alarms of unknown writers at 0.5 % false alarms, and 73 % like this."""


def places(normal: str) -> tuple[NDArray[np.int64], float]:
    """The places of the runs of a text in normal form among `DIMENSIONS`, and the value that each of them has."""
    parts = tokens(normal)
    words = [part for part in parts if not is_han(part)]
    hashes = [hash_ for part in parts for hash_ in _within(part)]
    hashes += [crc32(run.encode()) for run in _across(words)]
    found = sorted({hash_ % DIMENSIONS for hash_ in hashes})
    return np.array(found, np.int64), _SCALE * max(len(found), 1) ** _POWER


def _within(part: str) -> list[int]:
    if is_han(part):
        return _cut(f"^{part}$", *HAN)
    return [crc32(f"w{part}".encode()), *_cut(f"<{part}>", *LETTERS)]


def _cut(part: str, *lengths: int) -> list[int]:
    """The hashes of all runs of these lengths, which follow one another: a run's hash goes on from that of its beginning."""
    signs, found = [sign.encode() for sign in part], []
    for at in range(len(signs) - lengths[0] + 1):
        known = crc32(b"".join(signs[at : at + lengths[0]]))
        found.append(known)
        for sign in signs[at + lengths[0] : at + lengths[-1]]:
            known = crc32(sign, known)
            found.append(known)
    return found


def _across(words: list[str]) -> Iterator[str]:
    edged = ["^", *words, "$"]
    yield from (f"b{one}_{two}" for one, two in itertools.pairwise(edged))
    yield from (f"t{one}_{two}_{three}" for one, two, three in zip(words, words[1:], words[2:], strict=False))
