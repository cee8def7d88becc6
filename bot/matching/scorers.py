"""How alike a question and a phrasing are, each scorer one small pure function with values 0…1.

All take normal forms. None of them decides alone: `ratio` scores a sentence and its negation .95, and a plain
paraphrase .4; `bot.matching.model` weighs them together.
"""

from collections.abc import Callable, Sequence

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein, Indel, JaroWinkler

from bot.matching.index import Floats

Scorer = Callable[..., float]


def _row(question: str, phrasings: Sequence[str], scorer: Scorer, whole: float) -> Floats:
    scores = process.cdist([question], phrasings, scorer=scorer, dtype=np.float32)[0]
    return np.asarray(scores, np.float32) / np.float32(whole)


def ratio(question: str, phrasings: Sequence[str]) -> Floats:
    """The letters that both share in the same order."""
    return _row(question, phrasings, Indel.normalized_similarity, 1)


def slips(question: str, phrasings: Sequence[str]) -> Floats:
    """The letters that need not be typed anew: changed, lost, doubled or swapped ones count once."""
    return _row(question, phrasings, DamerauLevenshtein.normalized_similarity, 1)


def beginning(question: str, phrasings: Sequence[str]) -> Floats:
    """Alike from the first letter on."""
    return _row(question, phrasings, JaroWinkler.normalized_similarity, 1)


def reordered(question: str, phrasings: Sequence[str]) -> Floats:
    """The shared letters when the words of both are put in the same order."""
    return _row(question, phrasings, fuzz.token_sort_ratio, 100)


def common_words(question: str, phrasings: Sequence[str]) -> Floats:
    """How far the words of one are among the words of the other."""
    return _row(question, phrasings, fuzz.token_set_ratio, 100)


def within(question: str, phrasings: Sequence[str]) -> Floats:
    """How well the shorter one is found inside the longer one."""
    return _row(question, phrasings, fuzz.partial_ratio, 100)


def length(question: str, phrasings: Sequence[str]) -> Floats:
    """How near the two are in length."""
    mine = len(question) or 1
    return np.array([min(mine, len(one) or 1) / max(mine, len(one) or 1) for one in phrasings], np.float32)


SCORERS: tuple[Callable[[str, Sequence[str]], Floats], ...] = (
    ratio, slips, beginning, reordered, common_words, within, length,
)  # fmt: skip
"""In the order of the weights."""
