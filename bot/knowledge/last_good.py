"""The files that were in force last, kept beside the database: with them the bot starts though its folder is broken.

One archive a kind of files, replaced whole whenever other files come into force. It is a zip behind a seal, so
that people can get a lost folder back with `unzip`; it is believed only whole, and only where nobody else may write.
"""

import io
import logging
import zipfile
from collections.abc import Mapping
from pathlib import Path

from bot.sealed_cache import read_sealed, write_sealed

log = logging.getLogger(__name__)

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time that every file of an archive bears: the same files make the same archive."""


class LastGood:
    """The files of one kind that were in force last. `file` is where they are kept."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.file = folder / f"{kind}.zip"

    def keep(self, texts: Mapping[str, bytes]) -> None:
        """Keep files, by name, in place of those before. Blocking. That it fails is a warning, never an error."""
        content = _packed(texts)
        if read_sealed(self.file) != content and not self._written(content):
            log.warning(
                "%s cannot be written: what is in force now is not kept for the next start", self.file
            )

    def fetch(self) -> Mapping[str, bytes] | None:
        """Give the files that were kept, by name; None if there are none, or none to be believed. Blocking."""
        content = read_sealed(self.file)
        if content is None and not self._is_there():
            return None
        try:
            return _unpacked(content or b"")
        except zipfile.BadZipFile:
            log.warning("%s is passed over: it is damaged, or others may write it", self.file)
            return None

    def _written(self, content: bytes) -> bool:
        """Write the archive; its folder is made, but none above it: a slip in a path must not become folders."""
        try:
            self.file.parent.mkdir(mode=0o700, exist_ok=True)
        except OSError:
            return False
        return write_sealed(self.file, content, durable=True)

    def _is_there(self) -> bool:
        try:
            return self.file.exists()
        except OSError:  # its folder is closed to us
            return True


def _packed(texts: Mapping[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in sorted(texts.items()):
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), raw, zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def _unpacked(content: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
