"""A day as it stands on a button: 20260305."""

import datetime as dt

from bot.domain.spoken_dates import EARLIEST, LATEST


def packed(day: dt.date) -> int:
    """A day as it stands on a button."""
    return int(day.strftime("%Y%m%d"))


def unpacked(day: int) -> dt.date | None:
    """The day of a button; None for one that nobody made. Years far off reckon to no sensible day."""
    try:
        found = dt.date.fromisoformat(f"{day:08}")
    except ValueError:
        return None
    return found if EARLIEST <= found.year <= LATEST else None
