"""A page of a list: as much of it as a phone shows at once. Pages count from 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

LONGEST_PAGE = 8
"""Lines, or buttons one below the other, that fit one screen of a phone together with what stands above them."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page with this number, of so many; an empty list has one page."""

    number: int = 1
    of: int = 1

    @property
    def skipped(self) -> int:
        """How many lines stand on the pages before this one."""
        return (self.number - 1) * LONGEST_PAGE

    def cut(self, lines: Sequence[T]) -> Sequence[T]:
        """The lines of a whole list that stand on this page."""
        return lines[self.skipped : self.skipped + LONGEST_PAGE]


ONLY_PAGE = Page()
"""That of a list which fits one."""


def paged(wanted: int, count: int) -> Page:
    """The page that is wanted of a list of `count` lines; the last one if there are no longer so many."""
    of = max(1, -(-count // LONGEST_PAGE))
    return Page(min(max(1, wanted), of), of)
