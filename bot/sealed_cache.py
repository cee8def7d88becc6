"""Files that the program keeps for itself, and believes only where nobody else may write.

A file is sealed with the digest of what follows: a damaged one is as good as none. Most only save time and stand in
the person's own cache folder; what must outlive a power cut is written `durable`.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size
_WRITABLE_BY_OTHERS = 0o022
_PROGRAM = Path(__file__).parent


def program_stamp() -> str:
    """Name the state of the program's own files, by size and time: another program may make something else of the same."""
    states = sorted(
        f"{file.path}:{(one := file.stat()).st_size}:{one.st_mtime_ns}" for file in _files(_PROGRAM)
    )
    return hashlib.sha256("\0".join(states).encode()).hexdigest()


def _files(folder: Path | str) -> Iterator["os.DirEntry[str]"]:
    """Files of the program under a folder: many times quicker than `rglob`, and each short command waits for it."""
    with os.scandir(folder) as found:
        for one in found:
            if one.is_dir():
                yield from _files(one.path)
            elif one.name.endswith((".py", ".json", ".npz")):
                yield one


def own_place() -> Path | None:
    """The person's own cache folder, which need not exist yet; None for a user without a home."""
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "exclusive-butler"
    except RuntimeError:  # this user has no home
        return None


def read_sealed(file: Path) -> bytes | None:
    """What `write_sealed` wrote; None if it is missing, damaged, or might be another's."""
    try:
        if not is_ours(file):
            return None
        raw = file.read_bytes()
    except OSError:
        return None
    seal, content = raw[:_DIGEST], raw[_DIGEST:]
    return content if hashlib.sha256(content).digest() == seal else None


def write_sealed(file: Path, content: bytes, *, durable: bool = False) -> bool:
    """Replace a file at one stroke, as `replace` does, by sealed content."""
    return replace(file, [hashlib.sha256(content).digest(), content], durable=durable)


def replace(file: Path, parts: Iterable[bytes | memoryview], *, durable: bool = False) -> bool:
    """Replace a file at one stroke by these parts, making its folder; the file is for us only.

    False where that is not possible, as on a full or read-only disk: nothing new is kept then. `durable` returns when
    the disk has it.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _only_we_write(file.parent):
            return False
        _replace(file, parts, durable=durable)
    except OSError:
        return False
    return True


def leave_newest(folder: Path, pattern: str, count: int) -> None:
    """Delete all files of a pattern but the `count` that were written, or touched, last."""
    with contextlib.suppress(OSError):
        by_age = sorted(folder.glob(pattern), key=lambda kept: kept.stat().st_mtime, reverse=True)
        for old in by_age[count:]:
            old.unlink(missing_ok=True)


def is_ours(file: Path) -> bool:
    """Whether nobody else may write a file or its folder. Raises OSError where there is none."""
    return _only_we_write(file.parent) and _only_we_write(file)


def _only_we_write(path: Path) -> bool:
    status = path.stat()
    return status.st_uid == os.getuid() and not status.st_mode & _WRITABLE_BY_OTHERS


def _replace(file: Path, parts: Iterable[bytes | memoryview], *, durable: bool) -> None:
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
        try:
            part.writelines(parts)
            part.flush()
            if durable:
                os.fsync(part.fileno())
            Path(part.name).replace(file)
        finally:
            Path(part.name).unlink(missing_ok=True)  # there only if it could not be written or moved
    if durable:
        _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """Have the disk note the new name too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
