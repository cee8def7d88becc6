"""What a question may mean: one candidate, and what spoke for it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that may answer, how probable that is (0…1, calibrated), and its phrasing that spoke for it."""

    entry: str
    score: float
    phrasing: str


@dataclass(frozen=True, slots=True)
class Heard:
    """A candidate with what spoke for it."""

    candidate: Candidate
    features: dict[str, float]
    """As in `bot.matching.ranking.evidence.FEATURES`."""
