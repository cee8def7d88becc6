"""What the matcher decides about one message: a value of its own, never a fake entry."""

import enum
from dataclasses import dataclass

from bot.domain.answer import Field
from bot.matching.ranking.candidate import Candidate, Heard
from bot.matching.text.facts import Facts

ALWAYS_SHOWN = 2
"""The fewest options that are a choice."""
LEAST_SHOWN = 0.05
"""The least probability of any further option."""
UNLIKELY = 0.25
"""Below this probability of the first option, a question back says that no entry seems to answer, and names the lawyer first."""


class Kind(enum.StrEnum):
    """What the butler does with a message."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    ESCALATE = "escalate"
    CHAT = "chat"
    DECLINE = "decline"
    REFUSE = "refuse"
    REPHRASE = "rephrase"
    FOLLOWUP = "followup"
    """Asks on about the entry that was answered last: decided beside the judge, by what went before."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision about one message.

    `candidates` are best first; for CLARIFY they are what is worth offering (2 to 4), of which `options` are shown. `entry` and `score` are
    set for ANSWER, `entry` and `fields` for FOLLOWUP; `fields` alone mark a question back "about what?". `talk` is the id in `conversation.yaml` for CHAT, DECLINE, REFUSE, in `alarms.yaml` for emergencies. `urgent`
    goes with ESCALATE when an emergency was heard. `guards` names the guards that turned an answer into a question back. `rule`
    says which rule decided, for those who want to know why.
    """

    kind: Kind
    candidates: tuple[Candidate, ...] = ()
    entry: str | None = None
    score: float | None = None
    talk: str | None = None
    urgent: bool = False
    guards: tuple[str, ...] = ()
    rule: str = ""
    fields: tuple[Field, ...] = ()
    also: tuple[Candidate, ...] = ()
    """Beside an ANSWER: what another question of the same message may mean."""
    alarm: str | None = None
    """The kind of emergency that the message may speak of, although that is not sure: its writer is asked."""
    warned: str | None = None
    """The kind of unlawful help that it may ask for, although that is not sure: its writer reads why not, in case it is meant."""

    @property
    def is_unlikely(self) -> bool:
        """Whether nothing that a question back offers is likely to be meant."""
        return self.kind is Kind.CLARIFY and max(one.score for one in self.candidates) < UNLIKELY

    @property
    def options(self) -> tuple[Candidate, ...]:
        """The candidates that are shown: the first two, and of the others none that hardly anybody means.

        What an earlier conversation was about (`fields`) has no probability; nothing of it is left out.
        """
        if self.kind is not Kind.CLARIFY or self.fields:
            return self.candidates
        first, others = self.candidates[:ALWAYS_SHOWN], self.candidates[ALWAYS_SHOWN:]
        return (*first, *(one for one in others if one.score >= LEAST_SHOWN))


@dataclass(frozen=True, slots=True)
class Why:
    """How a verdict came about."""

    plain: str
    """The message in normal form."""
    normal: str
    """The same with the usual words of the glossary."""
    helped: str
    """The same with slips of the finger mended."""
    parts: tuple[str, ...]
    """The parts that ask, of a long message or one that asks several things."""
    facts: Facts
    """What it tells."""
    known: float
    """The part of its weight that stands anywhere in the base, 0…1."""
    heard: tuple[Heard, ...]
    """What it may mean, best first."""
    guards: tuple[str, ...]
    """What objects to answering with the best entry."""
    answer: float
    """The probability needed for an answer."""
    offer: float
    """The sum of probabilities needed for offering options."""
    verdict: Verdict
