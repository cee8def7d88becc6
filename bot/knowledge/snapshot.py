"""The knowledge in force: everything that was read, checked and indexed, as one frozen value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.errors import Fault
from bot.knowledge.checks.golden_questions import Golden
from bot.knowledge.files.reader import Known
from bot.knowledge.files.schema import (
    Conversation,
    Entry,
    Glossary,
    Measure,
    Office,
    Privacy,
    Statute,
    Talk,
    TaughtReply,
)
from bot.matching.decision.judge import Judge
from bot.matching.decision.utterance import Utterance
from bot.matching.followups.listener import Listener
from bot.packed import Packed


@dataclass(frozen=True, slots=True)
class Written:
    """What the files said beside what answers: of use to whoever checks their successors, and to no answer."""

    golden: frozenset[Golden]
    read: Known


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that the bot can say, and the judge that decides when to say it. Never changed, only replaced.

    `measures` are in the order of the ten; `measure_of` gives the measure of an entry; `warnings` do not keep
    it from being used, but somebody should look at them.
    """

    revision: str
    measures: Mapping[str, Measure]
    entries: Mapping[str, Entry]
    measure_of: Mapping[str, str]
    statutes: Mapping[str, Statute]
    offices: Mapping[str, Office]
    privacy: Privacy
    conversation: Conversation
    talks: Mapping[str, Talk | TaughtReply]
    """What replies by itself: talk of `conversation.yaml`, and the first aid of `alarms.yaml`."""
    glossary: Glossary
    judge: Judge
    listener: Listener
    """What hears questions that lean on what went before."""
    recipe: str
    """Names what the judge was built from: the same recipe, the same judge."""
    written: Packed[Written]
    golden_count: int
    """How many golden questions there are, for whoever does not want them unpacked."""
    warnings: tuple[Fault, ...]
    same_days: range
    """The days, as ordinals, on which all of this would be built the same; of all this only `warnings` ask for the day."""

    def hear(self, text: str) -> Utterance:
        """A text as it is heard with this knowledge; nothing is worked out yet."""
        return Utterance(text, self.judge, self.listener)

    def hear_several(self, texts: Sequence[str]) -> list[Utterance]:
        """Texts for which nobody waits as they are heard with this knowledge, each as if it stood alone."""
        return Utterance.several(texts, self.judge, self.listener)

    @property
    def golden(self) -> frozenset[Golden]:
        """The golden questions."""
        return self.written.value.golden

    @property
    def read(self) -> Known:
        """What each file said, so that a successor reads those again that differ."""
        return self.written.value.read
