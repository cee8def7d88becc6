"""Who asks, and where their matter stands: the words that an entry may use for it."""

from typing import Literal

Side = Literal[
    "creditor",
    "debtor",
    "buyer",
    "seller",
    "employer",
    "worker",
    "landlord",
    "tenant",
    "victim",
    "accused",
    "applicant",
    "authority",
    "shareholder",
    "company",
    "none",
]
"""Whose question an entry answers; `none` where it makes no difference who asks."""

Stage = Literal["before", "apply", "decide", "object", "enforce", "none"]
"""Where the matter stands: before anything is filed, while it is applied for or decided, when a decision is objected to,
or when it is enforced; `none` where it makes no difference."""
