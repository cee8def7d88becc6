"""What a person is told of an error that nobody has foreseen: its kind and its place, never its text.

The text of an exception may hold what people wrote, or the token.
"""

import traceback
from collections.abc import Iterator
from pathlib import Path, PurePath
from types import TracebackType

UNEXPECTED = 70
"""The exit status for a fault of the program itself, as sysexits.h has it."""
ROOT = Path(__file__).parents[2]
"""The folder with the program's packages."""
PACKAGES = ("bot", "handlers", "simulator")


def first_of(error: BaseException) -> BaseException:
    """Return the error itself, or the first one of a group."""
    return first_of(error.exceptions[0]) if isinstance(error, BaseExceptionGroup) else error


def unexpected(error: BaseException) -> str:
    """Return the one line that a person reads."""
    first = first_of(error)
    place = _place(first.__traceback__ or error.__traceback__)
    return f"unexpected trouble: {type(first).__name__} at {place}; please report it"


def trace(error: BaseException) -> str:
    """Return the way to the error, its causes first, as Python writes it but for the texts."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = trace(cause) if cause is not None else ""
    way = "".join(traceback.format_tb(error.__traceback__))
    inside = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    return f"{before}{way}{type(error).__name__}\n{''.join(map(trace, inside))}"


def _place(way: TracebackType | None) -> str:
    """The last line of our own that an error went through, or the last at all."""
    places = list(_places(way)) or ["?"]
    ours = [place for place in places if "/" in place]
    return (ours or places)[-1]


def _places(way: TracebackType | None) -> Iterator[str]:
    """Each line on the way: with its folder if the file is ours, by its name alone if it is a library's."""
    while way is not None:
        file = PurePath(way.tb_frame.f_code.co_filename)
        ours = any(file.is_relative_to(ROOT / package) for package in PACKAGES)
        yield f"{file.relative_to(ROOT).as_posix() if ours else file.name}:{way.tb_lineno}"
        way = way.tb_next
