"""The lookout: from a message to an alarm that is sure, an alarm that may be, or none."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.matching.alarms.model import NONE, Model

SURE = 0.8
"""From this probability on it is an alarm. Set by `python -m bench.train_alarms` on writers that it was not trained on."""
MAYBE = 0.25
"""From this probability on the message is dealt with as usual, and whoever wrote it is asked whether it is happening."""

REFUSED = 0.7
"""From this probability on a message asks for help with something unlawful."""
_ENDS = re.compile("[?？\n]")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a message may cry for: the kind, how probable it is that it is an emergency, and whether that is enough."""

    kind: str
    probability: float

    @property
    def is_sure(self) -> bool:
        """Whether somebody has to be called without asking back."""
        return self.probability >= SURE


@dataclass(frozen=True, slots=True)
class Lookout:
    """Hears alarms of the kinds that the knowledge has first aid for, and pleas for help with something unlawful."""

    model: Model
    alarms: frozenset[str]
    refused: frozenset[str]

    @classmethod
    def taught(cls, lessons: Mapping[str, Sequence[str]], refused: Collection[str] = ()) -> Self:
        """A lookout for the kinds of `lessons` (kind → sentences; `none`: what is no alarm).

        `refused` are kinds that are no emergency, but that are not answered either.
        """
        model = Model.shipped().taught([(text, kind) for kind, texts in lessons.items() for text in texts])
        return cls(model, frozenset(lessons) - {NONE} - set(refused), frozenset(refused))

    def hears(self, text: str) -> Alarm | None:
        """The alarm in a message, sure or not; None where there is none."""
        if not self.alarms:
            return None
        loudest = max((self._alarm(one) for one in _matters(text)), key=lambda alarm: alarm.probability)
        return loudest if loudest.probability >= MAYBE else None

    def refuses(self, text: str) -> str | None:
        """The kind of unlawful help that somebody asks for; None for all else."""
        shares = self._shares(text)
        probability = sum(shares.get(kind, 0.0) for kind in self.refused)
        if probability < REFUSED:
            return None
        return max(self.refused, key=lambda kind: shares.get(kind, 0.0))

    def _alarm(self, text: str) -> Alarm:
        shares = self._shares(text)
        probability = sum(
            share for kind, share in shares.items() if kind != NONE and kind not in self.refused
        )
        return Alarm(max(self.alarms, key=lambda kind: shares.get(kind, 0.0)), probability)

    def _shares(self, text: str) -> dict[str, float]:
        return dict(zip(self.model.kinds, self.model.probabilities(text).tolist(), strict=True))


def _matters(text: str) -> list[str]:
    """The message, and each question or line of it: a cry for help may stand behind another matter."""
    parts = [part for part in _ENDS.split(text) if len(part.strip()) >= _SHORTEST]
    return [text, *parts] if len(parts) > 1 else [text]
