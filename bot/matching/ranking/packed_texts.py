"""Many short texts in one piece of memory: a million of them take a fifth of what a list of strings would."""

from array import array
from collections.abc import Iterator
from typing import overload


class Texts:
    """Texts that are kept together; more can be put behind them."""

    def __init__(self) -> None:
        """No texts yet."""
        self._blob = bytearray()
        self._ends = array("q", (0,))

    def __len__(self) -> int:
        """How many there are."""
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[str]:
        """The texts in their order."""
        return (self._at(at) for at in range(len(self)))

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        """The text at this place, or those of a slice."""
        if isinstance(at, slice):
            return [self._at(one) for one in range(*at.indices(len(self)))]
        return self._at(at)

    def _at(self, at: int) -> str:
        return self._blob[self._ends[at] : self._ends[at + 1]].decode("utf-8", "surrogatepass")

    def append(self, text: str) -> None:
        """Put a text behind the others."""
        self._blob += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._blob))

    def copy(self) -> "Texts":
        """The same texts, to which others can be put apart."""
        twin = Texts()
        twin._blob[:], twin._ends[:] = self._blob, self._ends
        return twin
