"""A value that stays a pickle until somebody asks for it, as what is kept on disk holds more than most commands need.

The pickle is compressed: sentences shrink to a third, and most of them are held for long and never asked for.
"""

import pickle
import zlib
from typing import Generic, TypeVar

T = TypeVar("T")


class Packed(Generic[T]):
    """A value that comes out of a pickle packed. Safe to share between threads: at worst it is unpacked twice."""

    def __init__(self, value: T) -> None:
        """Hold a value; it is packed only when this is pickled."""
        self._value: T | None = value
        self._pickle: bytes | None = None

    @property
    def value(self) -> T:
        """The value, unpacked when it is first asked for."""
        packed = self._pickle
        if packed is not None:
            self._value = pickle.loads(zlib.decompress(packed))  # noqa: S301 - what was pickled with this very object
            self._pickle = None
        return self._value  # type: ignore[return-value]  # it is there as soon as nothing is packed

    def __getstate__(self) -> bytes:
        if self._pickle is not None:
            return self._pickle
        return zlib.compress(pickle.dumps(self._value, protocol=pickle.HIGHEST_PROTOCOL), zlib.Z_BEST_SPEED)

    def __setstate__(self, state: bytes) -> None:
        self._value, self._pickle = None, state
