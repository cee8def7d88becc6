"""Files that only save time: kept in the person's own cache folder, and believed only where nobody else may write.

A file is sealed with the digest of what follows: a damaged one is as good as none.
"""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size
_WRITABLE_BY_OTHERS = 0o022


def own_place() -> Path | None:
    """The person's own cache folder, which need not exist yet; None for a user without a home."""
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "exclusive-butler"
    except RuntimeError:  # this user has no home
        return None


def read_sealed(file: Path) -> bytes | None:
    """What `write_sealed` wrote; None if it is missing, damaged, or might be another's."""
    try:
        if not _is_ours(file.parent) or not _is_ours(file):
            return None
        raw = file.read_bytes()
    except OSError:
        return None
    seal, content = raw[:_DIGEST], raw[_DIGEST:]
    return content if hashlib.sha256(content).digest() == seal else None


def write_sealed(file: Path, content: bytes) -> None:
    """Replace a file at one stroke, making its folder. A full or read-only disk only means that nothing is kept."""
    with contextlib.suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _is_ours(file.parent):
            _replace(file, hashlib.sha256(content).digest() + content)


def leave_newest(folder: Path, pattern: str, count: int) -> None:
    """Delete all files of a pattern but the `count` written last."""
    with contextlib.suppress(OSError):
        by_age = sorted(folder.glob(pattern), key=lambda kept: kept.stat().st_mtime, reverse=True)
        for old in by_age[count:]:
            old.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    status = path.stat()
    return status.st_uid == os.getuid() and not status.st_mode & _WRITABLE_BY_OTHERS


def _replace(file: Path, raw: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
        try:
            part.write(raw)
            part.flush()
            Path(part.name).replace(file)
        finally:
            Path(part.name).unlink(missing_ok=True)  # there only if it could not be written or moved
