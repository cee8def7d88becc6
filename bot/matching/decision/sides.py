"""Whose question an entry answers, and where its matter stands: entries that are told apart by that alone."""

from collections.abc import Collection

COUNTERPARTS = {
    "creditor": "debtor",
    "buyer": "seller",
    "employer": "worker",
    "landlord": "tenant",
    "victim": "accused",
    "applicant": "authority",
    "shareholder": "company",
}
_BOTH_WAYS = COUNTERPARTS | {other: one for one, other in COUNTERPARTS.items()}
ANY = "none"
"""Stands for a side or a stage where it makes no difference."""


def opposed(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two entries answer the two sides of one matter, and neither answers both."""
    return not set(one) & set(other) and any(_BOTH_WAYS.get(side) in other for side in one)


def elsewhere(one: Collection[str], other: Collection[str]) -> bool:
    """Whether two entries belong to different stages of a matter: to apply is not to object."""
    stages, others = set(one) - {ANY}, set(other) - {ANY}
    return bool(stages) and bool(others) and not stages & others
