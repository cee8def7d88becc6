"""What is promised of each kind of notice when nobody knows whether a call was done.

Telegram has no key by which it knows a repeated call, so "exactly once" cannot be had. What does no harm twice is tried
until it has surely arrived. What people wrote themselves is shown once at most, and a person decides about the rest.
"""

import enum
from collections.abc import Mapping

from bot.domain.delivery import Outcome, Retry, Unknown

UNCLEAR_TRIES = 10
"""So many tries without a clear answer, some five minutes of them. Words of people are uncertain then; anything else goes on
being tried, but what stands behind it in the chat goes first."""
LONGEST_PATIENCE_S = 86_400.0
"""What has not arrived a day after it was written, and never got a clear answer, is left to a person."""


class Guarantee(enum.Enum):
    """How often a notice is shown at least, or at most."""

    AT_LEAST_ONCE = "at_least_once"
    AT_MOST_ONCE = "at_most_once"


_ONCE_OR_MORE, _ONCE_OR_LESS = Guarantee.AT_LEAST_ONCE, Guarantee.AT_MOST_ONCE

GUARANTEES: Mapping[str, Guarantee] = {
    "sentence": _ONCE_OR_MORE,
    "view": _ONCE_OR_MORE,
    "answer": _ONCE_OR_MORE,
    "fields": _ONCE_OR_MORE,
    "last_day_file": _ONCE_OR_MORE,
    "conversation_file": _ONCE_OR_MORE,
    "text_file": _ONCE_OR_MORE,
    "own_copy": _ONCE_OR_MORE,
    "figures": _ONCE_OR_MORE,
    "rewrite": _ONCE_OR_MORE,
    "buttons_gone": _ONCE_OR_MORE,
    "look_again": _ONCE_OR_LESS,  # what the person wrote waits behind it, and is dealt with all the same
    "relay": _ONCE_OR_LESS,
    "album": _ONCE_OR_LESS,
    "relay_edit": _ONCE_OR_MORE,  # what is edited twice reads the same
    "correction": _ONCE_OR_LESS,
    "reaction": _ONCE_OR_MORE,
    "deletion": _ONCE_OR_MORE,
    "toast": _ONCE_OR_MORE,
    "menu": _ONCE_OR_MORE,
    "doubt": _ONCE_OR_MORE,
    "open_topic": _ONCE_OR_LESS,  # a second topic of a ticket would confuse; without one everything goes all the same
    "name_topic": _ONCE_OR_MORE,
}
"""The guarantee of every kind in `bot.domain.outgoing.KINDS`."""


def meant(outcome: Outcome, kind: str, *, unclear: int, age_s: float) -> Outcome:
    """Say what an outcome means for a notice of this kind, `age_s` seconds old, after `unclear` tries without a clear answer."""
    is_harmless = GUARANTEES.get(kind) is Guarantee.AT_LEAST_ONCE  # one of a newer program is not known to be
    if isinstance(outcome, Unknown) and is_harmless:
        outcome = Retry(unclear=True)
    if not isinstance(outcome, Retry) or not outcome.unclear:
        return outcome
    is_over = age_s >= LONGEST_PATIENCE_S if is_harmless else unclear + 1 >= UNCLEAR_TRIES
    return Unknown() if is_over else outcome
