"""What a sentence is made of: runs of characters and words, hashed to a fixed number of places."""

import itertools
from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.matching.text.normal_form import is_han, normalise, tokens

DIMENSIONS = 1 << 16
"""Places of the hashing trick (Weinberger et al. 2009); two runs of characters may share one."""
HAN = (1, 2, 3, 4)
"""Lengths of the runs of Han characters. Which of them happens to whom, and when, is told by their neighbours."""
LETTERS = (3, 4, 5)
"""Lengths of the runs within a word of letters, so that a slip or an ending leaves most of it known."""
_SCALE, _POWER = 0.4, -0.25
"""A text of n runs gives each of them 0.4 / n^0.25. With length 1 (n^0.5) a cry for help drowns in a long story: heard 70 %
of the alarms of unknown writers at 0.5 % false alarms, and 73 % like this."""


def runs(text: str) -> set[str]:
    """The runs of characters and words of a text, whatever its script, width and case."""
    parts = tokens(normalise(text))
    words = [part for part in parts if not is_han(part)]
    return {run for part in parts for run in _within(part)} | set(_across(words))


def places(text: str) -> tuple[NDArray[np.int64], float]:
    """The places of a text's runs among `DIMENSIONS`, and the value that each of them has."""
    found = sorted({crc32(run.encode()) % DIMENSIONS for run in runs(text)})
    return np.array(found, np.int64), _SCALE * max(len(found), 1) ** _POWER


def _within(part: str) -> Iterator[str]:
    if is_han(part):
        yield from _cut(f"^{part}$", HAN)
    else:
        yield f"w{part}"
        yield from _cut(f"<{part}>", LETTERS)


def _cut(part: str, lengths: Sequence[int]) -> Iterator[str]:
    return (part[at : at + length] for length in lengths for at in range(len(part) - length + 1))


def _across(words: list[str]) -> Iterator[str]:
    edged = ["^", *words, "$"]
    yield from (f"b{one}_{two}" for one, two in itertools.pairwise(edged))
    yield from (f"t{one}_{two}_{three}" for one, two, three in zip(words, words[1:], words[2:], strict=False))
