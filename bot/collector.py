"""The garbage collector, kept from looking through what is only being built: that holds no garbage, and a million objects."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Nothing is looked through meanwhile, nor at once afterwards; what was paused already stays so."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            _grow_old()
            gc.enable()


def not_at_the_end() -> None:
    """Let the program end without a last look through all that lives: it goes with the process, a tenth of a short command's time."""
    atexit.register(gc.freeze)


def _grow_old() -> None:
    """Move all that lives to the oldest generation, which is looked through seldom; the next look at the youngest would go through it.

    What is held still already is left so: it cannot be told from the rest.
    """
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()
