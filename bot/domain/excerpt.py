"""The beginning of a text, cut so that it does not say something else than the whole."""

import re

_HALF = re.compile(r"[A-Za-z0-9'’%.,/-]+$")
"""A word or a number at the end of what was cut; half of it may be another word or another number."""
_LOOSE_END = re.compile(r"[\s\d.,:;、，。：；（(《“—-]+$")
"""What nothing follows any more: marks, opening brackets, and numbers that have lost what they count."""


def beginning(text: str, most: int) -> str:
    """The text in one line, of at most `most` characters; one that was cut ends in `…`, never in half a number."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    cut = flat[: most - 1]
    if _HALF.match(flat[most - 1]):
        cut = _HALF.sub("", cut) or cut
    return (_LOOSE_END.sub("", cut) or cut) + "…"
