"""How one value is sealed and opened with one key: AES-256-GCM (NIST SP 800-38D), bound to the column and row that it is for."""

import logging
import os
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.storage.engine.master import NONCE, as_bytes, as_text

logger = logging.getLogger(__name__)

PREFIX = "~1."
"""How a sealed value begins; no JSON text does."""
_HALVES = "surrogatepass"
"""UTF-8 has no halves of surrogate pairs, which some phones send; Python writes and reads them as if it had."""


class Words(str):
    """Words on their way into a row, to be sealed there: for whom, and for which column and row."""

    __slots__ = ("label", "subject")
    subject: str
    label: str

    @classmethod
    def of(cls, text: str, subject: str, label: str) -> str:
        """The text marked so; what is forgotten, and empty, stays as it is."""
        if not text:
            return text
        words = cls(text)
        words.subject, words.label = subject, label
        return words


@dataclass(frozen=True)
class DataKey:
    """One key: its number, whose it is, and what seals with it."""

    id: str
    subject: str
    raw: bytes = field(repr=False)

    @cached_property
    def sealer(self) -> AESGCM:
        """What seals and opens with it."""
        return AESGCM(self.raw)

    def seal(self, words: Words) -> str:
        """Words as they are kept."""
        nonce = os.urandom(NONCE)
        bound = words.label.encode()
        return f"{PREFIX}{self.id}.{as_text(nonce + self.sealer.encrypt(nonce, words.encode(errors=_HALVES), bound))}|{words.label}"

    def open(self, kept: str) -> str:
        """The words that were sealed; empty, and the log knows, for what somebody has changed in the database."""
        label, raw = label_of(kept), as_bytes(kept[len(PREFIX) :].partition(".")[2].partition("|")[0])
        try:
            return self.sealer.decrypt(raw[:NONCE], raw[NONCE:], label.encode()).decode(errors=_HALVES)
        except (InvalidTag, ValueError):
            logger.error("%s was changed outside of this program and cannot be read.", label)  # noqa: TRY400 -- a traceback says no more
            return ""


def key_id_of(kept: str) -> str:
    """By which key a value was sealed."""
    return kept[len(PREFIX) :].partition(".")[0]


def label_of(kept: str) -> str:
    """For which column and row a value was sealed."""
    return kept.partition("|")[2]


def is_sealed(value: object) -> bool:
    """Whether a value of a row was sealed."""
    return isinstance(value, str) and value.startswith(PREFIX)
