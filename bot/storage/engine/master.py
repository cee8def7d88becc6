"""The master key: it seals the keys that seal people's words (`vault`), and the database does not hold it."""

import base64
import hashlib
import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import StorageError, StorageUnavailable

NONCE = 12
"""Bytes, random for each sealing (NIST SP 800-38D)."""
MASTER_BYTES = 32
"""256 bits."""


class Master:
    """The key that seals all others. `id` names it without telling it."""

    def __init__(self, key: bytes) -> None:
        """Take 32 bytes; StorageError for another length."""
        if len(key) != MASTER_BYTES:
            raise StorageError(
                f"the master key has {len(key)} bytes instead of {MASTER_BYTES}; make one with: butler db new-key"
            )
        self.id = hashlib.sha256(b"exclusive butler master " + key).hexdigest()[:12]
        self._key, self._seal = key, AESGCM(key)

    @classmethod
    def read(cls, text: str) -> "Master":
        """The key that `new` wrote; StorageError if it is none."""
        try:
            return cls(base64.b64decode(text.strip(), validate=True))
        except ValueError as error:
            raise StorageError(
                "the master key is no base64 text; make one with: butler db new-key"
            ) from error

    @staticmethod
    def new() -> str:
        """A new key as text."""
        return base64.b64encode(secrets.token_bytes(MASTER_BYTES)).decode()

    def wrap(self, key_id: str, subject: str, key: bytes) -> str:
        """A data key as it is kept."""
        nonce = os.urandom(NONCE)
        bound = f"{key_id} {subject}".encode()
        return f"{self.id}.{as_text(nonce + self._seal.encrypt(nonce, key, bound))}"

    def secret_for(self, purpose: bytes) -> bytes:
        """A secret for this purpose alone, of which nobody can tell the key (HKDF, RFC 5869)."""
        return HKDF(SHA256(), MASTER_BYTES, None, purpose).derive(self._key)

    def unwrap(self, key_id: str, subject: str, wrapped: str) -> bytes:
        """The data key that `wrap` kept; StorageError where it was another master key, or somebody has changed it."""
        if master_of(wrapped) != self.id:
            raise self.is_not(master_of(wrapped))
        raw, bound = as_bytes(wrapped.partition(".")[2]), f"{key_id} {subject}".encode()
        try:
            return self._seal.decrypt(raw[:NONCE], raw[NONCE:], bound)
        except InvalidTag as error:
            raise StorageError(
                f"the key {key_id} was changed outside of this program; restore a backup with: butler db restore FILE"
            ) from error

    def is_not(self, wanted: str) -> StorageUnavailable:
        """What to raise where another master key is needed: nobody's work is at fault, it waits for whoever brings the key."""
        return StorageUnavailable(
            f"the words in this database are sealed under the master key {wanted}, and the one at hand is {self.id}; "
            "set BUTLER_SECRETS__MASTER_KEY to the right one, or bring back its file, and start again"
        )


def master_of(wrapped: str) -> str:
    """The id of the master key by which a data key is wrapped."""
    return wrapped.partition(".")[0]


def as_text(raw: bytes) -> str:
    """Bytes as a row keeps them."""
    return base64.b64encode(raw).decode()


def as_bytes(text: str) -> bytes:
    """The bytes that `as_text` kept."""
    return base64.b64decode(text)
