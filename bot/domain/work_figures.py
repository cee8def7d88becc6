"""What a lawyer did lately, in numbers, for that lawyer alone."""

from dataclasses import dataclass

Counted = tuple[tuple[str, int], ...]
"""(key of words, how often), the most frequent first."""


@dataclass(frozen=True, slots=True)
class WorkFigures:
    """The last `days` of one lawyer."""

    days: int
    taken: int
    answered: int
    minutes: int | None
    """The median from taking a ticket to the first words in it, as the clock runs; None while there is none."""
    closed: Counted
    helped: int
    not_helped: int
    why: Counted
