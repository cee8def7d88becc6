"""Instants: aware UTC datetimes in the program, whole milliseconds since the epoch in rows."""

import datetime as dt

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MILLISECOND = dt.timedelta(milliseconds=1)


def to_ms(instant: dt.datetime) -> int:
    """An aware datetime as milliseconds since the epoch; ValueError for a naive one."""
    if instant.tzinfo is None:
        raise ValueError(f"the instant {instant!r} has no time zone; use aware UTC datetimes")
    return (instant - EPOCH) // MILLISECOND


def from_ms(milliseconds: int) -> dt.datetime:
    """Milliseconds since the epoch as an aware UTC datetime."""
    return EPOCH + milliseconds * MILLISECOND
