"""How many emergencies are heard of sentences that nothing was learnt from, and how often there is a false alarm."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.errors import Fault, message
from bot.knowledge.files.golden_schema import AlarmChecks
from bot.knowledge.files.reader import Folder, Page
from bot.knowledge.files.schema import Sentences
from bot.matching.alarms import Lookout


@dataclass(frozen=True, slots=True)
class Heard:
    """Of so many sentences: alarms at once, alarms or questions back, and alarms of the right kind."""

    sentences: int
    sure: int
    heard: int
    right: int

    def __add__(self, other: "Heard") -> "Heard":
        return Heard(
            self.sentences + other.sentences,
            self.sure + other.sure,
            self.heard + other.heard,
            self.right + other.right,
        )


NOBODY = Heard(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Shares:
    """What one file of sentences says of a lookout."""

    page: Page
    asked: AlarmChecks
    kinds: Mapping[str, Heard]
    refused: Heard
    ordinary: Heard

    @property
    def all(self) -> Heard:
        """All kinds of emergency together."""
        return sum(self.kinds.values(), NOBODY)

    def faults(self) -> Iterator[Fault]:
        """Yield the shares that fall short of what the file asks for."""
        alarms, ordinary = self.all, self.ordinary
        for key, share, enough in (
            (
                "heard_at_least",
                _part(alarms.heard, alarms),
                _part(alarms.heard, alarms) >= self.asked.heard_at_least,
            ),
            (
                "sure_at_least",
                _part(alarms.sure, alarms),
                _part(alarms.sure, alarms) >= self.asked.sure_at_least,
            ),
            (
                "false_at_most",
                _part(ordinary.sure, ordinary),
                _part(ordinary.sure, ordinary) <= self.asked.false_at_most,
            ),
        ):
            if not enough:
                yield self.page.fault((key,), message("alarms.share", share=f"{share:.1%}"))


def shares(folder: Folder, lookout: Lookout) -> Iterator[Shares]:
    """Yield the shares of each file of sentences."""
    for page, asked in folder.each(AlarmChecks):
        kinds = {kind: heard(lookout, texts, kind) for kind, texts in asked.heard.items()}
        yield Shares(page, asked, kinds, heard(lookout, asked.refused), heard(lookout, asked.not_heard))


def heard(lookout: Lookout, texts: Sentences, kind: str = "") -> Heard:
    """Count what a lookout hears in sentences of one kind."""
    found = [lookout.hears(text) for text in (*texts.zh, *texts.en)]
    return Heard(
        len(found),
        sum(alarm is not None and alarm.is_sure for alarm in found),
        sum(alarm is not None for alarm in found),
        sum(alarm is not None and alarm.kind == kind for alarm in found),
    )


def _part(number: int, of: Heard) -> float:
    return number / of.sentences if of.sentences else 1.0
