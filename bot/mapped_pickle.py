"""What took long to build, kept in a file: a sealed pickle, and behind it its arrays, which stay in the file.

The arrays are mapped: the system reads in what is asked for, and may forget it again. Only the pickle is held against
its seal, since to read all of the arrays would take longer than an answer; so that a power cut cannot leave holes in
them, the file gets its name when the disk has all of it. It is believed only where nobody else may write.
"""

import hashlib
import mmap
import pickle
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.collector import paused
from bot.sealed_cache import is_ours, replace

_DIGEST = hashlib.sha256().digest_size
_NUMBERS = struct.Struct("<QQ")
"""The length of the pickle, and how many arrays come behind it."""
_STEP = 64
"""Arrays begin at multiples of it, as processors like to read them."""


def keep(file: Path, thing: Any) -> bool:
    """Replace a file by this thing; False where it cannot be written.

    Raises what `pickle.dumps` raises for a thing that cannot be taken apart.
    """
    buffers: list[pickle.PickleBuffer] = []
    pickled = pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL, buffer_callback=buffers.append)
    arrays = [buffer.raw() for buffer in buffers]
    head = _NUMBERS.pack(len(pickled), len(arrays))
    head += struct.pack(f"<{len(arrays)}Q", *(array.nbytes for array in arrays)) + pickled
    return replace(
        file, [hashlib.sha256(head).digest(), head, *_spaced(_DIGEST + len(head), arrays)], durable=True
    )


def fetch(file: Path) -> Any | None:
    """What `keep` kept, its arrays read-only; None if the file is missing, cut off, damaged, or might be another's."""
    try:
        if not is_ours(file):
            return None
        with file.open("rb") as opened:
            whole = memoryview(mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):  # an empty file cannot be mapped
        return None
    return _built(whole)


def _built(whole: memoryview) -> Any | None:
    begin = _DIGEST + _NUMBERS.size
    if len(whole) < begin:
        return None
    length, count = _NUMBERS.unpack_from(whole, _DIGEST)
    first = begin + count * 8
    end = first + length
    if len(whole) < end or hashlib.sha256(whole[_DIGEST:end]).digest() != whole[:_DIGEST]:
        return None
    sizes = struct.unpack_from(f"<{count}Q", whole, begin)
    places = list(_places(end, sizes))
    if len(whole) != max((stop for _, stop in places), default=end):
        return None
    arrays = [whole[start:stop] for start, stop in places]
    with paused():
        return pickle.loads(whole[first:end], buffers=arrays)  # noqa: S301 - our own file, where only we may write


def _places(end: int, sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where each array begins and ends, behind a pickle that ends at `end`."""
    for size in sizes:
        start = -(-end // _STEP) * _STEP
        end = start + size
        yield start, end


def _spaced(end: int, arrays: Sequence[memoryview]) -> Iterator[bytes | memoryview]:
    """The arrays, each with what lies between it and what is before it."""
    for array, (start, stop) in zip(arrays, _places(end, [each.nbytes for each in arrays]), strict=True):
        yield bytes(start - end)
        yield array
        end = stop
