"""Which lawyer is offered a ticket: the enterprise's butler, else speciality, then load, then longest idle."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.domain.people import Lawyer


@dataclass(frozen=True, slots=True)
class Choice:
    """The lawyer chosen and why: butler, speciality, load or idle."""

    lawyer: Lawyer
    reason: str


def choose(
    roster: Sequence[Lawyer],
    *,
    butler: int | None,
    measure: str | None,
    tried: Collection[int] = (),
    excluded: Collection[int] = (),
) -> Choice | None:
    """The lawyer to offer a ticket to, or None when nobody on duty is left who hasn't been offered it.

    Off-duty lawyers are never chosen, not even the butler; nor are those whom a conflict of interest excludes. The result does not depend on the roster's order.
    """
    free = [lawyer for lawyer in roster if lawyer.on_duty and lawyer.id not in {*tried, *excluded}]
    if not free:
        return None
    for lawyer in free:
        if lawyer.id == butler:
            return Choice(lawyer, "butler")
    skilled = [lawyer for lawyer in free if measure in lawyer.specialities]
    best = min(skilled or free, key=lambda lawyer: (lawyer.load, lawyer.idle_since, lawyer.id))
    return Choice(best, _reason(best, skilled, free))


def _reason(best: Lawyer, skilled: Sequence[Lawyer], free: Sequence[Lawyer]) -> str:
    if skilled:
        return "speciality"
    if any(lawyer.load > best.load for lawyer in free):
        return "load"
    return "idle"
