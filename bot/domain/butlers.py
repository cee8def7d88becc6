"""Which lawyer becomes the butler of an enterprise, and why. Pure: the roster and how many each has are arguments."""

from collections.abc import Collection, Mapping, Sequence

from bot.domain.answer import Lang
from bot.domain.assignment import Choice, narrowed
from bot.domain.people import Lawyer

BUREAU = "bureau"
"""The reason where an admin decided."""


def choose_butler(
    roster: Sequence[Lawyer],
    enterprises: Mapping[int, int],
    *,
    town: str | None,
    industry: str | None = None,
    measure: str | None,
    language: Lang,
    excluded: Collection[int] = (),
) -> Choice | None:
    """The lawyer for an enterprise: of its town, at home in its trade, best at its need, understood, and with the fewest enterprises so far.

    A butler is chosen for years, so who is merely not there today counts; who is off duty without an end does not.
    `excluded` lawyers (a conflict of interest) are never chosen. None when nobody is left.
    """
    there = [each for each in roster if each.duty.on or each.duty.until is not None]
    free = sorted((each for each in there if each.id not in excluded), key=lambda each: each.id)
    if not free:
        return None
    return narrowed(
        free,
        town=lambda left: [each for each in left if town is not None and _serves(each, town)],
        industry=lambda left: [each for each in left if industry is not None and _knows(each, industry)],
        speciality=lambda left: [each for each in left if measure in each.specialities],
        language=lambda left: [each for each in left if each.speaks(language)],
        few=lambda left: _fewest(left, enterprises),
    )


def _serves(lawyer: Lawyer, town: str) -> bool:
    """Whether a town is among the lawyer's: 西塘 and 西塘镇 are one."""
    return _bare(town) in {_bare(each) for each in lawyer.towns}


def _knows(lawyer: Lawyer, industry: str) -> bool:
    """Whether a trade is among the lawyer's. Lists say it more or less closely: 家具 and 木制家具制造业 are one."""
    trade = _trade(industry)
    known = filter(None, map(_trade, lawyer.industries))
    return bool(trade) and any(each in trade or trade in each for each in known)


def _trade(industry: str) -> str:
    return (
        industry.strip()
        .removesuffix("行业")
        .removesuffix("行業")
        .removesuffix("业")
        .removesuffix("業")
        .casefold()
    )


def _bare(town: str) -> str:
    return town.strip().removesuffix("街道").removesuffix("镇").removesuffix("鎮").casefold()


def _fewest(lawyers: Sequence[Lawyer], enterprises: Mapping[int, int]) -> list[Lawyer]:
    least = min(enterprises.get(each.id, 0) for each in lawyers)
    return [each for each in lawyers if enterprises.get(each.id, 0) == least]
