"""What every engine of a comparison does, and the matcher as one of them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Protocol, Self

from bot.encoder import Encoder
from bot.matching import Matcher

BUILTIN = "builtin"
"""The encoder that comes with the product, as in `answers.encoder`."""
Pairs = list[tuple[str, str]]
"""(label, text) of each line."""
Ranking = list[tuple[str, float]]
"""(label, score), best first, each label once."""


class Engine(Protocol):
    """Labels for a question, any labels and any language."""

    def rank(self, question: str, limit: int) -> Ranking:
        """Up to `limit` labels that the question may mean."""
        ...


Build = Callable[[Pairs], Engine]


class Butler:
    """The product's matcher."""

    def __init__(self, matcher: Matcher) -> None:
        """Use `from_pairs`."""
        self._matcher = matcher

    @classmethod
    def from_pairs(cls, pairs: Iterable[tuple[str, str]], encoder: Any = None) -> Self:
        """Build it for pairs (label, phrasing), with a sentence encoder where one is handed in."""
        more = {} if encoder is None else {"encoder": encoder}
        return cls(Matcher.from_pairs(pairs, **more))

    def rank(self, question: str, limit: int) -> Ranking:
        """As `Engine` says; scores are probabilities 0…1."""
        return [(one.entry, one.score) for one in self._matcher.rank(question, limit)]


def butler(encoder: Path | str | None = None) -> Build:
    """How to build the matcher, with the encoder in this folder, or `BUILTIN`, where it is given."""
    if encoder is None:
        return Butler.from_pairs
    loaded = Encoder.builtin() if encoder == BUILTIN else Encoder.load(Path(encoder))
    return lambda pairs: Butler.from_pairs(pairs, loaded)
