"""Facts that a lawyer will want to know: of which kind each is, how it was asked for, and what an owner said to it."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.answer import Lang


class Kind(enum.StrEnum):
    """What is asked for; by it the buttons are chosen."""

    DATE = "date"
    AMOUNT = "amount"
    SIDE = "side"
    """Which of the two sides did it."""
    CONTRACT = "contract"
    """Whether there is a contract, and in which form."""
    WHETHER = "whether"
    PARTY = "party"
    """Who the other side is: that is asked with every ticket, and so not again."""
    WORDS = "words"
    """Anything else, told in own words."""


UNKNOWN = "unknown"
ANSWERS: Mapping[Kind, tuple[str, ...]] = {
    Kind.DATE: (),
    Kind.AMOUNT: ("ten-thousand", "hundred-thousand", "half-million", "more", UNKNOWN),
    Kind.SIDE: ("ours", "theirs", UNKNOWN),
    Kind.CONTRACT: ("written", "spoken", "none", UNKNOWN),
    Kind.WHETHER: ("yes", "no", UNKNOWN),
    Kind.PARTY: (),
    Kind.WORDS: (),
}
"""What is answered with a tap, besides days and weeks: `told.` in `bot.locales`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact as the knowledge asks for it, in both languages that are written by hand."""

    kind: Kind
    zh: str
    en: str

    def text(self, lang: Lang) -> str:
        """The question in a language; Traditional Chinese is derived from `zh` by whoever shows it."""
        return self.en if lang == "en" else self.zh


class State(enum.StrEnum):
    """How the question for a fact stands."""

    OPEN = "open"
    TOLD = "told"
    SKIPPED = "skipped"


WEEK = "w"
"""Stands before the Monday of a week that was meant."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact for which the owner of a ticket was asked. What was typed stands in `words`, in the message `message`."""

    number: int
    asked: Asked
    state: State
    word: str = ""
    """What was tapped: a word of `ANSWERS`; or the day that was meant, an ISO date, after a `WEEK` the Monday of a week."""
    message: int | None = None
    words: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it was neither told nor skipped."""
        return self.state is State.OPEN


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact for a reader: the question in their language, and what its owner said to it."""

    asked: str
    word: str = ""
    """The key of what was tapped."""
    day: str = ""
    """The day that is meant, an ISO date; of a week, its Monday."""
    words: str = ""
    """The owner's own words."""
