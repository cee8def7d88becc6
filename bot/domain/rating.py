"""Why an answer helped, or did not: what an owner may say about it with one tap."""

from collections.abc import Mapping

REASONS: Mapping[bool, tuple[str, ...]] = {
    True: ("clear", "quick", "useful"),
    False: ("unclear", "slow", "missed", "outdated"),
}
"""By whether it helped."""
IN_WORDS = "words"
"""The owner's own words instead."""
YES_NO: Mapping[bool, str] = {True: "yes", False: "no"}
"""How the first tap stands among the events of a ticket."""
