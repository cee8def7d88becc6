"""Two judges of what kind a sentence is, its runs of characters and its meaning, and what they say together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.matching.hearing.meaning import Meaning, shared
from bot.matching.hearing.model import Model
from bot.matching.text.encoder import Encoder
from bot.matching.text.normal_form import normalise


@dataclass(frozen=True, slots=True)
class Hearing:
    """Knows kinds of sentences from those that it was taught with."""

    model: Model
    encoder: Encoder | None = None
    meaning: Meaning | None = None
    """What is heard with the encoder; only of the one that it has learnt from."""

    @classmethod
    def shipped(
        cls, package: str, encoder: Encoder | None = None, lessons: Sequence[tuple[str, str]] = ()
    ) -> Self:
        """What came with the product in a package (`weights.npz`, `meaning.npz`), after it was shown (text, kind) pairs."""
        model = Model.shipped(package).taught(lessons)
        meaning = Meaning.shipped(package) if encoder else None
        if not (encoder and meaning and encoder.name == meaning.encoder):
            return cls(model)
        vectors = encoder.encode_kept([normalise(text) for text, _ in lessons])
        return cls(model, encoder, meaning.taught(lessons, vectors))

    def probabilities(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """For each text the probability of each kind."""
        kinds = self.model.kinds
        heard = [self.model.probabilities(text) for text in texts]
        if self.meaning and self.encoder:
            meant = self.meaning.probabilities(self.encoder.encode([normalise(text) for text in texts]))
            known = self.meaning.kinds
            heard = [shared(one, kinds, other, known) for one, other in zip(heard, meant, strict=True)]
        return [dict(zip(kinds, one.tolist(), strict=True)) for one in heard]
