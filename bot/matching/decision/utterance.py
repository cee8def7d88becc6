"""What somebody said, and all that is heard in it: an alarm, a verdict, whether it leans on what went before.

Several rooms ask about the same words, and most of what it takes to answer is the sentence encoder's time. So each thing is worked
out when it is first asked for, and once, and all of them share one normal form and the vectors of their texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.matching.alarms import Alarm, Plea
from bot.matching.decision.asked import Told
from bot.matching.decision.judge import Judge
from bot.matching.decision.verdict import Kind, Verdict
from bot.matching.followups import leaning
from bot.matching.followups.leaning import Leaning
from bot.matching.followups.listener import Listener
from bot.matching.followups.words import PARTIES
from bot.matching.text import segments

SURE_OF_SUBJECT = 0.8
"""An answer less sure than this may give way to what went before it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """All of an utterance that takes long to work out. Another process may do so, with the same judge and listener."""

    listened: tuple[Alarm | None, Plea | None]
    verdict: Verdict
    leaning: Leaning | None
    """None also for what is surely its own, of which hardly anybody asks."""
    rest: tuple[str, ...]


class Utterance:
    """A text as one judge and one listener hear it. Holds people's words: it lives as long as their message waits or is handled."""

    def __init__(self, text: str, judge: Judge, listener: Listener, told: Told | None = None) -> None:
        """Nothing is worked out yet, but perhaps what the judge was `told`."""
        self.text = text
        self.was_judged = False
        """Whether its verdict was asked for, even if the judge failed on it."""
        self.judge, self._listener = judge, listener
        if told is not None:
            self._told = told

    @classmethod
    def several(cls, texts: Sequence[str], judge: Judge, listener: Listener) -> "list[Utterance]":
        """Texts for which nobody waits: what is heard in each takes less time than if it stood alone."""
        return [cls(told.text, judge, listener, told) for told in judge.taken_in_together(texts)]

    @property
    def heard(self) -> Heard:
        """All that takes long, worked out now."""
        leans = None if self.is_surely_its_own else self.leaning
        return Heard(self._listened, self.verdict, leans, self.rest)

    def knowing(self, heard: Heard) -> "Utterance":
        """The same with what was worked out elsewhere."""
        self._listened, self._verdict, self.rest = heard.listened, heard.verdict, heard.rest
        self.was_judged = True
        if not self.is_surely_its_own:
            self.leaning = heard.leaning
        return self

    @property
    def alarm(self) -> Alarm | None:
        """The alarm in it, sure or not."""
        return self._listened[0]

    @property
    def verdict(self) -> Verdict:
        """What the judge says of it."""
        self.was_judged = True
        return self._verdict

    @property
    def is_surely_its_own(self) -> bool:
        """Whether it is answered so surely that only a reply could make it lean on anything: it names a subject, or asks nothing.

        How probable that is by what sentences taught is then not asked, which would take the encoder.
        """
        is_sure = self.verdict.kind is Kind.ANSWER and (self.verdict.score or 0.0) >= SURE_OF_SUBJECT
        return is_sure and not (PARTIES.issuperset(self.rest) and segments.asks(self.text))

    @cached_property
    def leaning(self) -> Leaning | None:
        """What it asks for that may lean on what was said before it; None for what asks nothing or tells a story."""
        return self._listener.read(self.text, self._told.normal, self._told.encode)

    @cached_property
    def rest(self) -> tuple[str, ...]:
        """What it says of its own, beside what asks for a part of an answer and what fills in."""
        return leaning.rest_of(leaning.plain(self._told.normal))

    @cached_property
    def _verdict(self) -> Verdict:
        return self.judge.decided(self._told, *self._listened)

    @cached_property
    def _listened(self) -> tuple[Alarm | None, Plea | None]:
        return self.judge.listened(self._told)

    @cached_property
    def _told(self) -> Told:
        return self.judge.taken_in(self.text)
