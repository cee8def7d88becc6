"""A message as it is judged, and what it may mean."""

from dataclasses import dataclass

from bot.matching.ranking.candidate import Candidate
from bot.matching.ranking.questions import Questions
from bot.matching.text.encoder import Encode
from bot.matching.text.spelling import Read


@dataclass(frozen=True, slots=True)
class Asked:
    """A message, or a part of one, with what several rules look at."""

    plain: str
    """In normal form, as guards look at it."""
    read: Read
    """The same with the usual words of the glossary, and with slips of the finger mended."""
    is_domain: bool
    """Whether it speaks of law or business."""
    needed: float
    """How sure the matcher must be to answer it."""

    @property
    def normal(self) -> str:
        """In normal form with the usual words of the glossary."""
        return self.read.normal


@dataclass(frozen=True, slots=True)
class Told:
    """A message with what is worked out of it before anything is decided."""

    text: str
    """As it was written."""
    normal: str
    """In normal form, with forms of address and politeness."""
    whole: Asked
    parts: tuple[Asked, ...]
    """Its asking parts, if it asks several things or tells a story."""
    together: Questions
    """It and its parts, perhaps with other messages, as they are thought about."""

    @property
    def encode(self) -> Encode | None:
        """Gives vectors of its texts, all that a verdict takes at once."""
        return self.together.texts.encode if self.together.texts else None

    @property
    def encode_first(self) -> Encode | None:
        """Gives vectors of texts to whoever cannot wait for long ones that a verdict takes besides."""
        return self.together.texts.encode_first if self.together.texts else None


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a message may mean: entries, and talk, each best first."""

    entries: list[Candidate]
    talk: list[Candidate]

    @property
    def best(self) -> float:
        """The probability of the best entry."""
        return self.entries[0].score if self.entries else 0.0

    @property
    def spoken(self) -> Candidate | None:
        """The best talk."""
        return self.talk[0] if self.talk else None
