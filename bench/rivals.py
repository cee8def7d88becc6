"""The named rivals of the matcher, each with the protocol of `engines.Engine`.

All get texts in one width and one case (NFKC, lower case), which is more than their documentation asks for: what is
left of the difference is then theirs. Scores are on each rival's own scale.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

import bm25s
import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, SGDClassifier
from sklearn.pipeline import FeatureUnion

from bench.engines import Build, Pairs, Ranking

_HAN = re.compile("[㐀-鿿]")
_TOKEN = re.compile(r"[㐀-鿿]+|[^\W_㐀-鿿]+")
_ASKED_FOR = 100
"""Phrasings that rapidfuzz gives back: a base with many phrasings a label needs some to have three labels among them."""
_MULTINOMIAL = 1000
"""Labels up to which one logistic regression over all of them is trained: its memory grows with labels × n-grams."""


def folded(text: str) -> str:
    """The text in one width and one case."""
    return unicodedata.normalize("NFKC", text).lower()


def best_by_label(pairs: Iterable[tuple[str, float]], limit: int) -> Ranking:
    """The first `limit` labels of pairs that come best first."""
    found: dict[str, float] = {}
    for label, score in pairs:
        found.setdefault(label, score)
        if len(found) == limit:
            break
    return list(found.items())


class Fuzzy:
    """rapidfuzz's `process.extract` over all phrasings with one of its scorers; scores 0…100."""

    def __init__(self, pairs: Pairs, scorer: Callable[..., float]) -> None:
        """Keep the phrasings; there is nothing to build."""
        self._labels = [label for label, _ in pairs]
        self._texts = [folded(text) for _, text in pairs]
        self._scorer = scorer

    def rank(self, question: str, limit: int) -> Ranking:
        """As `Engine` says."""
        found = process.extract(folded(question), self._texts, scorer=self._scorer, limit=_ASKED_FOR)
        return best_by_label(((self._labels[place], score) for _, score, place in found), limit)


class Bm25:
    """BM25 by bm25s over single Han characters and their pairs, and over words of other scripts; scores from 0 up."""

    def __init__(self, pairs: Pairs) -> None:
        """Index the phrasings."""
        self._labels = [label for label, _ in pairs]
        self._index = bm25s.BM25()
        self._index.index([grams(folded(text)) for _, text in pairs], show_progress=False)

    def rank(self, question: str, limit: int) -> Ranking:
        """As `Engine` says; nothing where no phrasing shares a word."""
        known = [gram for gram in grams(folded(question)) if gram in self._index.vocab_dict]
        if not known:
            return []
        scores = self._index.get_scores(known)
        order = _best(scores, _ASKED_FOR)
        return best_by_label(((self._labels[at], float(scores[at])) for at in order if scores[at] > 0), limit)


def grams(text: str) -> list[str]:
    """Han characters and their pairs; other words as they stand."""
    found = []
    for token in _TOKEN.findall(text):
        if not _HAN.match(token):
            found.append(token)
            continue
        found += [*token, *(token[at : at + 2] for at in range(len(token) - 1))]
    return found


class Linear:
    """TF-IDF of n-grams and logistic regression by scikit-learn; scores are its probabilities 0…1.

    A base that is mostly Chinese has n-grams of 1 to 3 characters, others have words, their pairs, and n-grams of 2 to 5
    characters within words.
    """

    def __init__(self, pairs: Pairs) -> None:
        """Train it; two labels at least."""
        texts = [folded(text) for _, text in pairs]
        labels = [label for label, _ in pairs]
        han = sum(bool(_HAN.search(text)) for text in texts)
        self._views = _views(chinese=2 * han > len(texts))
        self._model = _regression(len(set(labels))).fit(self._views.fit_transform(texts), labels)
        # Scores are a product with the transposed weights, which are copied for each question unless they lie so.
        self._model.coef_ = np.asfortranarray(self._model.coef_)

    def rank(self, question: str, limit: int) -> Ranking:
        """As `Engine` says."""
        shares = self._model.predict_proba(self._views.transform([folded(question)]))[0]
        return [(str(self._model.classes_[at]), float(shares[at])) for at in _best(shares, limit)]


def _views(*, chinese: bool) -> FeatureUnion:
    characters = {"analyzer": "char", "ngram_range": (1, 3)}
    words = {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"(?u)\b\w+\b"}
    edged = {"analyzer": "char_wb", "ngram_range": (2, 5)}
    chosen: list[dict[str, Any]] = [characters] if chinese else [words, edged]
    return FeatureUnion(
        [(view["analyzer"], TfidfVectorizer(sublinear_tf=True, **view)) for view in chosen],
    )


def _regression(labels: int) -> Any:
    """One regression over all labels; of very many labels one for each, by stochastic gradient.

    Strengths were chosen on the yardsticks themselves, in the rivals' favour.
    """
    if labels <= _MULTINOMIAL:
        return LogisticRegression(C=30, max_iter=200)
    return SGDClassifier(loss="log_loss", alpha=1e-5, random_state=0)


def _best(scores: npt.NDArray[Any], most: int) -> list[int]:
    most = min(most, len(scores))
    places = np.argpartition(-scores, most - 1)[:most]
    return [int(at) for at in places[np.argsort(-scores[places], kind="stable")]]


def _fuzzy(scorer: Callable[..., float]) -> Build:
    return lambda pairs: Fuzzy(pairs, scorer)


RIVALS: dict[str, Build] = {
    "WRatio": _fuzzy(fuzz.WRatio),
    "ratio": _fuzzy(fuzz.ratio),
    "BM25": Bm25,
    "TF-IDF + LR": Linear,
}
"""Each rival by its name in the tables."""
SLOW = frozenset({"WRatio"})
"""Rivals that take tens of milliseconds a question: they get a sample of the questions."""
