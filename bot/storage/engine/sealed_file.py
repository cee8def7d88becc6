"""Files that are sealed as a whole, in chunks, so that no size is too large for them.

First a line that says what it is and by which key it opens, then a salt, then the chunks. Each file has a key of its own
(HKDF, RFC 5869, over the salt and that line); a chunk is sealed with AES-256-GCM under its number and whether it is the last
(the STREAM construction, Hoang and others 2015). So a file that was cut, changed, lengthened or put into another order does not open.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import StorageError

CHUNK = 64 * 1024
"""Bytes that are sealed together."""
TAG, SALT, KEY = 16, 32, 32
"""Bytes of what proves a chunk, of the salt, and of the file's own key."""
_BEGINNING, _LONGEST = "butler-sealed-1", 200


@dataclass(frozen=True, slots=True)
class Header:
    """What a sealed file says of itself, in the clear: which kind, of which database, and by which key it opens."""

    kind: str
    of: str
    by: str

    @property
    def line(self) -> bytes:
        """How it stands at the beginning of the file."""
        return f"{_BEGINNING} {self.kind} {self.of} {self.by}\n".encode()


def header_of(file: Path) -> Header | None:
    """What a sealed file says of itself; None for any other file. Raises OSError."""
    with file.open("rb") as source:
        words = source.readline(_LONGEST).decode("ascii", "replace").rstrip("\n").split(" ")
    return (
        Header(*words[1:]) if words[0] == _BEGINNING and len(words) == len(("", "kind", "of", "by")) else None
    )


def seal(source: BinaryIO, target: BinaryIO, header: Header, secret: bytes) -> None:
    """Write the sealed form of what can be read from `source`. Raises OSError."""
    salt = os.urandom(SALT)
    target.write(header.line + salt)
    key = _key(header, secret, salt)
    target.writelines(key.encrypt(nonce, chunk, None) for nonce, chunk in _chunks(source, CHUNK))


def unseal(source: BinaryIO, target: BinaryIO, header: Header, secret: bytes) -> None:
    """Write what was sealed. Raises OSError, and StorageError for a file that is not as it was sealed; discard what was written then."""
    source.seek(len(header.line))
    key = _key(header, secret, source.read(SALT))
    try:
        target.writelines(key.decrypt(nonce, chunk, None) for nonce, chunk in _chunks(source, CHUNK + TAG))
    except InvalidTag as error:
        raise StorageError(
            f"{Path(source.name).name} is damaged: it was cut off, or changed since it was written; use another copy of it"
        ) from error


def _key(header: Header, secret: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY, salt, header.line).derive(secret))


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk with its nonce: 11 bytes of its number, one that says whether it is the last."""
    number, chunk = 0, source.read(size)
    while True:
        after = source.read(size)
        yield number.to_bytes(11, "big") + bytes([not after]), chunk
        if not after:
            return
        number, chunk = number + 1, after
