"""What the machine tells: room on the disk, the size of files, the memory of this process."""

import os
import resource
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

STATM = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes of the disk on which the files are."""

    total: int
    free: int


def room_at(folder: Path) -> Room:
    """Look at the disk of a folder, which need not be there yet."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    usage = shutil.disk_usage(folder)
    return Room(usage.total, usage.free)


def size_of(file: Path) -> int:
    """The bytes of a file; 0 for one that is not there."""
    try:
        return file.stat().st_size
    except OSError:
        return 0


def memory() -> int:
    """The bytes of memory that this process takes now; where that is not told, those of its greatest extent."""
    try:
        return int(STATM.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
