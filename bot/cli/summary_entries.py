"""How well questions were answered of which it is known by which entries, or that no entry or no part of the law does.

Labels: `scope` is `in` or `out`; `entries` are the ids of right ones, none where nothing in the knowledge answers.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.matching.decision.verdict import UNLIKELY, Kind

LENGTHS = (20, 40, 60, 100)
"""Characters up to which texts are told apart; what is longer is the last group."""
NAME = 34


@dataclass(frozen=True, slots=True)
class Held:
    """A question with what is held right of it, and what was said to it."""

    text: str
    scope: str
    entries: frozenset[str]
    found: dict[str, Any]

    @property
    def covered(self) -> bool:
        """Whether some entry answers it, at least in part."""
        return self.scope == "in" and bool(self.entries)

    @property
    def gap(self) -> bool:
        """Whether it belongs to the law of enterprises, and no entry answers it."""
        return self.scope == "in" and not self.entries

    @property
    def outside(self) -> bool:
        """Whether it belongs elsewhere."""
        return self.scope == "out"

    @property
    def answered(self) -> bool:
        """Whether an entry answered outright."""
        return self.found["verdict"] in (Kind.ANSWER, Kind.FOLLOWUP)

    @property
    def shown(self) -> list[str]:
        """What is answered or offered, best first."""
        offered = [one["entry"] for one in self.found["candidates"]]
        return [self.found["entry"]] if self.answered else offered

    @property
    def right(self) -> bool:
        """Whether a right entry answered outright."""
        return self.answered and self.found["entry"] in self.entries

    @property
    def right_first(self) -> bool:
        """Whether a right entry is answered, or offered first."""
        return bool(self.entries.intersection(self.shown[:1]))

    @property
    def right_shown(self) -> bool:
        """Whether a right entry is answered or offered."""
        return bool(self.entries.intersection(self.shown))

    @property
    def owned_up(self) -> bool:
        """Whether it was said that no entry seems to answer it, and a lawyer was named first."""
        if self.found["verdict"] == Kind.CLARIFY:
            return bool(max(one["score"] for one in self.found["candidates"]) < UNLIKELY)
        return self.found["verdict"] in (Kind.ESCALATE, Kind.DECLINE, Kind.REPHRASE)


def summary_of_entries(held: Sequence[Held]) -> str:
    """Say how many of the questions were answered rightly, by what they are and by their length."""
    return "\n".join([*_lines(held), *_by_length([one for one in held if one.covered])])


def _lines(held: Sequence[Held]) -> Iterator[str]:
    covered, inside = [one for one in held if one.covered], [one for one in held if one.scope == "in"]
    gaps, outside = [one for one in held if one.gap], [one for one in held if one.outside]
    answered = [one for one in inside if one.answered]
    yield _share("covered by an entry", inside, lambda one: one.covered)
    yield _share("answered outright", covered, lambda one: one.answered)
    yield _share("answered rightly", covered, lambda one: one.right)
    yield _share("right entry first", covered, lambda one: one.right_first)
    yield _share("right entry shown", covered, lambda one: one.right_shown)
    yield _share("outright answers that are right", answered, lambda one: one.right)
    yield _share("no entry: said so", gaps, lambda one: one.owned_up)
    yield _share("urgent alarms", held, lambda one: one.found["urgent"])
    yield _share("urgent alarms outside", outside, lambda one: one.found["urgent"])
    yield _share("outside: declined", outside, lambda one: one.found["verdict"] == Kind.DECLINE)
    yield _share("outside: asked back", outside, lambda one: one.found["verdict"] == Kind.CLARIFY)
    yield _share("outside: answered", outside, lambda one: one.answered)


def _by_length(covered: Sequence[Held]) -> Iterator[str]:
    yield f"\n{'characters':<12}{'asked':>7}{'right':>9}{'first':>9}{'shown':>9}"
    for low, high in zip((0, *LENGTHS), (*LENGTHS, None), strict=True):
        some = [one for one in covered if low < len(one.text) and (high is None or len(one.text) <= high)]
        if some:
            shares = [
                sum(map(hit, some)) / len(some)
                for hit in (lambda one: one.right, lambda one: one.right_first, lambda one: one.right_shown)
            ]
            name = f"{low + 1}-{high}" if high else f"over {low}"
            yield f"{name:<12}{len(some):>7}" + "".join(f"{share:>9.1%}" for share in shares)


def _share(name: str, among: Sequence[Held], hit: Callable[[Held], bool]) -> str:
    hits = sum(map(hit, among))
    share = f"{hits / len(among):7.1%}" if among else "   none"
    return f"{name:<{NAME}} {share}  ({hits} of {len(among)})"
