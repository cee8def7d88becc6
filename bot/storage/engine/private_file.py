"""Files for their owner alone that are there whole, before and after, whenever the machine stops; what they replace is overwritten."""

import os
from pathlib import Path

OWNER_ONLY = 0o600


def write(file: Path, content: bytes) -> None:
    """Put this into the file, on the disk, in the place of what it held. Raises OSError."""
    fresh = file.with_name(f"{file.name}.fresh")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as made:
        made.write(content)
        made.flush()
        os.fsync(made.fileno())
    replace(fresh, file)


def replace(new: Path, old: Path) -> None:
    """Give a file the name of another, whose content is overwritten once it has no name any more. Raises OSError."""
    gone = os.open(old, os.O_RDWR) if old.exists() else None
    try:
        new.replace(old)
        keep_name(old)
        if gone is not None:
            os.pwrite(gone, bytes(os.fstat(gone).st_size), 0)
            os.fsync(gone)
    finally:
        if gone is not None:
            os.close(gone)


def keep_name(file: Path) -> None:
    """See that the name of a new file is on the disk. Raises OSError."""
    folder = os.open(file.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
