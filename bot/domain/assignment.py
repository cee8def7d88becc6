"""Which lawyer is offered a ticket, and why: butler, speciality, language, what they have to do, who waited longest.

Pure: the roster is an argument, and whoever wants to know why reads it in the `Choice`.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bot.domain.answer import Lang
from bot.domain.people import Lawyer

LATELY = dt.timedelta(weeks=4)
"""For so long a ticket that a lawyer was offered counts among those got lately."""
WEEKS = LATELY // dt.timedelta(weeks=1)

FACTS = ("town", "industry", "speciality")
"""Reasons that are told wherever they hold; the others only where they set somebody apart."""

Keep = Callable[[Sequence[Lawyer]], Sequence[Lawyer]]
"""Those of several lawyers who fit best by one measure; none where it says nothing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The lawyer chosen and what spoke for them, in the order in which it was asked.

    Reasons are butler, speciality, language, load (the least to do), idle (the longest without a ticket), and only
    (nobody else was there).
    """

    lawyer: Lawyer
    reasons: tuple[str, ...]

    @property
    def reason(self) -> str:
        """The reasons as they are kept with the offer."""
        return " ".join(self.reasons)


def choose(
    roster: Sequence[Lawyer],
    *,
    butler: int | None,
    measure: str | None,
    language: Lang = "zh",
    tried: Collection[int] = (),
    excluded: Collection[int] = (),
    most: int | None = None,
) -> Choice | None:
    """The lawyer to offer a ticket to, or None when nobody on duty is left who hasn't been offered it.

    Off-duty lawyers are never chosen, not even the butler; nor are `excluded` ones (a conflict of interest), nor any
    that have `most` tickets already. The result does not depend on the roster's order.
    """
    free = [each for each in roster if each.on_duty and each.id not in {*tried, *excluded}]
    free = sorted((each for each in free if most is None or each.load < most), key=lambda each: each.id)
    if not free:
        return None
    own = next((each for each in free if each.id == butler), None)
    if own is not None:
        return Choice(own, ("butler",))
    return narrowed(
        free,
        speciality=lambda left: [each for each in left if measure in each.specialities],
        language=lambda left: [each for each in left if each.speaks(language)],
        load=lambda left: _least(left, burden),
        idle=lambda left: _least(left, lambda each: each.idle_since),
    )


def burden(lawyer: Lawyer) -> float:
    """How much a lawyer has to do: the tickets in hand, and what a week of the last four brought.

    Tickets in hand alone would send all to whoever closes fast, and a year's worth would not be even.
    """
    return lawyer.load + lawyer.lately / WEEKS


def narrowed(free: Sequence[Lawyer], **measures: Keep) -> Choice:
    """Whoever is left when those who fit best are kept by one measure after another; each that told is a reason."""
    left, reasons = free, list[str]()
    for reason, keep in measures.items():
        kept = keep(left)
        told = bool(kept) if reason in FACTS else len(kept) < len(left)
        if kept and told:
            reasons.append(reason)
        left = kept or left
    return Choice(left[0], tuple(reasons) or ("only",))


def _least(lawyers: Sequence[Lawyer], key: Callable[[Lawyer], float | dt.datetime]) -> list[Lawyer]:
    least = min(map(key, lawyers))
    return [each for each in lawyers if key(each) == least]
