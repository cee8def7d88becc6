"""Memory: what was freed goes back to the system, what stays is not looked through for garbage."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def holding_still() -> Iterator[None]:
    """Keep the garbage collector from looking through what lives now, such as the knowledge: some 10^6 objects each time.

    It does not look once more before: a start leaves some 2,000 objects of garbage, which wait for `give_back`.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _freeze() -> None:
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def give_back() -> None:
    """Return freed memory to the system, where the C library can do so (glibc's `malloc_trim`).

    Reading and indexing a knowledge folder frees a good part of what it took, and glibc keeps that for the next time:
    some 15 MB, and more after each reload. What was held still is gone through once, as it may be what was replaced.
    """
    if gc.get_freeze_count():
        _freeze()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
