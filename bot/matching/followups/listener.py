"""What a message asks for that may lean on what went before: words that name a part, and what sentences taught.

The rules (`leaning`) know the words that people mostly use; where somebody puts it in words that nobody thought of, what was learnt
from sentences (`bot.matching.hearing`) still knows the part asked for, and whether the message has a subject of its own.
"""

from dataclasses import dataclass, replace
from typing import Self

from bot.domain.answer import Field
from bot.matching.followups import leaning
from bot.matching.followups.leaning import Leaning
from bot.matching.hearing import Hearing
from bot.matching.text.encoder import Encode, Encoder
from bot.matching.text.normal_form import normalise

OWN, NOTHING = "own", "none"
"""The kinds of what leans on nothing: a question with a subject of its own, and what asks for nothing."""
_NAMED = 12.0
"""How many times as probable a part becomes when a word names it: it makes the plainest follow-ups right more often than either
rules or sentences alone (86 % of hard ones, 83 and 79 %)."""
_BESIDE, _PERHAPS = 0.1, 0.1
"""A second part is asked for as well from the first probability on, if a word names it; from the second on it may be meant instead."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Hears what follow-ups ask for. Without an encoder the rules decide alone."""

    hearing: Hearing | None = None

    @classmethod
    def shipped(cls, encoder: Encoder | None) -> Self:
        """What came with the product; it is of use only with the encoder that it has learnt from."""
        hearing = Hearing.shipped(__package__, encoder) if encoder else None
        return cls(hearing if hearing and hearing.meaning else None)

    def read(self, text: str, normal: str | None = None, encode: Encode | None = None) -> Leaning | None:
        """What a text asks for that may lean on what was said before; None for one that asks nothing or tells a story.

        `normal` is its normal form where it is known already; `encode` does what the encoder does.
        """
        normal = normalise(text) if normal is None else normal
        plain = leaning.plain(normal)
        by_rules = leaning.read(text, plain)
        if self.hearing is None or not leaning.is_short(plain):
            return by_rules
        (shares,) = self.hearing.probabilities([normal], encode)
        share = 1 - shares[OWN] - shares[NOTHING]
        if by_rules is None and share < leaning.LIKELY:
            return None
        named = leaning.fields_of(plain)
        found = by_rules or Leaning((), leaning.rest_of(plain), is_named=bool(named))
        return _weighed_up(replace(found, share=share), named, _weighed(shares, named))


def _weighed_up(found: Leaning, named: tuple[Field, ...], weighed: dict[Field, float]) -> Leaning:
    """The same with the likeliest part first, the one that words name beside it, and others that may be meant."""
    first, *others = sorted(weighed, key=lambda field: -weighed[field])
    beside = [field for field in others[:1] if field in named and weighed[field] >= _BESIDE]
    if found.is_sure:  # what words name plainly is told, too
        beside = [field for field in found.fields if field is not first][:1]
    in_order = dict.fromkeys(
        [*found.fields, first, *beside]
    )  # as the words name them, then what they do not name
    asked = tuple(field for field in in_order if field in (first, *beside))
    perhaps = tuple(field for field in others if weighed[field] >= _PERHAPS and field not in beside)
    return replace(found, fields=asked, perhaps=perhaps)


def _weighed(shares: dict[str, float], named: tuple[Field, ...]) -> dict[Field, float]:
    """How probable each part is, if any is asked for: words that name a part raise its probability."""
    if Field.SIMPLER in named:
        shares = _told_simpler(shares)
    raised = {field: shares.get(field, 0.0) * (_NAMED if field in named else 1.0) for field in Field}
    whole = sum(raised.values()) or 1.0
    return {field: one / whole for field, one in raised.items()}


def _told_simpler(shares: dict[str, float]) -> dict[str, float]:
    """Sentences taught one part for all that is wanted once more; words say that it is wanted simpler, not in full."""
    once_more = (Field.WHOLE, Field.SHORT)
    simpler = sum(shares.get(field, 0.0) for field in once_more)
    return {**shares, **dict.fromkeys(once_more, 0.0), Field.SIMPLER: simpler}
