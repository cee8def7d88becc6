"""Enterprises: the unified social credit code (统一社会信用代码) and its check character."""

import unicodedata
from dataclasses import dataclass
from typing import Literal

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100-2015: digits and capitals, without I, O, S, V and Z."""

LENGTH = 18
"""Characters: authority, kind, six of the place, nine of the organisation, one to check the others."""

SEPARATORS = str.maketrans("", "", " -_.·\t\n\u200b\u3000")
"""What people put between groups of characters."""

Reason = Literal["length", "character", "check"]


@dataclass(frozen=True, slots=True)
class NotACode:
    """Why a text is not a unified social credit code.

    `length`: not 18 characters; `character`: one that codes never contain; `check`: the last character does
    not fit the others, so at least one of them is mistyped. `given` is the text without spaces and dashes.
    """

    reason: Reason
    given: str


@dataclass(frozen=True, slots=True)
class UnifiedCode:
    """A unified social credit code whose check character fits. `str()` gives its 18 characters."""

    text: str

    @classmethod
    def parse(cls, text: str) -> "UnifiedCode | NotACode":
        """Read a code as people type it: lower case, full width, with spaces or dashes in it."""
        given = unicodedata.normalize("NFKC", text).translate(SEPARATORS).upper()
        if len(given) != LENGTH:
            return NotACode("length", given)
        if any(character not in ALPHABET for character in given):
            return NotACode("character", given)
        if check_character(given[:-1]) != given[-1]:
            return NotACode("check", given)
        return cls(given)

    def __str__(self) -> str:
        return self.text


def check_character(first17: str) -> str:
    """Compute the 18th character from the first 17: weights are the powers of 3, modulo 31."""
    total = sum(ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(first17))
    return ALPHABET[-total % 31]
