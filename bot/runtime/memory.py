"""Memory that was freed, given back to the system."""

import ctypes


def give_back() -> None:
    """Return freed memory to the system, where the C library can do so (glibc's `malloc_trim`).

    Reading and indexing a knowledge folder frees a good part of what it took, and glibc keeps that for the next time:
    some 15 MB, and more after each reload.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
