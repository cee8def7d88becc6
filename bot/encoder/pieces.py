"""The pieces into which the built-in encoder cuts a text, brought in by their first two letters when a text has these.

To build the whole table of 250,000 beginnings takes a fifth of a second, and a question needs some hundred of them.
"""

import marshal
from collections import defaultdict
from collections.abc import Mapping
from typing import Self


class Pieces(dict[str, int]):
    """Beginnings of pieces to what the tokenizer says of them. Safe to share between threads.

    It holds what was asked for so far: `get` is the way to ask, and the only one that the tokenizer knows.
    """

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        """Use `packed`."""
        super().__init__()
        self._packed = dict(packed)

    @classmethod
    def packed(cls, pieces: Mapping[str, int]) -> Self:
        """The same pieces, all of them packed away."""
        groups: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for piece, said in pieces.items():
            groups[piece[:2]][piece] = said
        return cls({letters: marshal.dumps(group) for letters, group in groups.items()})

    def get(self, piece: str, otherwise: int | None = None) -> int | None:  # type: ignore[override]  # one signature is enough
        """What is said of a beginning."""
        said = super().get(piece)
        if said is not None:
            return said
        packed = self._packed.get(piece[:2])
        if packed is None:
            return otherwise
        self.update(marshal.loads(packed))  # noqa: S302 - our own, out of a file where only we may write
        self._packed.pop(piece[:2], None)  # only now: another thread may ask for the same
        return super().get(piece, otherwise)

    def __reduce__(self) -> tuple[type[Self], tuple[dict[str, bytes]]]:
        return type(self), (self._packed,)
