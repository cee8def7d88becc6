"""The lookout: from a message to an alarm that is sure, an alarm that may be, or none."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from bot.matching.hearing import Hearing
from bot.matching.hearing.model import NONE
from bot.matching.text.encoder import Encode, Encoder
from bot.matching.text.normal_form import normalise


@dataclass(frozen=True, slots=True)
class Floors:
    """Probabilities from which on something is done. Set by `python -m bench.train_alarms --held-out`."""

    sure: float
    """It is an alarm."""
    maybe: float
    """The message is dealt with as usual, and whoever wrote it is asked whether it is happening."""
    refused: float
    """By so much it is likelier that it asks for help with something unlawful than that its writer is in an emergency: whoever is
    threatened uses the same words as who threatens, and is never accused."""
    warned: float
    """It may ask for it: the message is dealt with as usual, and whoever wrote it reads why not, in case it is meant."""


BY_WORDS = Floors(sure=0.85, maybe=0.25, refused=0.6, warned=0.4)
BY_BOTH = Floors(sure=0.75, maybe=0.25, refused=0.65, warned=0.2)
"""Where runs of characters alone are heard, and where the meaning is heard as well."""
PLAIN = 0.99
"""From which probability on, by runs of characters alone, a text is no alarm, whatever it means: three questions of four. To be
called in doubt, such a one would have to be an alarm at six to one by its meaning."""
_ENDS = re.compile("[?？\n]")
_SHORTEST = 3
MOST_PARTS = 16
"""Parts of one message that are listened to by themselves; of more, neighbours are one, so that each word is heard."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a message may cry for: the kind, how probable it is that it is an emergency, and whether that is enough."""

    kind: str
    probability: float
    is_sure: bool
    """Whether somebody has to be called without asking back."""


@dataclass(frozen=True, slots=True)
class Plea:
    """What unlawful help a message may ask for: the kind, how probable it is, and whether that is enough to refuse it."""

    kind: str
    probability: float
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Lookout:
    """Hears alarms of the kinds that the knowledge has first aid for, and pleas for help with something unlawful."""

    hearing: Hearing
    alarms: frozenset[str]
    refused: frozenset[str]
    lessons: tuple[tuple[str, str], ...] = ()
    """The (text, kind) pairs that it was taught."""

    @classmethod
    def taught(
        cls,
        lessons: Mapping[str, Sequence[str]],
        refused: Collection[str] = (),
        encoder: Encoder | None = None,
        before: Self | None = None,
    ) -> Self:
        """A lookout for the kinds of `lessons` (kind → sentences; `none`: what is no alarm).

        `refused` are kinds that are no emergency, but that are not answered either. The lookout `before`, with the same encoder,
        is given again if it was taught the very same.
        """
        pairs = tuple((text, kind) for kind, texts in lessons.items() for text in texts)
        alarms = frozenset(lessons) - {NONE} - set(refused)
        if before is not None and (before.lessons, before.alarms) == (pairs, alarms):
            return before
        return cls(Hearing.shipped(__package__, encoder, pairs, PLAIN), alarms, frozenset(refused), pairs)

    @property
    def floors(self) -> Floors:
        """From which probabilities on something is done."""
        return BY_BOTH if self.hearing.meaning else BY_WORDS

    def hears(self, text: str) -> Alarm | None:
        """The alarm in a message, sure or not; None where there is none."""
        return self.listens(text)[0]

    def refuses(self, text: str) -> str | None:
        """The kind of unlawful help that somebody surely asks for; None for all else."""
        plea = self.listens(text)[1]
        return plea.kind if plea and plea.is_sure else None

    def listens(
        self, text: str, normal: str | None = None, encode: Encode | None = None
    ) -> tuple[Alarm | None, Plea | None]:
        """The alarm and the plea in a message, sure or not, for the price of one.

        `normal` is its normal form where it is known already; `encode` does what the encoder does.
        """
        if not self.alarms and not self.refused:
            return None, None
        normals = [normalise(text) if normal is None else normal, *map(normalise, _matters(text)[1:])]
        whole, *parts = self.hearing.probabilities(normals, encode)
        loudest = max(map(self._alarm, (whole, *parts)), key=lambda alarm: alarm.probability)
        is_alarm = bool(self.alarms) and loudest.probability >= self.floors.maybe
        return (loudest if is_alarm else None), self._plea(whole, loudest.probability)

    def _plea(self, shares: Mapping[str, float], alarming: float) -> Plea | None:
        probability = sum(shares.get(kind, 0.0) for kind in self.refused)
        if probability < self.floors.warned:
            return None
        kind = max(self.refused, key=lambda kind: shares.get(kind, 0.0))
        return Plea(kind, probability, probability - alarming >= self.floors.refused)

    def _alarm(self, shares: Mapping[str, float]) -> Alarm:
        quiet = shares.get(NONE, 0.0) + sum(shares.get(kind, 0.0) for kind in self.refused)
        probability = 1 - quiet
        kind = max(self.alarms, key=lambda kind: shares.get(kind, 0.0), default=NONE)
        return Alarm(kind, probability, probability >= self.floors.sure)


def _matters(text: str) -> list[str]:
    """The message, and each question or line of it: a cry for help may stand behind another matter."""
    parts = [part for part in _ENDS.split(text) if len(part.strip()) >= _SHORTEST]
    together = -(-len(parts) // MOST_PARTS)
    if together > 1:
        parts = ["\n".join(parts[at : at + together]) for at in range(0, len(parts), together)]
    return [text, *parts] if len(parts) > 1 else [text]
