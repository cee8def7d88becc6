"""The texts that wait for their turn, for `bot.runtime.foresight`: which another process thinks about, and which are left to this one."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from bot.matching.decision.utterance import Heard, Utterance

BATCH = 8
"""Texts that are thought about at once, at most: less than a tenth of a second's work with the encoder."""
LEAST = 2
"""Texts that another process is given at once, at least: a single one costs as much to hand over as to think about."""
AMPLY = 1.5
"""Texts are thought about so many times as far ahead as it takes to think about them: either pace changes from one to the next."""
SMOOTHLY = 0.05
"""How much the last text or batch counts in what either takes lately."""
SHORTEST_TURN_S, LONGEST_TURN_S = 0.0005, 0.1
"""What lies outside of these is no pace: a process that was frozen, or waited for somebody to write."""
MOST = 20_000
"""Texts that are remembered at once; some megabytes."""
FORGET_S = 300.0
"""A text whose turn has not come by then is forgotten here, as one that Telegram sent twice."""


@dataclass(slots=True)
class Text:
    """A text that waits."""

    text: str
    since: float
    heard: Heard | None = None
    """What another process heard in it."""
    said: Utterance | None = None
    """What this one made ready to be heard."""


class Waiting:
    """The texts that wait, by the ids of their updates, in the order in which they came."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        """`steady` gives seconds that no change of the clock moves."""
        self._steady = steady
        self._texts: dict[int, Text] = {}
        self._unthought: dict[int, None] = {}
        self._passed_over: dict[int, None] = {}
        """Those whose turn comes sooner than another process could think about them."""
        self._asked: deque[tuple[float, int]] = deque()
        """When each batch was handed out that has not come back, and of how many texts it is."""
        self._taken = self._kept = steady()
        """When the last text was taken, and the last batch came back."""
        self._turn_s = self._thought_s = 0.01
        """How long it takes until the next turn comes, and to think about a text, lately."""

    def __len__(self) -> int:
        """How many wait."""
        return len(self._texts)

    @property
    def thought(self) -> int:
        """Of how many of them it is known what was heard."""
        return sum(each.heard is not None for each in self._texts.values())

    def add(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Remember the texts of updates that come."""
        self._forget_old()
        now = self._steady()
        for update in updates:
            number, text = update.get("update_id"), _text(update)
            if isinstance(number, int) and text and number not in self._texts and len(self._texts) < MOST:
                self._texts[number] = Text(text, now)
                self._unthought[number] = None

    def next_batch(self) -> dict[int, str]:
        """The texts that another process is to think about next: those whose turn comes no sooner than the thought."""
        for size in range(BATCH, LEAST - 1, -1):
            passed_over = self._turns_until_thought(size)
            if passed_over + size <= len(self._unthought):
                return self._handed_out(passed_over, size)
        return {}

    def _turns_until_thought(self, size: int) -> int:
        """How many of those about which nobody thinks have had their turn by the time when so many more are thought about."""
        thoughts_before = sum(each for _, each in self._asked) + size
        turns = int(AMPLY * thoughts_before * self._thought_s / max(self._turn_s, SHORTEST_TURN_S))
        return max(turns - (len(self._texts) - len(self._unthought)), 0)

    def _handed_out(self, passed_over: int, size: int) -> dict[int, str]:
        numbers = list(islice(self._unthought, passed_over + size))
        for number in numbers:
            del self._unthought[number]
        self._passed_over |= dict.fromkeys(numbers[:passed_over])
        self._asked.append((self._steady(), size))
        return {number: self._texts[number].text for number in numbers[passed_over:]}

    def next_here(self, longest: int) -> dict[int, str]:
        """The texts, none of them longer, about which nobody thinks before their turn, one less than a batch. They are not given again."""
        left = chain(self._passed_over, () if self._asked else self._unthought)
        short = (number for number in left if len(self._texts[number].text) <= longest)
        numbers = list(islice(short, BATCH - 1))
        for number in numbers:
            self._no_more_left(number)
        return {number: self._texts[number].text for number in numbers}

    def make_ready(self, said: Mapping[int, Utterance]) -> None:
        """Keep what was made ready here to be heard in these texts."""
        for number, one in said.items():
            self._texts[number].said = one

    def keep(self, batch: Mapping[int, str], heard: Sequence[Heard | None]) -> None:
        """Keep what was heard in the batch that was handed out first, of those texts whose turn has not come meanwhile."""
        asked, _ = self._asked.popleft()
        began, now = max(asked, self._kept), self._steady()
        self._thought_s += SMOOTHLY * ((now - began) / len(batch) - self._thought_s)
        self._kept = now
        for number, one in zip(batch, heard, strict=True):
            if number in self._texts:
                self._texts[number].heard = one

    def take(self, number: int) -> Text | None:
        """The text of an update whose turn has come. It is forgotten."""
        now = self._steady()
        if len(self._texts) > BATCH:  # else whoever takes them has to wait for more
            self._turn_s += SMOOTHLY * (min(now - self._taken, LONGEST_TURN_S) - self._turn_s)
        self._taken = now
        self._no_more_left(number)
        return self._texts.pop(number, None)

    def give_up(self) -> None:
        """Whoever had batches in hand has gone: these are thought about when their turn comes."""
        self._asked.clear()

    def forget_thoughts(self) -> None:
        """What another process heard is not what would be heard now."""
        for each in self._texts.values():
            each.heard = None

    def _no_more_left(self, number: int) -> None:
        self._unthought.pop(number, None)
        self._passed_over.pop(number, None)

    def _forget_old(self) -> None:
        for number in list(self._old()):
            self._no_more_left(number)
            del self._texts[number]

    def _old(self) -> Iterator[int]:
        since = self._steady() - FORGET_S
        for number, each in self._texts.items():
            if each.since >= since:
                return
            yield number


def _text(update: Mapping[str, Any]) -> str | None:
    """The words of an update that somebody may have to think about; None for a command, and whatever is no text."""
    message = update.get("message")
    text = message.get("text") if isinstance(message, Mapping) else None
    return text if isinstance(text, str) and not text.startswith("/") else None
