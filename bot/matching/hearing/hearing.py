"""Two judges of what kind a sentence is, its runs of characters and its meaning, and what they say together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.matching.hearing.meaning import Meaning, shared
from bot.matching.hearing.model import NONE, Model
from bot.matching.text.encoder import Encode, Encoder
from bot.matching.text.normal_form import normalise


@dataclass(frozen=True, slots=True)
class Hearing:
    """Knows kinds of sentences from those that it was taught with."""

    model: Model
    encoder: Encoder | None = None
    meaning: Meaning | None = None
    """What is heard with the encoder; only of the one that it has learnt from."""
    plain: float = 1.0
    """How surely a text must be of no kind by its runs alone, for its meaning not to be asked."""

    @classmethod
    def shipped(
        cls,
        package: str,
        encoder: Encoder | None = None,
        lessons: Sequence[tuple[str, str]] = (),
        plain: float = 1.0,
    ) -> Self:
        """What came with the product in a package (`weights.npz`, `meaning.npz`), after it was shown (text, kind) pairs."""
        model = Model.shipped(package).taught(lessons)
        meaning = Meaning.shipped(package) if encoder else None
        if not (encoder and meaning and encoder.name == meaning.encoder):
            return cls(model)
        vectors = encoder.encode_kept([normalise(text) for text, _ in lessons])
        return cls(model, encoder, meaning.taught(lessons, vectors), plain)

    def probabilities(self, normals: Sequence[str], encode: Encode | None = None) -> list[dict[str, float]]:
        """For each text in normal form the probability of each kind; `encode` does what the encoder does."""
        kinds = self.model.kinds
        heard = [self.model.probabilities(normal) for normal in normals]
        asked = [at for at, one in enumerate(heard) if one[kinds.index(NONE)] < self.plain]
        if asked and self.meaning and self.encoder:
            vectors = (encode or self.encoder.encode)([normals[at] for at in asked])
            for at, meant in zip(asked, self.meaning.probabilities(vectors), strict=True):
                heard[at] = shared(heard[at], kinds, meant, self.meaning.kinds)
        return [dict(zip(kinds, one.tolist(), strict=True)) for one in heard]
